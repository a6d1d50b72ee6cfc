"""The queue in numbers, taking turns, and the second yes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.acts.models import Action, Plan
from fuerza.acts.queries import aims_of
from fuerza.core import keyrings
from fuerza.desk import services as desks
from fuerza.desk.choices import Decision
from fuerza.desk.models import DecisionEntry, Group, Mention
from fuerza.desk.queries import Desk
from fuerza.helping import queries, services
from fuerza.helping.models import Turn
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from tests.fuerza.desk.conftest import NOW, let_in, post
from tests.fuerza.helping.conftest import desk_at

Said = Callable[..., list[Mention]]


def group_of(person: Person, *mentions: Mention) -> str:
    made = Group.objects.create(
        person=person,
        kind="text",
        size=len(mentions),
        authors=1,
        waiting=len(mentions),
        since=NOW,
        until=NOW,
    )
    Mention.objects.filter(pk__in=[each.pk for each in mentions]).update(group=made)
    return f"g:{made.pk}"


def block(at: Desk, *mentions: Mention) -> DecisionEntry:
    return decide(at, Decision.BLOCKED, *mentions)


def decide(at: Desk, decision: Decision, *mentions: Mention) -> DecisionEntry:
    ids = [each.pk for each in mentions]
    hand_on(at)
    decided = desks.decide(
        desk=at,
        mentions=Mention.objects.filter(pk__in=ids),
        choice=desks.Choice(decision=decision),
        opened=keyrings.open_with_server(at.actor.pk, now=NOW),
        now=NOW,
    )
    return decided.entry


def hand_on(at: Desk) -> None:
    """Have her open her desk, so that her helpers hold the keys."""
    key = keyrings.open_with_server(at.owner.pk, now=NOW)
    desks.let_read(owner=at.owner, opened=key, now=timezone.now())


def begun(entry: DecisionEntry) -> bool:
    return Plan.objects.get(entries=entry).begun_at is not None


# In numbers


def test_each_desk_she_helps_is_there_in_numbers_and_no_case(
    at: Desk, said: Said, helper: Person, other: Person
) -> None:
    said(post("you idiot"), post("idiot again"), post("i will kill you"), post("thank you"))
    people.grant(
        owner=other,
        actor=helper,
        capabilities=[Capability.DOCUMENT],
        scope_id=at.owner.pk,
        ends_at=timezone.now() + timedelta(days=1),
        now=timezone.now(),
        begins_now=True,
    )

    [one] = queries.desks_helped(helper, timezone.now())

    assert (one.name, one.number, one.floods, one.is_urgent, one.proposals) == (
        "marisol",
        3,
        0,
        True,
        0,
    )
    assert [(each.category.value, each.waiting) for each in one.waits] == [("T1", 1), ("A1", 2)]


def test_nobody_is_helped_after_the_help_ended(at: Desk) -> None:
    assert at.grant is not None
    people.end_grant(grant=at.grant, by=at.owner, now=timezone.now())

    assert queries.desks_helped(at.actor, timezone.now()) == []


# Taking turns


def test_a_group_comes_first_and_nobody_else_is_sent_to_it_for_half_an_hour(
    at: Desk, said: Said, other: Person
) -> None:
    mentions = said(post("you idiot"), post("you idiot"), post("i will kill you"))
    group = group_of(at.owner, *[each for each in mentions if each.category == "A1"])
    beside = desk_at(let_in(at.owner, other, "triage"))

    mine = services.take(desk=at, now=NOW)
    theirs = services.take(desk=beside, now=NOW)
    mine_again = services.take(desk=at, now=NOW)
    later = services.take(desk=beside, now=NOW + timedelta(minutes=30))

    assert [mine, theirs, mine_again, later] == [group, "in:T1", group, group]
    assert Turn.objects.count() == 1


def test_where_all_is_taken_or_nothing_waits_nothing_is_given(
    at: Desk, said: Said, other: Person
) -> None:
    nothing = services.take(desk=at, now=NOW)
    said(post("you idiot"))
    services.take(desk=at, now=NOW)

    second = services.take(desk=desk_at(let_in(at.owner, other, "triage")), now=NOW)

    assert (nothing, second) == (None, None)


# The second yes


def test_a_block_by_a_helper_waits_and_a_mute_begins(at: Desk, said: Said) -> None:
    one, two = said(post("you idiot", by="bob"), post("idiot", by="eve"))
    hand_on(at)
    muted = desks.decide(
        desk=at,
        mentions=Mention.objects.filter(pk=two.pk),
        choice=desks.Choice(decision=Decision.MUTED),
        opened=keyrings.open_with_server(at.actor.pk, now=NOW),
        now=NOW,
    )

    blocked = block(at, one)

    assert (begun(blocked), begun(muted.entry)) == (False, True)
    assert Mention.objects.get(pk=one.pk).exhibit is not None


def test_she_needs_no_second_yes(desk: Desk, said: Said) -> None:
    [one] = said(post("you idiot"))

    assert begun(block(desk, one))


@pytest.mark.parametrize("capability", list(Capability))
def test_only_another_helper_who_may_act_gives_it(
    at: Desk, said: Said, other: Person, capability: str
) -> None:
    [one] = said(post("you idiot"))
    entry = block(at, one)
    beside = desk_at(let_in(at.owner, other, capability))

    found = [queries.proposal_at(who, entry.pk) for who in (at, beside)]

    assert found == [None, entry if capability == Capability.ACT else None]
    assert list(queries.proposed(beside, entry)) == [one]


def test_the_second_yes_begins_it_once_and_is_in_her_trail(
    at: Desk, said: Said, other: Person
) -> None:
    [one] = said(post("you idiot"))
    entry = block(at, one)
    beside = desk_at(let_in(at.owner, other, "act"))

    services.confirm(desk=beside, proposal=entry, now=NOW)
    services.confirm(desk=beside, proposal=DecisionEntry.objects.get(pk=entry.pk), now=NOW)

    assert (begun(entry), queries.proposal_at(beside, entry.pk)) == (True, None)
    [line] = [
        each
        for each in queries.trail_of(at.owner)
        if each["verb"] == "connections.began" and each["actor_id"] == other.pk
    ]
    assert line["about"] == str(entry.plan_id)


def test_whom_a_helper_muted_she_can_propose_to_block_and_it_waits_as_any_block_does(
    at: Desk, said: Said, other: Person
) -> None:
    muted, again, kept = said(
        post("you idiot", by="bob"), post("idiot again", by="bob"), post("idiot", by="eve")
    )
    decide(at, Decision.MUTED, muted, again)
    decide(at, Decision.KEPT, kept)

    entry = block(at, muted, again)

    beside = desk_at(let_in(at.owner, other, "act"))
    [action] = Action.objects.filter(plan=entry.plan)
    aim = aims_of(at.owner, [action])[action.pk]
    assert (begun(entry), list(queries.proposals_at(beside))) == (False, [entry])
    assert (aim.handle, bytes(action.author_key)) == ("bob.example", bytes(muted.author_key))
    kept_before = Mention.objects.filter(pk__in=[muted.pk, again.pk])
    [exhibit] = action.exhibits.all()
    assert exhibit.pk in set(kept_before.values_list("exhibit", flat=True))
    with pytest.raises(desks.DeskLocked):  # nobody was muted there, and what was kept is hers
        block(at, kept)


@pytest.mark.parametrize("is_open", [True, False])
def test_whom_she_lets_in_while_her_desk_is_open_reads_at_once(
    said: Said, person: Person, other: Person, *, is_open: bool
) -> None:
    [one] = said(post("you idiot"))
    now = timezone.now()

    people.grant(
        owner=person,
        actor=other,
        capabilities=[Capability.DOCUMENT],
        ends_at=now + timedelta(days=1),
        now=now,
        begins_now=True,
        opened=keyrings.open_with_server(person.pk, now=now) if is_open else None,
    )

    held = keyrings.open_with_server(other.pk, now=now).content_keys([one.content_key_id])
    assert list(held) == ([one.content_key_id] if is_open else [])


def test_what_she_herself_left_waiting_or_was_taken_back_is_no_helpers_to_confirm(
    at: Desk, desk: Desk, said: Said, other: Person
) -> None:
    one, two = said(post("you idiot", by="bob"), post("idiot", by="eve"))
    hers, theirs = block(desk, one), block(at, two)
    Plan.objects.filter(entries=hers).update(begun_at=None)
    desks.undo(desk=at, entry=theirs, now=NOW)
    beside = desk_at(let_in(at.owner, other, "act"))

    assert list(queries.proposals_at(beside)) == []
