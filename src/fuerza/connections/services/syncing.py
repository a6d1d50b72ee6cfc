"""Reading an account forward: one page at a time, at least once, and honest about how far it has come.

A page is asked for outside any transaction and stored with the cursor that follows it in one; a page that was lost
on the way is asked for again. What keeps reading from going on stands on the connection, one reaction each.
"""

from datetime import datetime, timedelta

from django.db.models import F

from fuerza.connections.choices import ConnectionState, Trouble
from fuerza.connections.models import Connection
from fuerza.connections.queries import PAGE
from fuerza.connections.services import tokens
from fuerza.connections.services.networks import network_of
from fuerza.connections.services.spending import read_page
from fuerza.core import http
from safeguard.platforms.base import (
    Access,
    AccessLost,
    Connector,
    PlatformDown,
    RateLimited,
    UnexpectedReply,
)
from safeguard.records import Page

WAIT = timedelta(minutes=5)  # after the first failure; twice as long after each that follows
WAIT_AT_MOST = timedelta(hours=1)
ASKED_AT_MOST = timedelta(hours=24)  # a longer wait is a clock that is wrong, or a mistake
DOUBLINGS = 8


def fetch(
    *,
    connection: Connection,
    now: datetime,
    network: Connector | None = None,
    reach: http.Client | None = None,
) -> Page | None:
    """Ask the network for the next page, outside any transaction; None when it could not answer.

    Raises:
        UnexpectedReply: the network answered in a shape we do not know, which is our mistake.
    """
    if connection.state != ConnectionState.CONNECTED:
        return None
    if connection.retry_at and now < connection.retry_at:
        return None
    try:
        page = _page(connection, now, network, reach)
    except AccessLost:
        _note(connection, now, "", state=ConnectionState.LOST)
    except RateLimited as limited:
        _note(connection, now, Trouble.WAITING, retry_at=_asked(connection, limited.retry_at, now))
    except PlatformDown:
        _note(connection, now, Trouble.DOWN, retry_at=now + _wait(connection))
    except UnexpectedReply:
        _note(connection, now, Trouble.UNREADABLE)
        raise
    else:
        _note(connection, now, "", failures=0)
        return page
    return None


def move_on(*, connection: Connection, page: Page, now: datetime) -> None:
    """Move the cursor past a page that was stored; only a last page means that all up to now was seen.

    Where another worker has moved it meanwhile, it stays there: reading a page twice costs nothing, and skipping
    one would lose what is on it.
    """
    row = Connection.objects.filter(pk=connection.pk, cursor=connection.cursor)
    known = row.values_list("gaps", flat=True).first()
    if known is None:
        return
    values: dict[str, object] = {
        "cursor": page.cursor,
        "gaps": sorted({*known, *page.gaps}),
        "retry_at": _asked(connection, page.retry_at, now) if page.retry_at else None,
        "trouble": Trouble.WAITING if page.retry_at else "",
        "covered_to": now if page.is_last else connection.covered_to,
    }
    row.update(posts_read=F("posts_read") + len(page.posts), **values)
    connection.posts_read += len(page.posts)
    for name, value in values.items():
        setattr(connection, name, value)


def _page(
    connection: Connection, now: datetime, network: Connector | None, reach: http.Client | None
) -> Page:
    if network is not None:
        return _pull(network, connection, tokens.access_to(connection), now)
    if reach is not None:
        return _read(connection, now, reach)
    with http.client() as made:
        return _read(connection, now, made)


def _read(connection: Connection, now: datetime, reach: http.Client) -> Page:
    network = network_of(connection, reach)
    access = tokens.renewed(connection, reach=reach, now=now)
    try:
        return _pull(network, connection, access, now)
    except (
        AccessLost
    ):  # our clock or theirs may be wrong about when it ends: renew once, and ask again
        access = tokens.renewed(connection, reach=reach, now=now, was_refused=True)
        return _pull(network, connection, access, now)


def _pull(network: Connector, connection: Connection, access: Access, now: datetime) -> Page:
    return read_page(network=network, connection=connection, access=access, limit=PAGE, now=now)


def _note(connection: Connection, now: datetime, trouble: str, **fields: object) -> None:
    """Write how asking went; what she did to the connection meanwhile (paused, ended) stays as she left it."""
    values = {"retry_at": None, "failures": connection.failures + 1} | fields
    values |= {"trouble": trouble, "tried_at": now}
    row = Connection.objects.filter(pk=connection.pk, state=ConnectionState.CONNECTED)
    if row.update(**values):
        for name, value in values.items():
            setattr(connection, name, value)
    else:
        connection.refresh_from_db(fields=["state"])


def _wait(connection: Connection) -> timedelta:
    return min(WAIT * (1 << min(connection.failures, DOUBLINGS)), WAIT_AT_MOST)


def _asked(connection: Connection, retry_at: datetime, now: datetime) -> datetime:
    """Wait as long as the network asked, by a clock that may be wrong: never no time at all, never for ever."""
    earliest = now + min(_wait(connection), WAIT) / 5
    return min(max(retry_at, earliest), now + ASKED_AT_MOST)
