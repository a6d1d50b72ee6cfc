"""What is gone at its source leaves the desk and every count; what she kept herself stays."""

from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from pytest_django import Settings

from fuerza.connections import queries as linked
from fuerza.connections import services as connections
from fuerza.connections.models import Borrowed, Connection
from fuerza.core import crypto, jobs, worker
from fuerza.core.choices import JobState
from fuerza.core.models import Job
from fuerza.desk import services
from fuerza.desk.choices import Decision
from fuerza.desk.models import DecidedMention, Group, Mention, PileOn, Tally
from fuerza.desk.queries import Desk
from fuerza.desk.services import Choice, Seen
from fuerza.env import App
from fuerza.floods.services import find
from fuerza.people.models import Person
from safeguard.records import Page, Post
from tests.fuerza.desk.conftest import NOW, post, score
from tests.safeguard.platforms.x.double import XDouble

pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture
def on_x(person: Person) -> Connection:
    return connections.link(
        person=person, platform="x", connector="x", account="1000", handle="marisol", now=NOW
    )


def lent(*posts: Post) -> list[Post]:
    return [msgspec.structs.replace(each, platform="x", may_keep=False) for each in posts]


def take_in(connection: Connection, *posts: Post) -> None:
    scores = score([each.text for each in posts])
    services.take_in(origin=connection, page=Page(posts=tuple(posts)), scores=scores, now=NOW)


def gone(connection: Connection, *ids: str) -> None:
    """Say that these are gone at their source, as the platform would."""
    for row in Borrowed.objects.filter(connection=connection):
        if _id(connection, row) in ids:
            row.gone_at = NOW
            row.save()


def _id(connection: Connection, row: Borrowed) -> str:
    secret = crypto.data_key(connection.person_id)
    place = linked.borrowed_place(connection.pk, bytes(row.native_key))
    return crypto.decrypt(secret, bytes(row.sealed_id), place).decode()


def counts(person: Person) -> dict[tuple[str, str], int]:
    rows = Tally.objects.filter(person=person).exclude(count=0)
    return {(row.category, row.decision): row.count for row in rows}


def test_what_is_gone_leaves_the_desk_and_its_tallies(on_x: Connection, person: Person) -> None:
    take_in(on_x, *lent(post("idiot", pk="1"), post("I will kill you", pk="2"), post("hi", pk="3")))
    gone(on_x, "1", "2")

    first = services.let_go(connection=on_x, now=NOW)
    again = services.let_go(connection=on_x, now=NOW)

    assert (first, again) == (2, 0)
    assert Mention.objects.get().category == "nothing"
    assert counts(person) == {("nothing", "waiting"): 1}
    assert [_id(on_x, row) for row in Borrowed.objects.all()] == ["3"]


def test_what_stands_and_what_another_network_gave_stays(
    on_x: Connection, connection: Connection
) -> None:
    take_in(connection, post("idiot", pk="1"))
    take_in(on_x, *lent(post("idiot", pk="1")))

    services.let_go(connection=on_x, now=NOW)
    gone(on_x, "1")
    services.let_go(connection=connection, now=NOW)
    services.let_go(connection=on_x, now=NOW)

    assert Mention.objects.get().connection == connection


def test_what_she_kept_herself_stays(on_x: Connection, person: Person) -> None:
    take_in(on_x, *lent(post("I will kill you", pk="1")))
    seen = services.add_seen(
        person=person, seen=Seen(text="I will kill you", platform="x"), score=score, now=NOW
    )
    gone(on_x, "1")

    services.let_go(connection=on_x, now=NOW)

    assert Mention.objects.get() == seen
    assert seen.exhibit is not None


def test_a_mention_that_has_become_evidence_is_not_touched(
    on_x: Connection, person: Person
) -> None:
    take_in(on_x, *lent(post("I will kill you", pk="1")))
    seen = services.add_seen(person=person, seen=Seen(text="x"), score=score, now=NOW)
    Mention.objects.exclude(pk=seen.pk).update(exhibit=seen.exhibit)
    gone(on_x, "1")

    assert services.let_go(connection=on_x, now=NOW) == 0
    assert Mention.objects.count() == 2


def test_groups_and_floods_are_measured_anew_and_an_empty_one_is_gone(
    on_x: Connection, person: Person
) -> None:
    raid = [post("Delete your article now, you idiot", by=f"p{n}", pk=f"{n}") for n in range(4)]
    take_in(on_x, *lent(*raid))
    find(person=person, now=NOW)
    gone(on_x, "0", "1")
    flood = Group.objects.create(person=person, kind="pile_on", size=4, since=NOW, until=NOW)
    pile_on = PileOn.objects.create(
        person=person,
        group=flood,
        began_at=NOW,
        peak_at=NOW,
        usual_per_hour=0,
        peak_per_hour=4,
        first_widely_quoted=Mention.objects.get(native_key=linked.gone_of(on_x)[0]).pk,
    )
    Mention.objects.update(pile_on=pile_on)

    services.let_go(connection=on_x, now=NOW)
    sizes = list(Group.objects.values_list("size", "authors", "waiting"))
    pile_on.refresh_from_db()
    gone(on_x, "2", "3")
    services.let_go(connection=on_x, now=NOW + timedelta(hours=6))

    assert sizes == [(2, 2, 2), (2, 2, 2)]
    assert pile_on.first_widely_quoted is None
    assert (Group.objects.count(), PileOn.objects.count()) == (0, 0)


def test_a_decision_can_still_be_undone_for_what_is_left(on_x: Connection, desk: Desk) -> None:
    take_in(on_x, *lent(post("idiot", pk="1"), post("idiot too", pk="2")))
    decided = services.decide(
        desk=desk,
        mentions=Mention.objects.all(),
        choice=Choice(decision=Decision.HIDDEN),
        opened=None,
        now=NOW,
    )
    gone(on_x, "1")

    services.let_go(connection=on_x, now=NOW)
    services.undo(desk=desk, entry=decided.entry, now=NOW)

    assert Mention.objects.get().decision == Decision.WAITING
    assert DecidedMention.objects.filter(entry=decided.entry).count() == 1
    assert counts(desk.owner) == {("A1", "waiting"): 1}


def test_the_job_lets_go_and_an_account_that_is_gone_is_no_failure(on_x: Connection) -> None:
    take_in(on_x, *lent(post("idiot", pk="1")))
    gone(on_x, "1")
    pk = on_x.pk

    assert _do(pk) == JobState.DONE
    on_x.delete()
    assert _do(pk) == JobState.DONE
    assert not Mention.objects.exists()


def _do(pk: object) -> str:
    job = jobs.enqueue("desk.comply", now=NOW, connection=pk)  # type: ignore[arg-type]  # an id
    worker.run_by_id(job.pk)
    return str(Job.objects.get(pk=job.pk).state)


def test_from_x_to_the_desk_and_gone_again_when_it_is_gone_at_x(
    on_x: Connection, settings: Settings
) -> None:
    """The whole way, against our double of X: read within the cap, deleted there, looked up, deleted here."""
    settings.ENV = msgspec.structs.replace(
        settings.ENV, x=App(client_id="an-app", client_secret="hush"), x_monthly_cap=2_500
    )
    on_x.watch_token = crypto.seal_personal(
        on_x.person_id, "a-token", linked.connection_place(on_x.pk, "watch_token")
    )
    double = XDouble("a-token")
    cruel, kind = double.say("I will kill you"), double.say("thank you")
    network = double.connector()

    services.refresh(connection=on_x, score=score, now=NOW, network=network)
    double.gone[cruel] = "resource-not-found"
    tomorrow = NOW + timedelta(days=1)
    connections.look_again(connection=on_x, now=tomorrow, network=network)
    services.let_go(connection=on_x, now=tomorrow)

    assert [mention.category for mention in Mention.objects.all()] == ["support"]
    assert [_id(on_x, row) for row in Borrowed.objects.all()] == [kind]
    assert linked.spent("x", now=NOW) == Decimal("0.025")  # three posts, one author
