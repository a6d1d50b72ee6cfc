"""Linking an account, reading a page of it, and keeping honest how far reading has come."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.db import transaction

from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.connections.queries import connection_place
from fuerza.connections.services.spending import read_page
from fuerza.core import audit, crypto, jobs
from fuerza.people.models import Person
from safeguard.platforms import registry
from safeguard.platforms.base import Access, AccessLost, Connector, PlatformDown, RateLimited
from safeguard.records import Page

PAGE = 100
SAMPLE = "sample"
DOWN_WAIT = timedelta(minutes=5)


@transaction.atomic
def link(
    *, person: Person, platform: str, connector: str, account: str, handle: str, now: datetime
) -> Connection:
    """Link an account; its token for watching comes with the platform's own sign-in (issue 4)."""
    made = Connection(person=person, platform=platform, connector=connector, linked_at=now)
    made.sealed_handle = crypto.seal_personal(
        person.pk, handle, connection_place(made.pk, "handle")
    )
    made.watch_token = crypto.seal_personal(
        person.pk, account, connection_place(made.pk, "watch_token")
    )
    made.save()
    audit.note(person.pk, person.pk, "connections.linked", made.pk, at=now)
    return made


def fetch(
    *, connection: Connection, now: datetime, network: Connector | None = None
) -> Page | None:
    """Ask the network for the next page, outside any transaction; None when it could not answer.

    What went wrong is written on the connection, one reaction each: access lost (she reconnects), a wait asked
    for, a network that is down (later). A reply we can't read is our mistake and is raised.

    Raises:
        UnexpectedReply: the network answered in a shape we do not know.
    """
    if connection.state != ConnectionState.CONNECTED:
        return None
    if connection.retry_at and now < connection.retry_at:
        return None
    network = network or network_of(connection)
    state, retry_at = ConnectionState.CONNECTED, None
    page = None
    try:
        access = access_to(connection)
        page = read_page(network=network, connection=connection, access=access, limit=PAGE, now=now)
    except AccessLost:
        state = ConnectionState.LOST
    except RateLimited as limited:
        retry_at = limited.retry_at
    except PlatformDown:
        retry_at = now + DOWN_WAIT
    connection.state, connection.retry_at, connection.tried_at = state, retry_at, now
    connection.save(update_fields=["state", "retry_at", "tried_at"])
    return page


def move_on(*, connection: Connection, page: Page, now: datetime) -> None:
    """Move the cursor past a page that was stored; only a last page means that all up to now was seen."""
    connection.cursor = page.cursor
    connection.gaps = sorted({*connection.gaps, *page.gaps})
    connection.retry_at = page.retry_at
    if page.is_last:
        connection.covered_to = now
    connection.save(update_fields=["cursor", "gaps", "retry_at", "covered_to"])


@transaction.atomic
def end(*, connection: Connection, by: Person, now: datetime) -> None:
    """End a connection: nothing more is read, its tokens are gone; what was taken in stays hers."""
    connection.state = ConnectionState.ENDED
    connection.watch_token = connection.act_token = b""
    connection.save(update_fields=["state", "watch_token", "act_token"])
    audit.note(connection.person_id, by.pk, "connections.ended", connection.pk, at=now)


@transaction.atomic
def forget_tokens(*, person: Person, now: datetime) -> None:
    """Forget what opens her accounts elsewhere: whoever comes by a reset has to be let in there anew."""
    for connection in Connection.objects.filter(person=person).exclude(state=ConnectionState.ENDED):
        connection.state = ConnectionState.LOST
        connection.watch_token = connection.act_token = b""
        connection.save(update_fields=["state", "watch_token", "act_token"])
        audit.note(person.pk, None, "connections.forgotten", connection.pk, at=now)


@transaction.atomic
def pause(*, connection: Connection, by: Person, now: datetime) -> None:
    """Stop reading for now; pages say from when on nothing was looked at."""
    if connection.state == ConnectionState.CONNECTED:
        _set_state(connection, ConnectionState.PAUSED)
        audit.note(connection.person_id, by.pk, "connections.paused", connection.pk, at=now)


@transaction.atomic
def read_on(*, connection: Connection, by: Person, now: datetime) -> None:
    """Read on from where it was paused, or try again where access was lost."""
    if connection.state in {ConnectionState.PAUSED, ConnectionState.LOST}:
        _set_state(connection, ConnectionState.CONNECTED)
        audit.note(connection.person_id, by.pk, "connections.read_on", connection.pk, at=now)
        jobs.enqueue("desk.pull", key=str(connection.pk), now=now, connection=connection.pk)


def _set_state(connection: Connection, state: ConnectionState) -> None:
    connection.state = state
    connection.save(update_fields=["state"])


def network_of(connection: Connection) -> Connector:
    """Make the connector of a linked account; the demo's sample network remembers on the row itself."""
    made: Any = registry.connector(connection.connector)
    network = made((), connection.sample_store) if connection.connector == SAMPLE else made()
    return cast("Connector", network)


def access_to(connection: Connection) -> Access:
    """Open what the connector needs to read for her.

    Raises:
        AccessLost: its token was forgotten.
    """
    if not connection.watch_token:
        raise AccessLost
    person_id = connection.person_id
    account = crypto.open_personal(
        person_id, bytes(connection.watch_token), connection_place(connection.pk, "watch_token")
    )
    handle = crypto.open_personal(
        person_id, bytes(connection.sealed_handle), connection_place(connection.pk, "handle")
    )
    return Access(account=account, token=account, handle=handle)
