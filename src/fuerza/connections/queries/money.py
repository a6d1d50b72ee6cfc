"""What readings cost, and what is only borrowed from a platform."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.conf import settings

from fuerza.connections.models import Borrowed, Connection, Spending
from fuerza.core import crypto
from safeguard.platforms import registry
from safeguard.platforms.registry import CONNECTORS
from safeguard.records import Post

THOUSANDTH = Decimal("0.001")
KEY = 16  # bytes, as the desk's own keys
PAGE = 100  # posts, of one reading


def is_priced(platform: str) -> bool:
    return platform in CONNECTORS and "priced" in registry.connector(platform).capabilities


def cap_of(platform: str) -> Decimal:
    """Give what a platform may cost a month; without a setting of its own, nothing."""
    return Decimal(getattr(settings.ENV, f"{platform}_monthly_cap", 0)) / 100


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What a page tells before it reads: what one reading costs at most, what is spent this month, and the cap."""

    reading: Decimal
    spent: Decimal
    cap: Decimal
    currency: str
    checked_on: date

    @property
    def is_reached(self) -> bool:
        return self.spent + self.reading > self.cap


def cost_of(platform: str, *, now: datetime) -> Cost | None:
    """Tell what reading a platform costs; None where it is free."""
    if not is_priced(platform):
        return None
    network: Any = registry.connector(platform)
    price = network.price_of("pull", PAGE)
    return Cost(
        reading=price.amount,
        spent=spent(platform, now=now),
        cap=cap_of(platform),
        currency=price.currency,
        checked_on=price.checked_on,
    )


def spent(platform: str, *, now: datetime) -> Decimal:
    """Give what a platform was paid this month."""
    row = Spending.objects.filter(platform=platform, month=month_of(now)).first()
    return (row.thousandths if row else 0) * THOUSANDTH


def month_of(now: datetime) -> date:
    return now.date().replace(day=1)


def native_key(secret: bytes, post: Post) -> bytes:
    """Hash what names a post on its platform: by this the desk knows it again without reading it."""
    named = f"{post.platform}|{post.id}|{post.content_id}"
    return crypto.keyed(secret, "native", named)[:KEY]


def due_connections(now: datetime) -> list[uuid.UUID]:
    """Name the connections of which something borrowed is due."""
    due = Borrowed.objects.filter(due_at__lte=now, gone_at=None)
    return list(due.values_list("connection_id", flat=True).distinct().order_by())


def gone_of(connection: Connection) -> list[bytes]:
    """Name what is gone at its source, by the keys that the desk knows."""
    gone = Borrowed.objects.filter(connection=connection).exclude(gone_at=None)
    return [bytes(key) for key in gone.values_list("native_key", flat=True)]


def borrowed_place(connection_id: uuid.UUID, key: bytes) -> bytes:
    return crypto.place("connections_borrowed", connection_id, key.hex())
