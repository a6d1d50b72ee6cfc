"""Deciding on all of a list: what may put her in danger is left, and much is done in steps that are undone as one."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from fuerza.acts.models import Plan
from fuerza.core.keyrings import Opened
from fuerza.desk import queries, services
from fuerza.desk.choices import Decision, GroupKind
from fuerza.desk.models import DecisionEntry, Group, Mention
from fuerza.desk.queries import Desk
from fuerza.people.models import Person
from fuerza.vault.services import KeepingFailed
from tests.fuerza.desk.conftest import NOW, let_in, post

Said = Callable[..., list[Mention]]
WORDS = ("idiot one", "idiot two", "idiot, I will kill you", "idiot, your address")


def stopped() -> datetime:
    return NOW


def steps(*seconds: int) -> Callable[[], datetime]:
    """A clock that has moved on by so many seconds each time it is asked."""
    moments: Iterator[datetime] = iter([NOW + timedelta(seconds=each) for each in seconds])
    return lambda: next(moments)


@pytest.fixture
def group(said: Said, person: Person) -> Group:
    """Four that are one thing, two of which may put her in danger."""
    said(*[post(text, by=f"p{n}", pk=str(n)) for n, text in enumerate(WORDS)])
    made = Group.objects.create(
        person=person, kind=GroupKind.TEXT, size=4, authors=4, since=NOW, until=NOW
    )
    Mention.objects.update(group=made)
    services.recount([made.pk])
    made.refresh_from_db()
    return made


def decided(desk: Desk, opened: Opened | None, of: str, act: Decision) -> services.Decided:
    scope = queries.scope_in(desk, of)
    assert scope is not None
    return services.decide_on_all(
        desk=desk,
        mentions=queries.aimed_at(scope, act),
        choice=services.Choice(decision=act, leaves_danger=True),
        opened=opened,
        clock=stopped,
    )


def stand() -> dict[str, list[str]]:
    """Name the decisions on what may put her in danger, and on the rest."""
    danger = Mention.objects.filter(queries.IN_DANGER)
    rest = Mention.objects.exclude(queries.IN_DANGER)
    return {
        "danger": sorted(danger.values_list("decision", flat=True)),
        "rest": sorted(rest.values_list("decision", flat=True)),
    }


def test_a_group_knows_how_much_of_what_waits_may_put_her_in_danger(
    group: Group, desk: Desk, opened: Opened
) -> None:
    before = (group.waiting, group.urgent, group.is_danger)

    decided(desk, opened, f"g:{group.pk}", Decision.HIDDEN)

    group.refresh_from_db()
    assert (before, (group.waiting, group.urgent, group.is_danger)) == ((4, 2, False), (2, 2, True))


def test_a_group_with_kind_words_that_bear_a_sign_is_not_all_danger(group: Group) -> None:
    Mention.objects.filter(category__in=["T1", "P1"]).update(category="nothing")

    services.recount([group.pk])

    group.refresh_from_db()
    assert (group.waiting, group.urgent, group.is_danger) == (4, 2, False)


@pytest.mark.parametrize("act", [Decision.FINE, Decision.HIDDEN, Decision.MUTED, Decision.BLOCKED])
@pytest.mark.parametrize("kind", ["g", "a"])
def test_no_act_on_many_puts_away_what_may_put_her_in_danger(
    group: Group, desk: Desk, opened: Opened, act: Decision, kind: str
) -> None:
    one = Mention.objects.all()[0]
    Mention.objects.update(author_key=one.author_key)
    of = f"g:{group.pk}" if kind == "g" else f"a:{one.pk}"

    done = decided(desk, opened, of, act)
    during = stand()
    services.undo(desk=desk, entry=done.entry, now=NOW)

    assert (done.count, during) == (2, {"danger": ["waiting"] * 2, "rest": [act] * 2})
    assert stand() == {"danger": ["waiting"] * 2, "rest": ["waiting"] * 2}
    assert queries.urgent_in(desk).count() == 2


def test_keeping_all_keeps_danger_too_and_leaves_it_waiting(
    group: Group, desk: Desk, opened: Opened
) -> None:
    done = decided(desk, opened, f"g:{group.pk}", Decision.KEPT)

    assert (done.count, Mention.objects.filter(exhibit=None).count()) == (4, 0)
    assert stand() == {"danger": ["waiting"] * 2, "rest": ["kept"] * 2}
    with pytest.raises(services.AlreadyDecided):
        decided(desk, opened, f"g:{group.pk}", Decision.KEPT)


@pytest.mark.usefixtures("group")
def test_a_list_of_nothing_but_danger_is_kept_and_nothing_else(desk: Desk, opened: Opened) -> None:
    with pytest.raises(services.AlreadyDecided):
        decided(desk, opened, "in:T1", Decision.HIDDEN)
    decided(desk, opened, "in:T1", Decision.KEPT)

    [threat] = Mention.objects.filter(category="T1")
    assert (threat.decision, threat.exhibit_id is None) == ("waiting", False)


def test_what_she_decided_before_is_hers_to_mute_with_the_others(
    group: Group, desk: Desk, opened: Opened
) -> None:
    services.decide(
        desk=desk,
        mentions=queries.mentions_in(desk).filter(category="T1"),
        choice=services.Choice(decision=Decision.KEPT),
        opened=opened,
        now=NOW,
    )

    decided(desk, opened, f"g:{group.pk}", Decision.MUTED)

    assert stand() == {"danger": ["muted", "waiting"], "rest": ["muted", "muted"]}


def test_a_helper_puts_no_danger_away_either(group: Group, person: Person, helper: Person) -> None:
    theirs = Desk(person, helper, frozenset({"triage"}), let_in(person, helper, "triage"))

    decided(theirs, None, f"g:{group.pk}", Decision.HIDDEN)

    assert stand() == {"danger": ["waiting"] * 2, "rest": ["hidden"] * 2}


def mute_all(
    desk: Desk,
    opened: Opened,
    clock: Callable[[], datetime],
    onto: DecisionEntry | None = None,
) -> services.Decided:
    return services.decide_on_all(
        desk=desk,
        mentions=queries.mentions_in(desk).exclude(decision=Decision.MUTED),
        choice=services.Choice(decision=Decision.MUTED),
        opened=opened,
        clock=clock,
        onto=onto,
    )


@pytest.fixture
def five(said: Said, monkeypatch: pytest.MonkeyPatch) -> list[Mention]:
    """Five messages of three accounts, two of which are done at a time."""
    monkeypatch.setattr("fuerza.desk.services.deciding.AT_ONCE", 2)
    return said(*[post(f"idiot {n}", by=f"p{n % 3}", pk=str(n)) for n in range(5)])


@pytest.mark.usefixtures("five")
def test_one_tap_plans_all_of_it_as_one_plan_and_one_undo(desk: Desk, opened: Opened) -> None:
    done = mute_all(desk, opened, stopped)

    plan = Plan.objects.get()
    assert (done.count, done.has_more, DecisionEntry.objects.count()) == (5, False, 1)
    assert list(plan.actions.order_by("place").values_list("place", flat=True)) == [0, 1, 2]
    assert (plan.begun_at, plan.is_urgent) == (NOW, True)
    services.undo(desk=desk, entry=done.entry, now=NOW)
    assert set(Mention.objects.values_list("decision", flat=True)) == {Decision.WAITING}
    plan.refresh_from_db()
    assert plan.stopped_at == NOW


@pytest.mark.usefixtures("five")
def test_what_was_not_reached_waits_and_is_gone_on_with(desk: Desk, opened: Opened) -> None:
    first = mute_all(desk, opened, steps(0, 60))
    waits = Plan.objects.get().begun_at
    found = queries.entry_gone_on_with(desk, first.entry.pk, Decision.MUTED)
    second = mute_all(desk, opened, steps(60, 61, 62, 63), found)

    plan = Plan.objects.get()
    assert (first.count, first.has_more, waits) == (2, True, None)
    assert (second.count, second.has_more, second.entry) == (5, False, first.entry)
    assert (plan.begun_at is None, plan.actions.count()) == (False, 3)
    services.undo(desk=desk, entry=second.entry, now=NOW)
    assert set(Mention.objects.values_list("decision", flat=True)) == {Decision.WAITING}


@pytest.mark.usefixtures("five")
def test_a_plan_of_many_waits_for_her_yes_when_all_of_it_is_planned(
    desk: Desk, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fuerza.acts.services.planning.AT_ONCE", 2)

    mute_all(desk, opened, stopped)

    plan = Plan.objects.get()
    assert (plan.begun_at, plan.is_urgent, plan.actions.count()) == (None, False, 3)


@pytest.mark.usefixtures("five")
def test_only_her_own_unbegun_decision_is_gone_on_with(
    desk: Desk, opened: Opened, helper: Person
) -> None:
    half = mute_all(desk, opened, steps(0, 60)).entry
    other = Desk(desk.owner, helper, frozenset())

    found = [
        queries.entry_gone_on_with(desk, half.pk, Decision.MUTED),
        queries.entry_gone_on_with(desk, half.pk, Decision.BLOCKED),
        queries.entry_gone_on_with(other, half.pk, Decision.MUTED),
        queries.entry_gone_on_with(desk, None, Decision.MUTED),
    ]
    Plan.objects.update(begun_at=NOW)
    begun = queries.entry_gone_on_with(desk, half.pk, Decision.MUTED)
    Plan.objects.update(begun_at=None)
    services.undo(desk=desk, entry=half, now=NOW)

    assert found == [half, None, None, None]
    assert (begun, queries.entry_gone_on_with(desk, half.pk, Decision.MUTED)) == (None, None)
    with pytest.raises(services.AlreadyUndone):
        mute_all(desk, opened, stopped, half)


def test_what_stops_a_later_step_is_named_and_what_was_done_stays(
    five: list[Mention], desk: Desk, opened: Opened
) -> None:
    last = queries.mentions_in(desk).order_by("pk").last()
    assert last is not None
    Mention.objects.filter(pk=last.pk).update(may_keep=False)

    done = services.decide_on_all(
        desk=desk,
        mentions=queries.mentions_in(desk).exclude(decision=Decision.MUTED).order_by("pk"),
        choice=services.Choice(decision=Decision.MUTED),
        opened=opened,
        clock=stopped,
    )

    assert (done.count, done.has_more, type(done.stopped_by)) == (4, True, KeepingFailed)
    assert Mention.objects.filter(decision=Decision.MUTED).count() == len(five) - 1


def test_what_somebody_else_decides_meanwhile_is_no_more_to_be_done(
    five: list[Mention], desk: Desk, opened: Opened
) -> None:
    def clock() -> datetime:
        if Mention.objects.filter(decision=Decision.MUTED).count() == 2:
            Mention.objects.update(decision=Decision.MUTED)
        return NOW

    done = mute_all(desk, opened, clock)

    assert (done.count, done.has_more, len(five)) == (2, False, 5)
