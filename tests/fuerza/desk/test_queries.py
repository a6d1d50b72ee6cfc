"""What is read of a desk: hers, or one she was let into; counted alike for any number."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from fuerza.acts.choices import Category
from fuerza.connections import services as connections
from fuerza.connections.models import Connection
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.desk import queries, services
from fuerza.desk.choices import Decision
from fuerza.desk.models import Group, Mention
from fuerza.desk.queries import Desk
from fuerza.floods.services import find
from fuerza.people.models import Person
from safeguard.records import Page
from tests.fuerza.desk.conftest import NOW, let_in, post, score

Said = Callable[..., list[Mention]]


def decide(desk: Desk, decision: Decision, opened: Opened | None, **which: object) -> None:
    services.decide(
        desk=desk,
        mentions=queries.mentions_in(desk).filter(**which),
        choice=services.Choice(decision=decision),
        opened=opened,
        now=NOW,
    )


def test_a_grant_opens_the_desk_it_is_for_while_it_is_in_force(
    person: Person, helper: Person
) -> None:
    grant = let_in(person, helper, "triage")
    now = grant.starts_at + timedelta(hours=1)

    desk = queries.desk_let_into(helper, grant.pk, now)

    assert desk is not None
    assert (desk.owner, desk.actor, desk.may, desk.is_own) == (
        person,
        helper,
        frozenset({"triage"}),
        False,
    )
    assert queries.desk_let_into(helper, uuid.uuid4(), now) is None
    assert queries.desk_let_into(person, grant.pk, now) is None
    assert queries.desk_let_into(helper, grant.pk, grant.ends_at) is None


def test_a_grant_for_a_case_opens_no_desk(person: Person, helper: Person) -> None:
    grant = let_in(person, helper, "document")
    grant.scope_id = uuid.uuid4()
    grant.save()

    assert queries.desk_let_into(helper, grant.pk, grant.starts_at) is None


def test_the_usual_day_is_the_middle_one_and_only_said_of_a_week_or_more(
    said: Said, desk: Desk
) -> None:
    said(*[post("hello", at=NOW - timedelta(days=8)) for _ in range(50)])
    too_few = queries.standing(desk, NOW).usual_per_day
    said(*[post("hello", at=NOW - timedelta(days=back)) for back in range(9, 20) for _ in range(3)])

    assert (too_few, queries.standing(desk, NOW).usual_per_day) == (None, 3.0)


def test_a_new_desk_has_no_usual_day(desk: Desk) -> None:
    assert queries.standing(desk, NOW).usual_per_day is None


def test_what_was_undone_is_counted_as_waiting_again(
    said: Said, desk: Desk, opened: Opened
) -> None:
    said(post("idiot one"), post("idiot two"))
    decide(desk, Decision.HIDDEN, opened)
    before = queries.by_decision(desk, Category.INSULT)
    entry = desk.owner.decision_entries.get()

    services.undo(desk=desk, entry=entry, now=NOW)

    assert before == {Decision.HIDDEN: 2}
    assert queries.by_decision(desk, Category.INSULT) == {Decision.WAITING: 2}


def test_a_paused_and_a_lost_account_are_facts_of_their_own(
    said: Said, connection: Connection, person: Person
) -> None:
    said(post("hello"))

    for state in ("lost", "paused"):
        Connection.objects.filter(pk=connection.pk).update(state=state)
        assert queries.coverage_of(person, NOW)[0].state == state


def test_coverage_says_when_a_network_cant_be_read_just_now(
    person: Person, connection: Connection
) -> None:
    Connection.objects.filter(pk=connection.pk).update(trouble="unreadable")
    unreadable = queries.coverage_of(person, NOW)[0].state
    Connection.objects.filter(pk=connection.pk).update(state="paused")

    assert (unreadable, queries.coverage_of(person, NOW)[0].state) == ("down", "paused")


def test_pictures_are_numbered_for_whoever_holds_the_key(
    said: Said, desk: Desk, opened: Opened
) -> None:
    [mention] = said(post("idiot"))
    loose = queries.pictures_of(mention, opened)
    decide(desk, Decision.KEPT, opened)
    kept = queries.mention_in(desk, mention.pk)
    assert kept is not None
    assert kept.exhibit is not None

    none, locked = queries.pictures_of(kept, opened), queries.pictures_of(kept, None)
    SealedKey.objects.filter(key_id=kept.exhibit.pk).delete()

    assert [list(each) for each in (loose, none, locked)] == [[], [], []]
    assert list(queries.pictures_of(kept, opened)) == []


def test_a_destroyed_exhibit_is_left_out(said: Said, desk: Desk, opened: Opened) -> None:
    said(post("idiot one"), post("idiot two"))
    decide(desk, Decision.KEPT, opened)
    first, second = queries.mentions_in(desk).select_related("exhibit")
    assert first.exhibit is not None
    SealedKey.objects.filter(key_id=first.exhibit.pk).delete()

    assert list(queries.read([first, second], opened)) == [second.pk]


def test_a_row_without_body_or_exhibit_is_left_out(said: Said, opened: Opened) -> None:
    [mention] = said(post("idiot"))
    mention.sealed = b""

    assert queries.read([mention], opened) == {}


def test_the_decision_of_a_plan_is_found_by_its_owner(
    said: Said, desk: Desk, opened: Opened
) -> None:
    said(post("idiot"))
    decide(desk, Decision.MUTED, opened)
    entry = desk.owner.decision_entries.get()
    stranger = queries.desk_of(Person.objects.create_user("berta"))
    assert entry.plan_id is not None

    assert queries.entry_of_plan(desk, entry.plan_id) == entry
    assert queries.entry_of_plan(stranger, entry.plan_id) is None
    assert queries.entry_in(stranger, entry.pk) is None


def test_a_group_needs_her_as_long_as_something_hurtful_in_it_waits(
    said: Said, desk: Desk, opened: Opened
) -> None:
    raid = "Delete your article about the council now, idiot, all of it is false"
    said(
        *[post(raid, by=f"p{n}") for n in range(3)],
        *[post("thank you", by=f"q{n}") for n in range(3)],
    )
    find(person=desk.owner, now=NOW)
    before = list(queries.floods_in(desk).values_list("size", "waiting"))
    first = queries.mentions_in(desk).filter(category="A1")[0]
    decide(desk, Decision.HIDDEN, opened, pk=first.pk)
    between = list(queries.floods_in(desk).values_list("size", "waiting"))
    decide(desk, Decision.HIDDEN, opened, category="A1")
    after = list(queries.floods_in(desk))
    services.undo(desk=desk, entry=desk.owner.decision_entries.order_by("-pk")[0], now=NOW)

    assert (before, between, after) == ([(3, 3)], [(3, 2)], [])
    assert list(queries.floods_in(desk).values_list("size", "waiting")) == [(3, 2)]


def test_a_pile_on_needs_her_as_long_as_something_hurtful_in_it_waits(
    said: Said, desk: Desk, opened: Opened
) -> None:
    usual = [post(f"hello {day}", at=NOW - timedelta(days=day, hours=3)) for day in range(1, 30)]
    flood = [
        post(f"{words} {n}", by=f"p{n}", at=NOW - timedelta(hours=5))
        for n, words in enumerate(["idiot"] * 30 + ["I disagree"] * 30)
    ]
    said(*usual, *flood)
    find(person=desk.owner, now=NOW)
    before = queries.floods_in(desk).get().waiting

    decide(desk, Decision.HIDDEN, opened, category="A1")

    assert (before, list(queries.floods_in(desk))) == (30, [])


@pytest.mark.parametrize("name", ["in:A1", "g:", "a:nonsense", "x:1", "", "in:"])
def test_a_scope_of_nothing_known_is_none(desk: Desk, name: str) -> None:
    scope = queries.scope_in(desk, name)

    assert (scope.name if scope else None) == (name if name == "in:A1" else None)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
def test_a_list_is_read_by_its_index_however_much_there_is(desk: Desk) -> None:
    lists = [
        queries.waiting_in(desk, Category.INSULT),
        queries.decided_in(desk, Category.INSULT, Decision.KEPT),
        queries.urgent_in(desk),
    ]

    plans = [rows[:50].explain() for rows in lists]

    assert [plan.split(" (")[0].split("INDEX ")[-1] for plan in plans] == [
        "desk_waiting",
        "desk_waiting",
        "desk_urgent",
    ]


def test_keys_are_handed_on_once_and_only_the_pages(
    said: Said, desk: Desk, opened: Opened, helper: Person, person: Person
) -> None:
    said(post("one"))
    said(post("idiot"))
    decide(desk, Decision.KEPT, opened, category="A1")
    grant = let_in(person, helper, "document")
    now = grant.starts_at + timedelta(minutes=1)

    first = services.let_read(owner=person, opened=opened, now=now)
    again = services.let_read(owner=person, opened=opened, now=now)

    assert (first, again) == (2, 0)


def test_without_a_grant_no_key_is_handed_on(said: Said, person: Person, opened: Opened) -> None:
    said(post("one"))

    assert services.let_read(owner=person, opened=opened, now=NOW) == 0


def test_what_is_being_taken_in_waits_for_the_whole(person: Person, desk: Desk) -> None:
    made, _checked = connections.bring(
        person=person,
        file=[b"text,author_handle,created_at\nidiot,bob,2026-01-01T00:00:00Z\n"],
        zone="",
        mine=None,
        now=NOW,
    )
    services.take_in(
        origin=made, page=Page(posts=(post("idiot"),)), scores=score(["idiot"]), now=NOW
    )

    assert queries.waiting_in(desk, Category.INSULT).count() == 0
    find(person=person, now=NOW)
    assert Group.objects.count() == 0
