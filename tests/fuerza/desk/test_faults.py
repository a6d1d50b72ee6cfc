"""A network that fails in every way it can: nothing said to her is lost, and nothing is stored twice.

Each schedule is a seed: it scripts what the network does at each call (429, down, cut, a page twice, half a page, a
token refused, access lost, answers stored and then lost by a crash), with a clock that may be an hour off. Reading goes
on by the site's own jobs' code until the network has nothing more, or the schedule's rounds are over.
"""

import os
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

import pytest
from django.db import transaction

from fuerza.connections.models import Connection
from fuerza.connections.services import Asked
from fuerza.connections.services.signing_in import keep
from fuerza.core import keyrings
from fuerza.desk import services
from fuerza.desk.models import Mention
from fuerza.people.models import Person
from safeguard.platforms import registry
from safeguard.platforms.base import (
    Access,
    AccessLost,
    PlatformDown,
    RateLimited,
    UnexpectedReply,
)
from safeguard.records import Page, Post
from tests.fuerza.connections.double import Double, on
from tests.fuerza.desk.conftest import NOW, post, score

SCHEDULES = int(os.environ.get("FUERZA_TEST_SCHEDULES", "120"))  # about a quarter of a second each
ROUNDS = 40
FAULTS = (
    "",
    "",
    "",
    "limited",
    "down",
    "cut",
    "twice",
    "half",
    "refused",
    "lost",
    "shape",
    "crash",
)


ERRORS = {"down": PlatformDown(), "cut": PlatformDown(), "shape": UnexpectedReply()}


class Crashed(BaseException):
    """The worker was killed between the network's answer and the database, or just after it."""


class Failing(Double):
    """A network with posts that keep coming, which does at each call what its script says."""

    chance: ClassVar[random.Random]
    posts: ClassVar[list[Post]]
    skew: ClassVar[timedelta]
    is_calm: ClassVar[bool] = False
    seen: ClassVar[list[str]]

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        fault = "" if self.is_calm else self.chance.choice(FAULTS)
        self.seen.append(fault)
        if fault == "lost":
            self.net.holds.clear()
            self.net.refreshes.clear()
        if fault == "refused" or access.token not in self.net.holds:
            raise AccessLost
        if fault == "limited":
            raise RateLimited(NOW + self.skew + timedelta(minutes=self.chance.randrange(-5, 40)))
        if fault in ERRORS:
            raise ERRORS[fault]
        return self._page(fault, int(cursor or 0), limit)

    def _page(self, fault: str, place: int, limit: int) -> Page:
        start = max(0, place - self.chance.randrange(1, 9)) if fault == "twice" else place
        found = self.posts[start : start + self.chance.randrange(1, min(limit, 12))]
        if fault == "half":
            found = found[: len(found) // 2]
        end = max(place, start + len(found))
        again = found[:3] if fault == "twice" else []
        return Page(posts=(*found, *again), cursor=str(end), is_last=end >= len(self.posts))


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> type[Failing]:
    on(monkeypatch, "bluesky")
    monkeypatch.setitem(registry.CONNECTORS, "bluesky", ("Bluesky", f"{__name__}:Failing"))
    return Failing


def _same(now: datetime) -> datetime:
    return now


def run(connection: Connection, clock: Callable[[], datetime], chance: random.Random) -> None:
    """Do what one run of the job does; sometimes the worker is killed before or after a page is stored."""

    def beat(_number: int) -> None:
        if chance.random() < 0.1:
            raise Crashed

    def scored(texts: Any) -> Any:
        if chance.random() < 0.1:
            raise Crashed
        return score(texts)

    with suppress(Crashed, UnexpectedReply):
        services.pull(connection=connection, score=scored, clock=clock, beat=beat)


def relinked(connection: Connection, person: Person, now: datetime) -> None:
    """Do what she does when access is lost: sign in again."""
    keep(
        person=person,
        asked=Asked(connector="bluesky"),
        access=Double.net.access("watch", now),
        now=now,
    )
    connection.refresh_from_db()


def read_all(seed: int, failing: type[Failing]) -> tuple[int, int, bool]:
    """Read through one schedule; return how many were stored, how many there were, and whether that is said."""
    chance = random.Random(seed)  # noqa: S311 -- a schedule is to be the same each time
    failing.chance, failing.is_calm, failing.seen = chance, False, []
    failing.posts = [
        post(f"word {n % 5}", pk=f"{seed}-{n}") for n in range(chance.randrange(5, 45))
    ]
    failing.skew = timedelta(hours=chance.choice([-1, 0, 1]))
    person = Person.objects.create_user(f"p{seed}")
    keyrings.make_keyring(person.pk, now=NOW)
    now = NOW + failing.skew
    connection = keep(
        person=person,
        asked=Asked(connector="bluesky"),
        access=Double.net.access("watch", NOW),
        now=now,
    )
    for number in range(ROUNDS):
        connection = Connection.objects.get(pk=connection.pk)
        if connection.state == "lost":
            relinked(connection, person, now)
        if number == ROUNDS // 2:
            failing.is_calm = True
        if number < ROUNDS // 4 and chance.random() < 0.2:
            failing.posts.append(post("late word", pk=f"{seed}-late-{number}"))
        run(connection, partial(_same, now), chance)
        now += timedelta(minutes=chance.choice([5, 30, 90]))
        connection = Connection.objects.get(pk=connection.pk)
        if failing.is_calm and connection.cursor == str(len(failing.posts)):
            break
    connection = Connection.objects.get(pk=connection.pk)
    stored = Mention.objects.filter(person=person).count()
    return stored, len(failing.posts), connection.covered_to is not None


def test_through_all_schedules_of_faults_nothing_is_lost_and_nothing_stored_twice(
    failing: type[Failing],
) -> None:
    met: set[str] = set()
    wrong = {}
    for seed in range(SCHEDULES):
        with (
            transaction.atomic()
        ):  # and back: PostgreSQL holds a lock for each savepoint that is let stand
            stored, there, is_covered = read_all(seed, failing)
            transaction.set_rollback(True)
        met |= set(failing.seen)
        if (stored, is_covered) != (there, True):
            wrong[seed] = (stored, there, is_covered)

    assert wrong == {}
    assert met == set(FAULTS)


def test_what_was_read_is_never_said_to_be_more_than_it_was(failing: type[Failing]) -> None:
    failing.chance, failing.is_calm, failing.seen = random.Random(1), True, []  # noqa: S311 -- as above
    failing.posts = [post(f"word {n}", pk=str(n)) for n in range(40)]
    failing.skew = timedelta(0)
    person = Person.objects.create_user("marisol")
    keyrings.make_keyring(person.pk, now=NOW)
    access = Double.net.access("watch", NOW)
    connection = keep(person=person, asked=Asked(connector="bluesky"), access=access, now=NOW)
    told = []

    while connection.covered_to is None:
        services.refresh(connection=connection, score=score, now=NOW)
        stored = Mention.objects.count()
        told.append((connection.covered_to is not None) <= (stored == 40))
        told.append(connection.posts_read == stored)

    assert set(told) == {True}
