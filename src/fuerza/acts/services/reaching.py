"""The one way from a linked account to its network: the connector, and what lets it act for her.

The right to act is lent to what she starts (`tokens.lend`), and taken back when nothing of it is left to do. Where it
is not lent, nothing is wrong: what she wants done waits until she is there with her desk open.
"""

from contextlib import suppress
from datetime import datetime, timedelta

import msgspec
from django.db.models import Q, QuerySet

from fuerza.acts.choices import ActionState, Cause
from fuerza.acts.models import Action
from fuerza.acts.queries import STANDING
from fuerza.acts.services.planning import wake
from fuerza.connections.choices import ConnectionState, Purpose
from fuerza.connections.models import Connection
from fuerza.connections.services import tokens
from fuerza.connections.services.linking import lose
from fuerza.connections.services.networks import has_way_in, network_of
from fuerza.core import http
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from safeguard.platforms.base import Access, AccessLost, Connector, PlatformError

TO_DO = (ActionState.PLANNED, ActionState.RUNNING)
A_RUN = timedelta(minutes=20)  # a token must last so long, or it is renewed first


class Reached(msgspec.Struct, frozen=True):
    """A network that can be asked now."""

    network: Connector
    access: Access


def reach(connection: Connection, *, now: datetime) -> Reached | None:
    """Reach an account's network to act there; None where it can't be, or where the right to is not lent."""
    if connection.state != ConnectionState.CONNECTED or not is_lent(connection):
        return None
    net = http.client(keeps=False)
    try:
        return Reached(network_of(connection, net), _access(connection, net, now))
    except AccessLost:
        lose(connection=connection)
        connection.state = ConnectionState.LOST
        return None
    except PlatformError:  # renewing did not work now: what is to be done is found by the next run
        return None


def _access(connection: Connection, net: http.Client, now: datetime) -> Access:
    if not has_way_in(connection.connector):
        return tokens.access_to(connection)
    return tokens.renewed(connection, reach=net, now=now, purpose=Purpose.ACT, soon=A_RUN)


def is_lent(connection: Connection) -> bool:
    """Say whether this account can be acted on while she is away."""
    return (
        connection.is_whole or bool(connection.lent_token) or not has_way_in(connection.connector)
    )


def lend_what_waits(*, person: Person, opened: Opened | None, now: datetime) -> bool:
    """Lend the right to act to what she has begun; False where something waits for her to open her desk."""
    waiting = _unlent(person)
    if opened is not None and opened.person_id == person.pk:
        for connection in waiting:
            with suppress(AccessLost):  # from before a reset: she has to give it anew
                tokens.lend(connection, opened)
                wake([connection.pk], now)
    return not waiting.all().exists()


def _unlent(person: Person) -> "QuerySet[Connection]":
    rows = Connection.objects.filter(
        person=person,
        state=ConnectionState.CONNECTED,
        is_whole=False,
        lent_token=b"",
        actions__state__in=TO_DO,
        actions__plan__begun_at__isnull=False,
    )
    return rows.exclude(act_token=b"").distinct()


def take_back_loan(connection: Connection) -> None:
    """Forget what was lent, once nothing is left to be done with it: now, later, or as long as the switch is on."""
    todo = Q(state__in=TO_DO, plan__begun_at__isnull=False)
    ends = Q(state__in=STANDING, until__isnull=False)
    tight = Q(state__in=STANDING, plan__cause=Cause.CRISIS, plan__taken_back_at=None)
    is_lent_now = bool(connection.lent_token)
    if (
        is_lent_now
        and not Action.objects.filter(todo | ends | tight, connection=connection).exists()
    ):
        tokens.end_loan(connection)
