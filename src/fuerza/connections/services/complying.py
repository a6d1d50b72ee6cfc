"""Posts that are stored only as long as their source stands: noted when they come in, asked for again, let go.

X's policy wants what is deleted or edited there deleted here; YouTube's lets public data be stored for thirty days
and then refreshed. The desk does the letting go (the job desk.comply): it alone knows its mentions.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Borrowed, Connection
from fuerza.connections.queries import borrowed_place, native_key
from fuerza.connections.services.networks import network_of
from fuerza.connections.services.spending import within_cap
from fuerza.connections.services.tokens import access_to
from fuerza.core import crypto, jobs
from safeguard.platforms import registry
from safeguard.platforms.base import AccessLost, Connector, PlatformDown, RateLimited
from safeguard.platforms.conditions import Looked
from safeguard.records import Page

LONGEST = timedelta(days=30)  # what could not be asked for so long is let go unasked
SELDOM = timedelta(days=15)  # what has stood for long is asked for so often at the least


def borrow(*, connection: Connection, page: Page, now: datetime) -> None:
    """Note the posts of a page that may only be stored so; call it in the transaction that stores them."""
    kind: Any = registry.connector(connection.connector)
    posts = [post for post in page.posts if not post.may_keep]
    if not posts or "comply" not in kind.capabilities:
        return
    secret = crypto.data_key(connection.person_id)
    rows = []
    for post in posts:
        key = native_key(secret, post)
        sealed = crypto.encrypt(secret, post.id.encode(), borrowed_place(connection.pk, key))
        rows.append(
            Borrowed(
                connection=connection,
                native_key=key,
                sealed_id=sealed,
                taken_at=now,
                due_at=now + kind.recheck,
            )
        )
    Borrowed.objects.bulk_create(rows, batch_size=400, ignore_conflicts=True)


def look_again(*, connection: Connection, now: datetime, network: Connector | None = None) -> bool:
    """Ask once for what is due, outside any transaction. True where some of it was answered, so that more may be asked.

    Where the platform can't be asked (no access, no money left, it is down), what is due stays so, for LONGEST.
    """
    asked: Any = network or network_of(connection)
    due = Borrowed.objects.filter(connection=connection, gone_at=None, due_at__lte=now)
    rows = list(due.order_by("due_at")[: asked.at_once])
    looked = _looked(connection, asked, rows, now) if rows else None
    with transaction.atomic():
        if looked is not None:
            _note(rows, _ids(connection, rows), looked, asked.recheck, now)
        due.filter(due_at__lte=now - LONGEST).update(gone_at=now)
        if Borrowed.objects.filter(connection=connection).exclude(gone_at=None).exists():
            key = str(connection.pk)
            jobs.enqueue("desk.comply", key=key, now=now, connection=connection.pk)
    return looked is not None


def forget_gone(*, connection: Connection, keys: Sequence[bytes]) -> None:
    """Forget what was let go."""
    Borrowed.objects.filter(connection=connection, native_key__in=keys).delete()


def _looked(
    connection: Connection, network: Any, rows: Sequence[Borrowed], now: datetime
) -> Looked | None:
    if connection.state != ConnectionState.CONNECTED:
        return None
    ids = list(_ids(connection, rows))
    try:
        access = access_to(connection)
        if "priced" not in network.capabilities:
            found: Looked = network.gone(access, ids)
            return found
        price = network.price_of("gone", len(ids))
        found = within_cap(
            lambda: network.gone(access, ids),
            platform=connection.platform,
            price=price,
            now=now,
        )
    except AccessLost:
        Connection.objects.filter(pk=connection.pk).update(state=ConnectionState.LOST)
        return None
    except (RateLimited, PlatformDown):
        return None
    return found


def _note(
    rows: Sequence[Borrowed],
    ids: dict[str, Borrowed],
    looked: Looked,
    recheck: timedelta,
    now: datetime,
) -> None:
    """Mark what is gone or was edited; the rest is due again after about as long as it has stood."""
    for id_ in looked.gone | looked.changed:
        with suppress(KeyError):
            ids[id_].gone_at = now
    for row in rows:
        row.due_at = now + min(max(now - row.taken_at, recheck), max(SELDOM, recheck))
    Borrowed.objects.bulk_update(rows, ["gone_at", "due_at"], batch_size=200)


def _ids(connection: Connection, rows: Sequence[Borrowed]) -> dict[str, Borrowed]:
    secret = crypto.data_key(connection.person_id)
    return {
        crypto.decrypt(
            secret,
            bytes(row.sealed_id),
            borrowed_place(connection.pk, bytes(row.native_key)),
        ).decode(): row
        for row in rows
    }
