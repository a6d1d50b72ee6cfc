"""A linked account: paused, read on, ended, or forgotten by a reset; and the sample's, which nobody signs in to."""

from datetime import datetime

from django.db import transaction

from fuerza.connections.choices import ConnectionState, Trouble
from fuerza.connections.models import Connection
from fuerza.connections.queries import connection_place
from fuerza.connections.services import tokens
from fuerza.core import audit, crypto, jobs
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from safeguard.platforms.base import Access


@transaction.atomic
def link(
    *, person: Person, platform: str, connector: str, account: str, handle: str, now: datetime
) -> Connection:
    """Link an account that nobody signs in to: the sample's, under the name of the platform it stands for."""
    made = Connection(person=person, platform=platform, connector=connector, linked_at=now)
    access = Access(account=account, token=account, handle=handle)
    made.sealed_handle = crypto.seal_personal(
        person.pk, handle, connection_place(made.pk, "handle")
    )
    made.watch_token = tokens.sealed(made, access, "watch_token")
    made.is_whole = True
    made.save()
    audit.note(person.pk, person.pk, "connections.linked", made.pk, at=now)
    return made


@transaction.atomic
def end(*, connection: Connection, by: Person, now: datetime, opened: Opened | None = None) -> None:
    """End a connection: nothing more is read, its tokens are given back; what was taken in stays hers."""
    _forget(connection, ConnectionState.ENDED, now, opened)
    audit.note(connection.person_id, by.pk, "connections.ended", connection.pk, at=now)


@transaction.atomic
def forget_tokens(*, person: Person, now: datetime) -> None:
    """Forget what opens her accounts elsewhere: whoever comes by a reset has to be let in there anew."""
    for connection in Connection.objects.filter(person=person).exclude(state=ConnectionState.ENDED):
        _forget(connection, ConnectionState.LOST, now, None)
        audit.note(person.pk, None, "connections.forgotten", connection.pk, at=now)


def _forget(
    connection: Connection, state: ConnectionState, now: datetime, opened: Opened | None
) -> None:
    tokens.forget(connection, now=now, opened=opened)
    connection.state = state
    connection.save(update_fields=["state", *tokens.FORGOTTEN])


def lose(*, connection: Connection) -> None:
    """Note that a network no longer lets us in: she is asked to reconnect, and nothing is tried until then."""
    held = Connection.objects.filter(pk=connection.pk).exclude(state=ConnectionState.ENDED)
    held.update(state=ConnectionState.LOST, trouble="")


@transaction.atomic
def pause(*, connection: Connection, by: Person, now: datetime) -> None:
    """Stop reading for now; pages say from when on nothing was looked at."""
    if connection.state == ConnectionState.CONNECTED:
        connection.state = ConnectionState.PAUSED
        connection.save(update_fields=["state"])
        audit.note(connection.person_id, by.pk, "connections.paused", connection.pk, at=now)


@transaction.atomic
def read_on(*, connection: Connection, by: Person, now: datetime) -> None:
    """Read on from where it was paused, or try again where access was lost or the network was in trouble.

    A wait that the network asked for stays: asking earlier would only make it longer.
    """
    is_in_trouble = connection.trouble != "" and connection.state == ConnectionState.CONNECTED
    if connection.state in {ConnectionState.PAUSED, ConnectionState.LOST} or is_in_trouble:
        if connection.trouble != Trouble.WAITING:
            connection.retry_at = None
        connection.state = ConnectionState.CONNECTED
        connection.save(update_fields=["state", "retry_at"])
        audit.note(connection.person_id, by.pk, "connections.read_on", connection.pk, at=now)
        jobs.enqueue("desk.pull", key=str(connection.pk), now=now, connection=connection.pk)
