"""Ten thousand acts and one: within the limits, killed and gone on, exact to the last, undone to what was."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import Q

from fuerza.acts import queries, services
from fuerza.acts.choices import ActionKind, Cause
from fuerza.acts.models import Action, BlockList, Effort, Plan
from fuerza.connections import services as connections
from fuerza.connections.models import Connection
from fuerza.core.models import Job
from fuerza.people.models import Person
from safeguard.platforms.base import (
    AccessLost,
    Limit,
    Outcome,
    PlatformDown,
    RateLimited,
    Refused,
    UnexpectedReply,
)
from tests.fuerza.acts.acting_double import Clock, Double, Killed
from tests.fuerza.acts.conftest import NOW, Planned, states, target, work, work_killed

MANY = 1_000  # at a tenth of a network's limits; bench/acting.py does ten thousand at the whole


def test_a_thousand_blocks_end_exact_though_killed_three_times_and_are_undone_exactly(
    asked: Planned, double: Double, clock: Clock, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Double, "limits", (Limit(points=500, seconds=3_600),))
    names = [f"p{n}" for n in range(MANY)]
    double.followed = {"did:p7", "did:p8"}
    double.silenced_now = {("block", "did:p1"), ("mute", "did:p2")}
    before = double.silenced_now
    plan = asked(ActionKind.BLOCK, *names)
    work(clock)
    shown = queries.counts_of(plan)
    services.go_ahead(plan=plan, by=person, now=clock())

    began = clock()
    killed = work_killed(double, clock, at=[100, 501, 900])
    took = clock() - began
    acts, done = list(double.sent), double.silenced_now
    services.take_back(plans=[plan], by=person, now=clock())
    killed += work_killed(double, clock, at=[200])

    assert (shown.states, shown.left_out, shown.hers_before) == (
        {"planned": MANY - 3, "left_out": 2, "stands": 1},
        {"followed": 2},
        1,
    )
    assert len(acts) == len({act.target for act in acts}) == MANY - 3
    assert done == before | {("block", f"did:{name}") for name in names if name not in {"p7", "p8"}}
    assert (killed, double.most_in_an_hour) == (4, 475)
    assert timedelta(hours=6) < took < timedelta(hours=7)
    assert double.silenced_now == before
    assert [act.kind for act in double.sent[len(acts) :]] == ["unblock"] * (MANY - 3)
    assert set(states(plan)) == {"undone", "stopped"}


@pytest.mark.parametrize("where", ["ahead", "after"])
@pytest.mark.parametrize("kind", [ActionKind.MUTE, ActionKind.REPORT])
def test_an_act_found_half_way_is_looked_up_and_sent_again_only_where_it_is_missing(
    asked: Planned, double: Double, clock: Clock, where: str, kind: ActionKind
) -> None:
    plan = asked(kind, "bob")

    def die(_kind: str) -> None:
        setattr(double, where, lambda _kind: None)
        raise Killed

    setattr(double, where, die)
    with pytest.raises(Killed):
        work(clock)
    half_way = states(plan)

    work(clock)

    act = plan.actions.get()
    sent = len(double.sent)
    assert half_way == ["running"]
    assert (act.state, act.failed_because, sent) == (
        ("failed", "not_sent", 0)
        if (where, kind) == ("ahead", ActionKind.REPORT)
        else ("done", "", 1)
    )


def test_a_report_that_never_arrived_goes_out_by_her_word_alone(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    plan = asked(ActionKind.REPORT, "bob")
    plan.actions.update(state="running")
    work(clock)
    before = (states(plan), len(double.sent))

    waiting = services.run_again(plan=plan, by=person, now=clock(), with_failed=True)
    work(clock)

    assert (before, waiting) == ((["failed"], 0), 1)
    assert (states(plan), len(double.sent)) == (["done"], 1)


def lose_the_answer(double: Double, *, is_done: bool) -> None:
    """Have the next act's answer lost."""
    real = double.act

    def act(access: object, act: object, key: str) -> Outcome:
        double.act = real  # type: ignore[method-assign]  # this once
        if is_done:
            real(access, act, key)  # type: ignore[arg-type]  # handed on as it came
        return Outcome(certain=False)

    double.act = act  # type: ignore[assignment,method-assign]  # this once


@pytest.mark.parametrize("is_done", [True, False])
def test_a_lost_answer_is_looked_up_a_minute_later(
    asked: Planned, double: Double, clock: Clock, *, is_done: bool
) -> None:
    lose_the_answer(double, is_done=is_done)
    plan = asked(ActionKind.MUTE, "bob")
    work(clock, until=NOW)
    unsure = states(plan)

    work(clock)

    assert (unsure, states(plan), len(double.sent)) == (["unsure"], ["done"], 1)
    assert clock() >= NOW + timedelta(minutes=1)


def test_what_nobody_can_tell_stays_unsure_and_says_so(
    asked: Planned, double: Double, clock: Clock
) -> None:
    def odd(_what: str) -> None:
        if _what == "look_up":
            raise UnexpectedReply

    lose_the_answer(double, is_done=True)
    double.looks = odd
    plan = asked(ActionKind.MUTE, "bob")

    work(clock)

    act = plan.actions.get()
    assert (act.state, act.failed_because, len(double.sent)) == ("unsure", "untold", 1)


@pytest.mark.parametrize(("code", "why"), [("gone", "gone"), ("odd", "not_possible")])
def test_what_a_platform_refuses_has_failed_and_the_next_goes_on(
    asked: Planned, double: Double, clock: Clock, code: str, why: str
) -> None:
    def refuse(_kind: str) -> None:
        double.ahead = lambda _kind: None
        raise Refused(code)

    double.ahead = refuse
    plan = asked(ActionKind.MUTE, "bob", "eve")

    work(clock)

    acts = plan.actions.order_by("place").values_list("state", "failed_because")
    assert list(acts) == [("failed", why), ("done", "")]


def test_a_look_up_that_can_not_tell_is_not_asked_again(
    asked: Planned, double: Double, clock: Clock
) -> None:
    asked_about = []
    lose_the_answer(double, is_done=False)

    def unsure(_access: object, _act: object, key: str) -> Outcome:
        asked_about.append(key)
        return Outcome(certain=False)

    double.look_up = unsure  # type: ignore[method-assign]  # as Bluesky does for reports
    plan = asked(ActionKind.REPORT, "bob")

    work(clock)

    act = plan.actions.get()
    assert (act.state, act.failed_because, len(asked_about)) == ("unsure", "untold", 1)
    assert double.sent == []


def test_what_an_act_replaces_is_kept_before_it_is_sent(
    asked: Planned, double: Double, clock: Clock
) -> None:
    double.stands = {"policy": "accept"}

    def die(_kind: str) -> None:
        double.stands, double.ahead = {"policy": "changed"}, lambda _kind: None
        raise Killed

    double.ahead = die
    asked(ActionKind.POLICY, "her")
    with pytest.raises(Killed):
        work(clock)

    work(clock)

    assert [act.before for act in double.sent] == ["accept"]


def test_an_answer_lost_on_a_platform_that_can_not_look_it_up_stays_unsure(
    asked: Planned, double: Double, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Double, "capabilities", Double.capabilities - {"look_up"})
    lose_the_answer(double, is_done=True)
    plan = asked(ActionKind.MUTE, "bob")

    work(clock)

    assert (states(plan), len(double.sent)) == (["unsure"], 1)


def test_where_the_token_was_forgotten_nothing_is_tried_and_she_is_told(
    asked: Planned, double: Double, clock: Clock, linked: Connection
) -> None:
    plan = asked(ActionKind.MUTE, "bob")
    Connection.objects.filter(pk=linked.pk).update(watch_token=b"")

    work(clock)

    linked.refresh_from_db()
    assert (states(plan), linked.state, double.sent) == (["planned"], "lost", [])


def test_odd_answers_hold_up_nobody_else_until_they_are_many(
    asked: Planned, double: Double, clock: Clock
) -> None:
    odd = {"did:p1": True, "did:p3": True}
    names = [f"p{n}" for n in range(5)]

    def strange(_kind: str) -> None:
        if odd.pop(f"did:p{len(double.sent) - 1}", False):
            raise UnexpectedReply

    double.after = strange
    plan = asked(ActionKind.MUTE, *names)
    work(clock)

    assert (states(plan), len(double.sent)) == (["done"] * 5, 5)


def test_a_parser_that_understands_nothing_any_more_stops_the_job(
    asked: Planned, double: Double, clock: Clock
) -> None:
    def strange(_what: str) -> None:
        raise UnexpectedReply

    double.ahead = double.looks = strange
    plan = asked(ActionKind.MUTE, *[f"p{n}" for n in range(8)])

    work(clock, until=NOW)

    job = Job.objects.get(name="connections.act")
    assert (states(plan), job.error) == (["planned"] * 3 + ["unsure"] * 5, "UnexpectedReply")


def test_what_a_platform_turns_out_not_to_do_has_failed(
    asked: Planned, double: Double, clock: Clock
) -> None:
    def refuse(_kind: str) -> None:
        raise ValueError

    double.ahead = refuse
    plan = asked(ActionKind.FILTER, "bob")

    work(clock)

    act = plan.actions.get()
    assert (act.state, act.failed_because) == ("failed", "not_possible")


def test_access_lost_in_the_middle_waits_for_her(
    asked: Planned, double: Double, clock: Clock, linked: Connection
) -> None:
    def refuse(_kind: str) -> None:
        if len(double.sent) == 1:
            raise AccessLost

    double.ahead = refuse
    plan = asked(ActionKind.MUTE, "bob", "eve")

    work(clock)

    linked.refresh_from_db()
    assert (states(plan), linked.state) == (["done", "planned"], "lost")


def test_it_is_tried_later_and_later_while_a_platform_is_down(
    asked: Planned, double: Double, clock: Clock, linked: Connection
) -> None:
    tried = []

    def down(_kind: str) -> None:
        tried.append(clock() - NOW)
        if len(tried) < 6:
            raise PlatformDown

    double.ahead = down
    plan = asked(ActionKind.MUTE, "bob")

    work(clock)

    waits = [round((later - sooner) / timedelta(minutes=1)) for sooner, later in pairwise(tried)]
    linked.refresh_from_db()
    assert (waits, states(plan), linked.down_since) == ([1, 1, 2, 4, 8], ["done"], None)


def test_a_wait_the_platform_asks_for_holds_for_every_plan_on_the_account(
    asked: Planned, double: Double, clock: Clock
) -> None:
    until = NOW + timedelta(minutes=20)
    asked_at = []

    def wait(_kind: str) -> None:
        asked_at.append(clock())
        if clock() < until:
            raise RateLimited(until)

    double.ahead = wait
    first = asked(ActionKind.MUTE, "bob")
    work(clock, until=NOW)
    second = asked(ActionKind.MUTE, "eve")

    work(clock)

    assert (states(first), states(second)) == (["done"], ["done"])
    assert asked_at[0] == NOW
    assert min(asked_at[1:]) >= until


def test_what_cannot_wait_goes_before_thousands_and_into_what_they_leave(
    asked: Planned, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Double, "limits", (Limit(points=60, seconds=3_600),))
    thousands = asked(ActionKind.BLOCK, *[f"p{n}" for n in range(30)], waits=False)
    work(clock, until=NOW + timedelta(minutes=10))
    full = states(thousands).count("done")
    urgent = asked(ActionKind.BLOCK, "bob")

    work(clock, until=NOW + timedelta(minutes=10))

    assert (full, states(urgent), states(thousands).count("done")) == (19, ["done"], 19)
    assert clock() < NOW + timedelta(minutes=1)


def test_the_limits_hold_over_all_plans_of_an_account_and_over_a_restart(
    asked: Planned, double: Double, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Double, "limits", (Limit(points=30, seconds=600), Limit(points=90, seconds=86_400))
    )
    plans = [asked(ActionKind.BLOCK, *[f"{k}{n}" for n in range(8)]) for k in "ab"]

    work(clock, until=NOW + timedelta(hours=1))
    refused = double.spent[-1]

    assert [set(states(plan)) for plan in plans] == [{"done"}, {"done"}]
    assert sum(points for at, points in double.spent if at < NOW + timedelta(seconds=600)) == 30
    assert refused[0] > NOW + timedelta(seconds=600)


@pytest.mark.parametrize(
    ("cost", "is_urgent", "minutes"),
    [(10, True, 0), (11, True, 11), (41, True, 12), (10, False, 11), (5, False, 0)],
)
def test_there_is_room_when_enough_of_what_was_spent_is_an_hour_old(
    linked: Connection, cost: int, minutes: int, *, is_urgent: bool
) -> None:
    for ago, points in ((49, 30), (48, 60), (70, 500)):
        at = NOW - timedelta(minutes=ago)
        Effort.objects.create(connection=linked, minute=at, points=points)

    at = queries.free_at(
        linked.pk, [Limit(points=100, seconds=3_540)], cost, is_urgent=is_urgent, now=NOW
    )

    assert at == NOW + timedelta(minutes=minutes)


def test_what_was_spent_is_forgotten_when_no_limit_reaches_back_so_far(
    linked: Connection,
) -> None:
    for days in (1, 3):
        Effort.objects.create(connection=linked, minute=NOW - timedelta(days=days), points=1)

    services.forget_effort(now=NOW, keep=timedelta(days=2))

    assert [row.minute for row in Effort.objects.all()] == [NOW - timedelta(days=1)]


# Undoing


def go(plan: Plan, person: Person, clock: Clock) -> Plan:
    services.go_ahead(plan=plan, by=person, now=clock())
    work(clock)
    return Plan.objects.get(pk=plan.pk)


def test_what_two_plans_want_stays_until_both_are_taken_back(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    first = asked(ActionKind.BLOCK, "bob")
    work(clock)
    second = asked(ActionKind.BLOCK, "bob", "eve")
    work(clock)

    services.take_back(plans=[first], by=person, now=clock())
    work(clock)
    after_one = (set(double.silenced_now), states(first), states(second))
    services.take_back(plans=[second], by=person, now=clock())
    work(clock)

    both = {("block", "did:bob"), ("block", "did:eve")}
    assert after_one == (both, ["undone"], ["done", "done"])
    assert (double.silenced_now, states(second)) == (set(), ["undone", "undone"])
    assert [act.kind for act in double.sent].count("block") == 2


def test_the_same_account_is_known_by_its_handle_where_a_list_has_no_id(
    asked: Planned, double: Double, clock: Clock, person: Person, linked: Connection
) -> None:
    first = asked(ActionKind.MUTE, "bob")
    work(clock)
    by_handle = services.Target(
        author_key=b"another key",
        author="",
        handle="Bob.example",
        platform="bluesky",
        connection=linked,
    )
    second = services.plan(
        person=person, kind=ActionKind.MUTE, targets=[by_handle], by=person, now=clock()
    )
    work(clock)

    services.take_back(plans=[first], by=person, now=clock())
    work(clock)

    assert (states(first), states(second)) == (["undone"], ["done"])
    assert [act.kind for act in double.sent] == ["mute", "mute"]


@pytest.mark.parametrize("kind", [ActionKind.MUTE, ActionKind.BLOCK])
def test_what_she_did_herself_before_stays_whatever_is_undone(
    asked: Planned, double: Double, clock: Clock, person: Person, kind: ActionKind
) -> None:
    double.silenced_now = {(kind, "did:bob")}
    plan = asked(kind, "bob", "eve")
    work(clock)
    act = Action.objects.get(state="stands")

    services.take_back(plans=[plan], by=person, now=clock())
    work(clock)

    assert (act.stood_before, double.silenced_now) == (True, {(kind, "did:bob")})
    assert states(plan) == ["undone", "undone"]


def test_a_plan_she_never_began_holds_nothing_and_asks_for_what_is_gone_meanwhile(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    first = asked(ActionKind.BLOCK, "bob")
    work(clock)
    draft = asked(ActionKind.BLOCK, "bob", waits=True)
    work(clock)
    shown = states(draft)
    services.take_back(plans=[first], by=person, now=clock())
    work(clock)
    undone = set(double.silenced_now)

    go(draft, person, clock)

    assert (shown, undone) == (["stands"], set())
    assert (states(draft), double.silenced_now) == (["done"], {("block", "did:bob")})


def test_half_of_a_plan_is_undone_with_what_was_under_way(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    plan = asked(ActionKind.MUTE, "bob", "eve", "mal")

    def take_it_back(_kind: str) -> None:
        if len(double.sent) == 2:
            double.after = lambda _kind: None
            services.take_back(plans=[plan], by=person, now=clock())

    double.after = take_it_back

    work(clock)

    assert (states(plan), double.silenced_now) == (["stopped", "undone", "undone"], set())


@pytest.mark.parametrize(("is_done", "end"), [(True, "undone"), (False, "stopped")])
def test_what_was_unsure_is_undone_as_soon_as_it_is_known(
    asked: Planned, double: Double, clock: Clock, person: Person, *, is_done: bool, end: str
) -> None:
    lose_the_answer(double, is_done=is_done)
    plan = asked(ActionKind.MUTE, "bob")
    work(clock, until=NOW)

    services.take_back(plans=[plan], by=person, now=clock())
    work(clock)

    assert (states(plan), double.silenced_now) == ([end], set())


def test_an_undo_that_is_stopped_leaves_the_rest_done(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    double.silenced_now = {("mute", "did:mal")}
    plan = asked(ActionKind.MUTE, "bob", "eve", "mal")
    work(clock)
    services.take_back(plans=[plan], by=person, now=clock())

    services.stop(plan=plan, by=person, now=clock())
    work(clock)

    assert states(plan) == ["done", "done", "stands"]
    assert len(double.silenced_now) == 3


def test_undo_goes_from_the_last_to_the_first(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    plan = asked(ActionKind.MUTE, "a", "b", "c")
    work(clock)
    services.take_back(plans=[plan], by=person, now=clock())

    work(clock)

    assert [act.target for act in double.sent] == [
        *("did:a", "did:b", "did:c"),
        *("did:c", "did:b", "did:a"),
    ]


def test_what_she_did_by_hand_is_hers_to_undo_by_hand(planned: Planned, person: Person) -> None:
    plan = planned(ActionKind.MUTE, "bob", linked=None)
    services.done_by_hand(action=plan.actions.get(), by=person, now=NOW)

    services.take_back(plans=[plan], by=person, now=NOW)
    waiting = states(plan)
    services.done_by_hand(action=plan.actions.get(), by=person, now=NOW)

    assert (waiting, states(plan)) == (["by_hand"], ["undone"])


def test_over_a_connection_that_ended_in_between_it_is_hers_to_undo(
    asked: Planned, double: Double, clock: Clock, person: Person, linked: Connection
) -> None:
    plan = asked(ActionKind.MUTE, "bob", "eve")
    work(clock)
    plan.actions.filter(author_key=b"eve").update(state="running")
    connections.end(connection=linked, by=person, now=clock())

    services.take_back(plans=[plan], by=person, now=clock())
    work(clock)

    assert (states(plan), len(double.silenced_now)) == (["by_hand", "unsure"], 2)


# Ending in time


def test_a_mute_for_a_week_ends_in_a_week_and_one_that_stood_before_stays(
    asked: Planned, double: Double, clock: Clock
) -> None:
    double.silenced_now = {("mute", "did:eve")}
    plan = asked(ActionKind.MUTE, "bob", "eve", until=NOW + timedelta(days=7))
    work(clock)
    handed_over = [act.until for act in double.sent]
    clock.go_on(86_400 * 6)
    sooner = services.end_due(now=clock())
    clock.go_on(86_400 * 2)

    ended = services.end_due(now=clock())
    work(clock)

    assert (handed_over, sooner, ended) == ([NOW + timedelta(days=7)], 0, 2)
    assert (states(plan), double.silenced_now) == (["undone", "undone"], {("mute", "did:eve")})


def test_what_another_plan_wants_for_longer_is_asked_for_anew_and_outlasts_the_first(
    asked: Planned, double: Double, clock: Clock
) -> None:
    week = asked(ActionKind.MUTE, "bob", until=NOW + timedelta(days=7))
    work(clock)
    month = asked(ActionKind.MUTE, "bob", until=NOW + timedelta(days=30))
    work(clock)
    shorter = asked(ActionKind.MUTE, "bob", until=NOW + timedelta(days=3))
    work(clock)
    asked_for = [act.until for act in double.sent if act.kind == "mute"]

    clock.go_on(86_400 * 8)
    services.end_due(now=clock())
    work(clock)
    after_a_week = (states(week), states(month), states(shorter), set(double.silenced_now))
    clock.go_on(86_400 * 30)
    services.end_due(now=clock())
    work(clock)

    assert asked_for == [NOW + timedelta(days=7), NOW + timedelta(days=30)]
    assert after_a_week == (["undone"], ["done"], ["undone"], {("mute", "did:bob")})
    assert (states(month), double.silenced_now) == (["undone"], set())


def test_what_was_never_begun_by_its_end_is_not_begun_any_more(
    asked: Planned, double: Double, clock: Clock
) -> None:
    double.silenced_now = {("mute", "did:eve")}
    plan = asked(ActionKind.MUTE, "bob", "eve", until=NOW + timedelta(days=1), waits=True)
    work(clock)
    clock.go_on(86_400 * 2)

    ended = services.end_due(now=clock())
    work(clock)

    assert (ended, states(plan), double.sent) == (1, ["stands", "stopped"], [])


# Whom she follows


def test_whom_she_follows_is_left_out_until_she_says_so_for_each(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    double.followed = {"did:ana", "did:eve"}
    plan = asked(ActionKind.MUTE, "ana", "bob", "eve")
    work(clock)
    left_out = states(plan)
    ana = plan.actions.get(author_key=b"ana")

    put_in = services.put_in(action=ana, by=person, now=clock())
    work(clock)
    again = services.put_in(action=ana, by=person, now=clock())

    assert (left_out, put_in, again) == (["done", "left_out", "left_out"], True, False)
    assert double.silenced_now == {("mute", "did:ana"), ("mute", "did:bob")}


def test_whom_she_follows_since_she_said_yes_is_left_out_too(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    plan = asked(ActionKind.BLOCK, "ana", "bob", waits=True)
    work(clock)
    shown = states(plan)
    double.followed = {"did:ana"}

    go(plan, person, clock)

    assert (shown, states(plan)) == (["planned", "planned"], ["done", "left_out"])


def test_one_she_left_out_and_put_in_again_is_still_left_out_if_she_follows_it(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    plan = asked(ActionKind.MUTE, "ana", "bob", waits=True)
    ana = plan.actions.get(author_key=b"ana")
    out = services.leave_out(action=ana, by=person, now=NOW)
    twice = services.leave_out(action=ana, by=person, now=NOW)
    ana.refresh_from_db()
    services.put_in(action=ana, by=person, now=NOW)
    double.followed = {"did:ana"}

    go(plan, person, clock)

    assert (out, twice, states(plan)) == (True, False, ["done", "left_out"])


def test_an_act_by_hand_that_was_left_out_waits_for_her_hand_again(
    planned: Planned, person: Person
) -> None:
    plan = planned(ActionKind.MUTE, "bob", linked=None)
    action = plan.actions.get()
    services.leave_out(action=action, by=person, now=NOW)
    action.refresh_from_db()

    services.put_in(action=action, by=person, now=NOW)

    assert states(plan) == ["by_hand"]


def test_a_platform_that_answers_oddly_about_one_batch_holds_up_nothing(
    asked: Planned, double: Double, clock: Clock
) -> None:
    def odd(what: str) -> None:
        if what == "relations":
            raise UnexpectedReply

    double.looks = odd
    plan = asked(ActionKind.MUTE, "bob")

    work(clock)

    assert states(plan) == ["done"]


@pytest.mark.parametrize(
    ("error", "checked"), [(RateLimited(NOW + timedelta(minutes=5)), 30), (AccessLost(), 0)]
)
def test_looking_ahead_waits_when_asked_to_and_stops_when_it_is_let_in_no_longer(
    asked: Planned, double: Double, clock: Clock, error: Exception, checked: int
) -> None:
    def refuse(_what: str) -> None:
        double.looks = lambda _what: None
        raise error

    double.looks = refuse
    plan = asked(ActionKind.MUTE, *[f"p{n}" for n in range(30)])

    work(clock)

    assert plan.actions.filter(looked_at__isnull=False).count() == checked
    assert set(states(plan)) == {"planned"}


def test_a_network_that_can_no_longer_tell_is_not_asked_for_ever(
    asked: Planned, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(ActionKind.BLOCK, "bob")
    work(clock)
    second = asked(ActionKind.BLOCK, "bob")
    monkeypatch.setattr(Double, "capabilities", Double.capabilities - {"read.relations"})

    work(clock)

    assert states(second) == ["stands"]


# Large and small


@pytest.mark.parametrize(("number", "begins"), [(20, True), (21, False)])
def test_a_plan_of_twenty_begins_and_one_more_waits_for_her_yes(
    asked: Planned, double: Double, clock: Clock, person: Person, number: int, *, begins: bool
) -> None:
    plan = asked(ActionKind.MUTE, *[f"p{n}" for n in range(number)])
    work(clock)
    sent = len(double.sent)

    go(plan, person, clock)
    go(plan, person, clock)

    assert (sent > 0, len(double.sent)) == (begins, number)


def test_a_plan_let_go_before_it_began_can_not_be_begun(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    double.silenced_now = {("mute", "did:bob")}
    plan = asked(ActionKind.MUTE, "bob", "eve", waits=True)
    work(clock)
    services.stop(plan=plan, by=person, now=clock())

    go(plan, person, clock)

    assert (states(plan), double.sent) == (["stopped", "stopped"], [])
    assert not plan.actions.exclude(sealed_target=b"").exists()


@pytest.mark.parametrize("kind", [one for one in ActionKind if one not in {"mute", "block"}])
def test_every_kind_of_act_goes_through_the_same_queue(
    person: Person, linked: Connection, double: Double, clock: Clock, kind: ActionKind
) -> None:
    one = target("bob", linked, words=("rude",), options={"only": "quotes"}, ref="at://list/1")
    plan = services.plan(person=person, kind=kind, targets=[one], by=person, now=NOW)
    work(clock)
    [sent] = double.sent
    services.take_back(plans=[plan], by=person, now=clock())
    work(clock)

    assert (sent.kind, sent.words, sent.options, sent.ref) == (
        kind,
        ("rude",),
        {"only": "quotes"},
        "at://list/1",
    )
    assert states(plan) == (["done"] if kind == ActionKind.REPORT else ["undone"])


def test_an_account_whose_handle_nobody_knows_is_known_by_its_id(
    person: Person, linked: Connection, double: Double, clock: Clock
) -> None:
    one = services.Target(
        author_key=b"b", author="did:bob", handle="", platform="bluesky", connection=linked
    )
    plans = [
        services.plan(person=person, kind=ActionKind.MUTE, targets=[one], by=person, now=NOW)
        for _ in "ab"
    ]
    work(clock)

    services.take_back(plans=plans[:1], by=person, now=clock())
    work(clock)

    assert [states(plan) for plan in plans] == [["undone"], ["done"]]
    assert [act.kind for act in double.sent] == ["mute"]


def test_one_plan_may_hold_acts_of_several_kinds(
    person: Person, linked: Connection, double: Double, clock: Clock
) -> None:
    targets = [target("bob", linked), target("bob", linked, kind=ActionKind.BLOCK)]

    services.plan(person=person, kind=ActionKind.MUTE, targets=targets, by=person, now=NOW)
    work(clock)

    assert sorted(act.kind for act in double.sent) == ["block", "mute"]


def test_an_act_on_an_account_that_was_erased_does_nothing(double: Double, clock: Clock) -> None:
    services.run_account(BlockList().pk, clock=clock, beat=lambda: None)

    assert (double.sent, Action.objects.filter(~Q(pk=None)).count()) == ([], 0)


def test_a_list_that_is_undone_leaves_what_she_decided(
    asked: Planned, double: Double, clock: Clock, person: Person
) -> None:
    decided = asked(ActionKind.BLOCK, "bob")
    of_a_list = asked(ActionKind.BLOCK, "bob", "eve", cause=Cause.LIST, waits=True)
    work(clock)
    go(of_a_list, person, clock)

    services.take_back(plans=[of_a_list], by=person, now=clock())
    work(clock)

    assert (states(decided), double.silenced_now) == (["done"], {("block", "did:bob")})
