"""Everything that comes in while it is on is kept; what is not is said, and who was let in still reads it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NoReturn

import msgspec
import pytest

from fuerza.connections.models import Connection
from fuerza.connections.services import link
from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import Keyring
from fuerza.crisis import queries, services
from fuerza.crisis.models import Crisis, Measure, Unkept
from fuerza.crisis.services import keeping
from fuerza.desk import queries as desk_queries
from fuerza.desk import services as desk
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.desk.models import Score as StoredScore
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from fuerza.vault import services as vault
from fuerza.vault.choices import NotKept
from fuerza.vault.models import Exhibit
from safeguard.classify.records import Score
from safeguard.records import Page, Post
from tests.fuerza.acts.acting_double import Clock
from tests.fuerza.crisis.conftest import NOW, World, settle, states, switch_on
from tests.fuerza.desk.conftest import post, score
from tests.safeguard.platforms.bluesky.double import HER

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
Committing = Callable[..., object]


@pytest.fixture
def account(person: Person) -> Connection:
    return link(
        person=person,
        platform="bluesky",
        connector="sample",
        account="did:her",
        handle="her.example",
        now=NOW,
    )


@pytest.fixture
def take(
    django_capture_on_commit_callbacks: Committing, clock: Clock, account: Connection
) -> Callable[..., list[Mention]]:
    """Take posts in as the network gives them, to the very end: what follows the commit is done too."""

    def taken(
        *posts: Post,
        at: Connection = account,
        scores: Sequence[Score] | None = None,
        commits: bool = True,
    ) -> list[Mention]:
        found = score([it.text for it in posts]) if scores is None else scores
        with django_capture_on_commit_callbacks(execute=commits):  # type: ignore[attr-defined]  # pytest-django's
            desk.take_in(origin=at, page=Page(posts=posts), scores=found, now=clock())
        return list(Mention.objects.order_by("pk"))

    return taken


@pytest.fixture
def crisis(person: Person, clock: Clock) -> Crisis:
    return switch_on(person, None, clock)


Take = Callable[..., list[Mention]]


def refused(code: NotKept) -> Callable[..., NoReturn]:
    def keep(**_fields: object) -> NoReturn:
        raise vault.KeepingFailed(code, "no")

    return keep


def whys(crisis: Crisis) -> dict[str, int]:
    return {str(why): number for why, number in queries.unkept_of(crisis)}


def test_what_comes_in_is_kept_as_evidence_and_nothing_is_decided(
    person: Person, clock: Clock, take: Take, opened: Opened
) -> None:
    [before] = take(post("you idiot"))
    crisis = switch_on(person, None, clock)

    mentions = take(post("i will kill you"), post("thank you, i stand by you"))

    kept = {it.pk: (it.decision, it.exhibit_id is not None, bool(it.sealed)) for it in mentions}
    crisis.refresh_from_db()
    assert kept.pop(before.pk) == ("waiting", False, True)
    assert set(kept.values()) == {("waiting", True, True)}
    assert (crisis.kept, Unkept.objects.count(), Exhibit.objects.count()) == (2, 0, 2)
    threat = Mention.objects.select_related("exhibit").get(category="T1")
    threat.sealed = b""
    read = desk_queries.read([threat], opened)
    assert [it.post.text for it in read.values()] == ["i will kill you"]


def test_whom_she_let_in_reads_what_was_kept_until_it_is_off(
    person: Person, clock: Clock, take: Take, opened: Opened
) -> None:
    helper = Person.objects.create_user("berta")
    keyrings.make_keyring(helper.pk, now=NOW)
    people.grant(
        owner=person,
        actor=helper,
        capabilities=list(Capability),
        ends_at=clock() + timedelta(days=7),
        now=NOW,
        begins_now=True,
    )
    key = keyrings.open_with_server(helper.pk, now=NOW)
    crisis = switch_on(person, None, clock)
    mentions = take(post("you idiot"))

    during = [it.post.text for it in desk_queries.read(mentions, key).values()]
    services.turn_off(crisis=crisis, opened=opened, now=clock())
    after = list(Mention.objects.select_related("exhibit"))

    assert (during, [bytes(it.sealed) for it in after]) == (["you idiot"], [b""])
    assert desk_queries.read(after, key) == {}
    assert [it.post.text for it in desk_queries.read(after, opened).values()] == ["you idiot"]


@pytest.mark.usefixtures("crisis")
def test_what_she_destroys_is_gone_at_once_and_soon_from_the_disk(
    person: Person, clock: Clock, take: Take, opened: Opened
) -> None:
    take(post("you idiot"))
    vault.erase(exhibits=list(Exhibit.objects.all()), by=person, now=clock())
    rows = list(Mention.objects.select_related("exhibit"))

    read = desk_queries.read(rows, opened)
    keeping.empty_destroyed()

    assert (read, bytes(Mention.objects.get().sealed)) == ({}, b"")


def test_what_may_not_be_kept_is_counted_by_why(crisis: Crisis, take: Take) -> None:
    lent = msgspec.structs.replace(post("you idiot"), may_keep=False)
    young = msgspec.structs.replace(score(["x"])[0], labels=("M1",), severity=4)

    take(lent, post("a picture"), scores=[*score(["you idiot"]), young])

    assert (whys(crisis), Exhibit.objects.count()) == ({"not_allowed": 1, "young": 1}, 0)


@pytest.mark.parametrize("code", [NotKept.SLOW, NotKept.DISK_FULL])
def test_what_could_not_be_kept_is_said_and_kept_once_her_desk_is_open(
    crisis: Crisis, take: Take, opened: Opened, monkeypatch: pytest.MonkeyPatch, code: NotKept
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(vault, "keep", refused(code))
        take(post("you idiot"), post("fine"))
        said = whys(crisis)
        left = services.catch_up(crisis=crisis, opened=opened, now=crisis.on_at)

    then = services.catch_up(crisis=crisis, opened=opened, now=crisis.on_at)

    crisis.refresh_from_db()
    assert (said, left, then, crisis.kept) == ({code.value: 2}, 2, 0, 2)
    assert Mention.objects.filter(exhibit=None).count() == 0


def test_one_that_cannot_be_kept_as_it_is_does_not_keep_the_others_from_it(
    crisis: Crisis, take: Take
) -> None:
    large = msgspec.structs.replace(post("you idiot"), raw=b"x" * (vault.MAX_BODY + 1))

    take(large, post("fine"))

    assert (whys(crisis), Exhibit.objects.count()) == ({"broken": 1}, 1)


def test_without_a_key_of_hers_nothing_is_kept_and_that_is_said(crisis: Crisis, take: Take) -> None:
    Keyring.objects.update(retired_at=NOW)

    take(post("you idiot"))

    assert (whys(crisis), Exhibit.objects.count()) == ({"broken": 1}, 0)


def test_a_crash_after_taking_in_leaves_a_note_and_it_is_kept_later(
    crisis: Crisis, take: Take, opened: Opened
) -> None:
    take(post("you idiot"), commits=False)
    StoredScore.objects.all().delete()
    said = whys(crisis)

    left = services.catch_up(crisis=crisis, opened=opened, now=crisis.on_at)

    assert (said, left, Exhibit.objects.count()) == ({"pending": 1}, 0, 1)


def test_what_she_kept_herself_meanwhile_is_not_kept_twice(
    crisis: Crisis, take: Take, opened: Opened
) -> None:
    take(post("you idiot"), commits=False)
    desk.decide(
        desk=desk_queries.desk_of(crisis.person),
        mentions=Mention.objects.all(),
        choice=desk.Choice(decision=Decision.KEPT),
        opened=opened,
        now=crisis.on_at,
    )

    left = services.catch_up(crisis=crisis, opened=opened, now=crisis.on_at)

    assert (left, Exhibit.objects.count(), Unkept.objects.count()) == (0, 1, 0)


def quote(text: str, of: str, number: int) -> Post:
    made = post(text, pk=f"at://did:plc:bob/app.bsky.feed.post/{number}")
    return msgspec.structs.replace(made, kind="quote", quoted=of)


def test_hurtful_quotes_are_cut_loose_once_they_are_kept_and_put_back(
    bluesky: Connection, world: World, clock: Clock, take: Take, opened: Opened
) -> None:
    hers = world.bluesky.write(HER, "one", NOW)["uri"]
    before = world.state
    crisis = switch_on(bluesky.person, opened, clock)
    settle(clock)

    fair = quote("well said", hers, 3)
    take(quote("you idiot", hers, 1), quote("kill her", hers, 2), fair, at=bluesky)
    take(quote("idiot again", hers, 4), at=bluesky)
    settle(clock)
    record = world.bluesky.records["app.bsky.feed.postgate", f"{0:013d}"][1]
    shown = states(crisis)
    services.turn_off(crisis=crisis, opened=opened, now=clock())
    settle(clock)

    assert sorted(record["detachedEmbeddingUris"]) == [
        f"at://did:plc:bob/app.bsky.feed.post/{number}" for number in (1, 2, 4)
    ]
    assert (shown["bluesky detach 0"], shown["bluesky detach 1"]) == (["done"] * 2, ["done"])
    assert world.state == before


def test_a_quote_that_could_not_be_kept_stays_where_it_is(
    bluesky: Connection, crisis: Crisis, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "keep", refused(NotKept.SLOW))

    take(quote("you idiot", "at://x", 1), at=bluesky)

    assert list(Measure.objects.filter(crisis=crisis, kind="detach")) == []


@pytest.mark.parametrize("is_stale", [True, False])
def test_a_quote_kept_after_it_was_switched_off_stays_where_it_is(
    bluesky: Connection, crisis: Crisis, take: Take, opened: Opened, is_stale: bool
) -> None:
    take(quote("you idiot", "at://x", 1), at=bluesky, commits=False)
    seen = Crisis.objects.get() if is_stale else crisis
    services.turn_off(crisis=crisis, opened=opened, now=crisis.on_at)

    services.catch_up(crisis=seen, opened=opened, now=crisis.on_at)

    assert (Exhibit.objects.count(), list(Measure.objects.filter(kind="detach"))) == (1, [])


def test_while_it_is_off_nothing_is_noted(take: Take) -> None:
    take(post("you idiot"))

    assert (Unkept.objects.count(), Exhibit.objects.count()) == (0, 0)
