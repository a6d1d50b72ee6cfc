"""A small programme that blocks accounts on a network in a file: what the tests of kill -9 start and kill.

The network writes each act that arrives as one line, and remembers nothing else: an act sent twice stands there twice.
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402 -- after the set-up

from fuerza.acts import services  # noqa: E402 -- after the set-up
from fuerza.acts.choices import ActionKind  # noqa: E402 -- after the set-up
from fuerza.acts.models import Action, Plan  # noqa: E402 -- after the set-up
from fuerza.acts.services import reaching  # noqa: E402 -- after the set-up
from fuerza.connections.services import link  # noqa: E402 -- after the set-up
from fuerza.core import keyrings, leases, worker  # noqa: E402 -- after the set-up
from fuerza.people.models import Person  # noqa: E402 -- after the set-up
from safeguard.platforms import registry  # noqa: E402 -- after the set-up
from safeguard.platforms.base import Access, Act, Limit, Outcome  # noqa: E402 -- after the set-up

SENT = Path(os.environ["FUERZA_DATA"]) / "sent"


class InAFile:
    """A network that takes a moment for each act, and is asked about one by its key."""

    capabilities = frozenset({"mute", "block", "look_up"})
    limits = (Limit(points=100_000, seconds=3_600),)
    costs: dict[str, int] = {}

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        time.sleep(0.005)
        with SENT.open("a") as out:
            out.write(f"{act.kind} {act.target} {key}\n")
        time.sleep(0.005)
        return self.look_up(access, act, key) or Outcome(certain=False)

    def look_up(self, _access: Access, act: Act, key: str) -> Outcome | None:
        if key not in SENT.read_text():
            return None
        return Outcome(undo=Act(kind="unblock", target=act.target))


registry.CONNECTORS["in_a_file"] = ("In a file", "tests.real.blocking:InAFile")
setattr(reaching, "network_of", lambda _connection, _net: InAFile())  # noqa: B010 -- it is no Connector in full


def plan(number: int) -> None:
    now = timezone.now()
    SENT.touch()
    person = Person.objects.create_user("marisol")
    keyrings.make_keyring(person.pk, now=now)
    linked = link(
        person=person, platform="bluesky", connector="in_a_file", account="a", handle="b", now=now
    )
    targets = [
        services.Target(
            author_key=f"p{n}".encode(), author=f"p{n}", handle="", platform="x", connection=linked
        )
        for n in range(number)
    ]
    made = services.plan(person=person, kind=ActionKind.BLOCK, targets=targets, by=person, now=now)
    services.go_ahead(plan=made, by=person, now=now)


def take_back() -> None:
    now = timezone.now()
    services.take_back(plans=list(Plan.objects.all()), by=Person.objects.get(), now=now)


def drain() -> None:
    """Do what is due, the jobs of dead workers first: as if their leases were over."""
    later = timedelta(minutes=5)  # so that what is put back for a moment is due as well
    leases.free_lost(now=timezone.now() + later + leases.LEASE * 2)
    while worker.run_due(clock=lambda: timezone.now() + later):
        pass


def count() -> None:
    """Print: acts that arrived, how many of them differ, and how many are in which state."""
    arrived = SENT.read_text().splitlines()
    states = sorted(Action.objects.values_list("state", flat=True))
    said = [f"{state}={states.count(state)}" for state in sorted(set(states))]
    sys.stdout.write(" ".join([str(len(arrived)), str(len(set(arrived))), *said]) + "\n")


def main(told: list[str]) -> None:
    """Do one thing after the other: "plan=90" "drain" "count"."""
    for word in told:
        name, _, number = word.partition("=")
        getattr(sys.modules[__name__], name)(*([int(number)] if number else []))


if __name__ == "__main__":
    main(sys.argv[1:])
