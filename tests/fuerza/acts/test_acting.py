"""Acts on platforms: once each, never twice after a crash, stopped, taken back exactly; a report never again."""

from datetime import timedelta

import pytest

from fuerza.acts import queries, services
from fuerza.acts.choices import ActionKind, ActionState
from fuerza.acts.models import Action, Plan
from fuerza.connections import services as connections
from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.core import worker
from fuerza.core.models import AuditEntry, Job
from fuerza.people.models import Person
from safeguard.platforms.base import AccessLost, PlatformDown, RateLimited
from tests.fuerza.acts.conftest import NOW, Network, Planned, run, states, target


def test_an_account_is_muted_once_however_much_it_wrote(
    person: Person, connection: Connection, network: Network
) -> None:
    targets = [target("bob", connection, "1"), target("bob", connection, "2")]

    plan = services.plan(person=person, kind=ActionKind.MUTE, targets=targets, by=person, now=NOW)
    run(plan)

    assert (states(plan), network.kinds) == (["done"], ["mute"])


def test_each_message_is_reported_with_its_reason(
    person: Person, connection: Connection, network: Network
) -> None:
    targets = [target("bob", connection, "1"), target("bob", connection, "2")]

    plan = services.plan(
        person=person,
        kind=ActionKind.REPORT,
        targets=targets,
        by=person,
        now=NOW,
        terms=services.Terms("T1", "again and again"),
    )
    run(plan)

    sent = [(one.post, one.reason, one.note) for one in network.done.values()]
    assert sorted(sent) == [("1", "T1", "again and again"), ("2", "T1", "again and again")]


def test_an_account_with_something_to_do_waits_for_the_worker_by_its_id_alone(
    planned: Planned, connection: Connection
) -> None:
    planned(ActionKind.MUTE, "bob")

    job = Job.objects.get(name="connections.act")

    assert job.ids == {"connection": str(connection.pk)}
    assert AuditEntry.objects.filter(verb="connections.planned_mute").count() == 1


def test_running_it_again_does_nothing_twice(planned: Planned, network: Network) -> None:
    plan = planned(ActionKind.MUTE, "bob", "eve")

    beats = run(plan)
    run(plan)

    assert (beats, network.kinds, states(plan)) == (4, ["mute", "mute"], ["done", "done"])


def test_an_act_found_half_way_is_done_under_the_same_key(
    planned: Planned, network: Network
) -> None:
    plan = planned(ActionKind.MUTE, "bob")
    plan.actions.update(state=ActionState.RUNNING)

    run(plan)

    assert (states(plan), list(network.done)) == (["done"], [str(plan.actions.get().pk)])


def test_a_report_found_half_way_is_not_sent_again(planned: Planned, network: Network) -> None:
    plan = planned(ActionKind.REPORT, "bob")
    plan.actions.update(state=ActionState.RUNNING)

    run(plan)

    assert (states(plan), network.done) == (["unsure"], {})


def test_a_lost_answer_is_unsure(planned: Planned, network: Network) -> None:
    network.is_certain = False
    plan = planned(ActionKind.BLOCK, "bob")

    run(plan)

    assert states(plan) == ["unsure"]


@pytest.mark.parametrize(
    ("error", "state", "wait"),
    [
        (PlatformDown(), "running", timedelta(minutes=1)),
        (RateLimited(NOW + timedelta(minutes=5)), "planned", timedelta(minutes=5)),
        (RateLimited(NOW - timedelta(hours=1)), "planned", timedelta(seconds=15)),
    ],
    ids=["it is down", "it asks to wait", "its clock is slow"],
)
def test_what_could_not_be_asked_for_is_put_back_as_a_job(
    planned: Planned, network: Network, error: Exception, state: str, wait: timedelta
) -> None:
    plan = planned(ActionKind.MUTE, "bob")
    Job.objects.all().delete()
    network.raises = error

    run(plan)

    job = Job.objects.get(name="connections.act")
    assert (states(plan), job.run_at - NOW) == ([state], wait)


def test_lost_access_is_said_on_the_connection_and_the_acts_wait_for_her(
    planned: Planned, network: Network, connection: Connection
) -> None:
    plan = planned(ActionKind.MUTE, "bob", "eve")
    network.raises = AccessLost()
    run(plan)
    connection.refresh_from_db()
    lost = (states(plan), connection.state)
    network.raises = None
    connections.read_on(connection=connection, by=plan.person, now=NOW)

    run(plan)

    assert lost == (["planned", "planned"], ConnectionState.LOST)
    assert states(plan) == ["done", "done"]


@pytest.mark.parametrize(
    ("state", "left"), [(ConnectionState.ENDED, "by_hand"), (ConnectionState.PAUSED, "planned")]
)
def test_nothing_is_done_over_a_connection_that_is_not_there(
    planned: Planned, network: Network, connection: Connection, state: ConnectionState, left: str
) -> None:
    plan = planned(ActionKind.MUTE, "bob")
    Connection.objects.filter(pk=connection.pk).update(state=state)

    run(plan)

    assert (states(plan), network.done) == ([left], {})


def test_where_no_account_is_linked_it_is_hers_to_do_by_hand(
    planned: Planned, person: Person
) -> None:
    plan = planned(ActionKind.MUTE, "bob", linked=None)
    action = plan.actions.get()
    by_hand = action.state

    services.done_by_hand(action=action, by=person, now=NOW)

    action.refresh_from_db()
    assert (by_hand, action.state) == (ActionState.BY_HAND, ActionState.DONE)
    assert not Job.objects.filter(name="connections.act").exists()


def test_what_is_done_from_here_can_not_be_ticked_off(planned: Planned, person: Person) -> None:
    plan = planned(ActionKind.MUTE, "bob")

    services.done_by_hand(action=plan.actions.get(), by=person, now=NOW)

    assert states(plan) == ["planned"]


def test_a_paused_account_is_acted_on_by_hand(planned: Planned, connection: Connection) -> None:
    connection.state = ConnectionState.PAUSED

    assert states(planned(ActionKind.MUTE, "bob")) == ["by_hand"]


def test_what_is_stopped_is_not_done_and_names_nobody(
    planned: Planned, network: Network, person: Person
) -> None:
    plan = planned(ActionKind.MUTE, "bob", "eve")

    spared = services.stop(plan=plan, by=person, now=NOW)
    run(plan)

    assert (spared, states(plan), network.done) == (2, ["stopped", "stopped"], {})
    assert queries.aims_of(person, list(plan.actions.all())) == {}


def test_a_plan_stopped_while_it_runs_ends_at_once(
    planned: Planned, network: Network, person: Person, connection: Connection
) -> None:
    plan = planned(ActionKind.MUTE, "bob", "eve")

    def stop_it() -> None:
        if network.done and not plan.stopped_at:
            services.stop(plan=plan, by=person, now=NOW)

    services.run_account(connection.pk, clock=lambda: NOW, beat=stop_it)

    assert (states(plan), network.kinds) == (["done", "stopped"], ["mute"])


def test_taking_back_undoes_what_was_done_and_stops_the_rest(
    planned: Planned, network: Network, person: Person
) -> None:
    plan = planned(ActionKind.BLOCK, "bob", "eve")
    last = plan.actions.order_by("pk").last()
    Action.objects.filter(pk=last.pk).update(state=ActionState.BY_HAND)  # type: ignore[union-attr]  # there are two
    run(plan)

    services.take_back(plans=[plan], by=person, now=NOW)
    run(Plan.objects.get(pk=plan.pk))

    assert states(plan) == ["stopped", "undone"]
    assert network.kinds == ["block", "unblock"]
    assert queries.aims_of(person, list(plan.actions.all())) == {}


def test_taking_back_what_was_not_begun_only_stops_it(
    planned: Planned, network: Network, person: Person
) -> None:
    plan = planned(ActionKind.MUTE, "bob")

    services.take_back(plans=[plan], by=person, now=NOW)
    run(Plan.objects.get(pk=plan.pk))

    assert (states(plan), network.done) == (["stopped"], {})


def test_what_is_still_planned_can_be_asked_for_again(planned: Planned, person: Person) -> None:
    plan = planned(ActionKind.MUTE, "bob")
    Job.objects.all().delete()

    waiting = services.run_again(plan=plan, by=person, now=NOW)
    run(plan)
    nothing = services.run_again(plan=plan, by=person, now=NOW)

    assert (waiting, nothing) == (1, 0)
    assert Job.objects.filter(name="connections.act").count() == 1


def test_the_sample_network_remembers_what_it_did(planned: Planned, person: Person) -> None:
    plan = planned(ActionKind.MUTE, "bob")
    run(plan)
    services.take_back(plans=[plan], by=person, now=NOW)
    run(Plan.objects.get(pk=plan.pk))

    assert states(plan) == ["undone"]


def test_an_action_row_names_nobody_in_clear(planned: Planned) -> None:
    plan = planned(ActionKind.MUTE, "canary")

    row = repr(Action.objects.filter(plan=plan).values("sealed_target", "state", "kind").get())

    assert "canary" not in row


def test_the_worker_does_what_an_account_has_to_do(planned: Planned, network: Network) -> None:
    plan = planned(ActionKind.MUTE, "bob")

    worker.run_due(clock=lambda: NOW)

    assert (states(plan), network.kinds) == (["done"], ["mute"])
