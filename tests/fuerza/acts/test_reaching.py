"""What she starts is lent the right to act, and gives it back; without it, it waits for her."""

from datetime import timedelta

import pytest

from fuerza.acts import services
from fuerza.acts.choices import ActionKind, ActionState
from fuerza.acts.models import Action, Plan
from fuerza.acts.services import reaching
from fuerza.connections import services as connections
from fuerza.connections.choices import ConnectionState, Purpose
from fuerza.connections.models import Connection
from fuerza.connections.services import tokens
from fuerza.core import keyrings
from fuerza.core.models import Job
from fuerza.people.models import Person
from safeguard.platforms.base import AccessLost, PlatformDown
from tests.fuerza.acts.conftest import NOW, target
from tests.fuerza.connections.double import Net


@pytest.fixture
def held(person: Person, net: Net) -> Connection:
    """Link an account that may be acted on: the right lies sealed to her."""
    made = connections.link(
        person=person,
        platform="bluesky",
        connector="bluesky",
        account="did:her",
        handle="marisol.example",
        now=NOW,
    )
    made.watch_token = tokens.sealed(made, net.access(Purpose.WATCH, NOW), "watch_token")
    made.act_token = tokens.sealed(made, net.access(Purpose.ACT, NOW), "act_token")
    made.is_whole = False
    made.save()
    return made


def planned(person: Person, connection: Connection) -> Plan:
    return services.plan(
        person=person,
        kind=ActionKind.MUTE,
        targets=[target("bob", connection)],
        by=person,
        now=NOW,
    )


def opened(person: Person) -> keyrings.Opened:
    return keyrings.open_with_server(person.pk, now=NOW)


def test_what_waits_for_her_goes_on_once_her_desk_is_open(person: Person, held: Connection) -> None:
    planned(person, held)
    Job.objects.all().delete()

    locked = services.lend_what_waits(person=person, opened=None, now=NOW)
    before = reaching.reach(held, now=NOW)
    other = Person.objects.create_user("berta")
    keyrings.make_keyring(other.pk, now=NOW)
    helpers = services.lend_what_waits(person=person, opened=opened(other), now=NOW)
    hers = services.lend_what_waits(person=person, opened=opened(person), now=NOW)
    held.refresh_from_db()

    assert (locked, helpers, hers, before) == (False, False, True, None)
    assert reaching.is_lent(held)
    assert Job.objects.filter(name="connections.act").count() == 1
    reached = reaching.reach(held, now=NOW)
    assert reached is not None
    assert reached.access == tokens.act_access(held, opened(person))


def test_a_right_from_before_a_reset_is_not_lent(person: Person, held: Connection) -> None:
    planned(person, held)
    keyrings.reset(person.pk, now=NOW - timedelta(hours=80))

    assert not services.lend_what_waits(person=person, opened=opened(person), now=NOW)


def test_an_account_without_the_right_is_left_to_her_hand(person: Person, held: Connection) -> None:
    held.act_token = b""
    held.save()

    plan = planned(person, held)

    assert [act.state for act in plan.actions.all()] == [ActionState.BY_HAND]
    assert services.lend_what_waits(person=person, opened=None, now=NOW)


@pytest.mark.parametrize(
    ("error", "state"),
    [(AccessLost(), ConnectionState.LOST), (PlatformDown(), ConnectionState.CONNECTED)],
)
def test_a_right_that_cant_be_renewed_reaches_nothing(
    person: Person,
    held: Connection,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    state: ConnectionState,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    tokens.lend(held, opened(person))
    monkeypatch.setattr(tokens, "renewed", fail)

    reached = reaching.reach(held, now=NOW)

    held.refresh_from_db()
    assert (reached, held.state) == (None, state)


def test_what_is_paused_is_not_reached(held: Connection) -> None:
    held.state = ConnectionState.PAUSED

    assert reaching.reach(held, now=NOW) is None


def test_the_loan_ends_when_nothing_is_left_to_do(person: Person, held: Connection) -> None:
    planned(person, held)
    tokens.lend(held, opened(person))

    reaching.take_back_loan(held)
    during = bytes(held.lent_token)
    Action.objects.update(state=ActionState.DONE, until=NOW + timedelta(days=1))
    reaching.take_back_loan(held)
    until = bytes(held.lent_token)
    Action.objects.update(until=None)
    reaching.take_back_loan(held)
    held.refresh_from_db()

    assert during
    assert until
    assert bytes(held.lent_token) == b""
    assert not reaching.is_lent(held)
