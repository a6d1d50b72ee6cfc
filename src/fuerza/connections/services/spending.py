"""Money: what a reading costs at most is set aside before the platform is asked, so that the month's cap holds.

The cap is the whole server's. A process that dies in between leaves what it set aside counted: the sum is
never too low. What was answered by a no, or by nobody, is not billed; what may have been, stays counted.
"""

from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest

from fuerza.connections.models import Connection, Spending
from fuerza.connections.queries import THOUSANDTH, cap_of, month_of
from safeguard.platforms.asking import may_have_given
from safeguard.platforms.base import Access, Connector, PlatformError, RateLimited
from safeguard.platforms.conditions import Price
from safeguard.records import Page

FULL_WAIT = timedelta(hours=1)  # until the operator may have raised the cap, or a month has begun


def set_aside(*, platform: str, price: Price, now: datetime) -> bool:
    """Set the most that a call can cost aside; False, and nothing is, where that would go over the cap."""
    month, most = month_of(now), _thousandths(price.amount)
    Spending.objects.get_or_create(platform=platform, month=month)
    room = Spending.objects.filter(
        platform=platform, month=month, thousandths__lte=_thousandths(cap_of(platform)) - most
    )
    return bool(room.update(thousandths=F("thousandths") + most))


def settle(*, platform: str, price: Price, cost: Decimal, now: datetime) -> None:
    """Put back what a call did not cost; `now` is when it was set aside."""
    back = _thousandths(price.amount) - _thousandths(cost)
    rows = Spending.objects.filter(platform=platform, month=month_of(now))
    rows.update(thousandths=Greatest(F("thousandths") - back, 0))


def read_page(
    *, network: Connector, connection: Connection, access: Access, limit: int, now: datetime
) -> Page:
    """Pull the next page, within the cap where it costs money.

    Raises:
        PlatformError: as `pull` does; RateLimited too while the month's cap leaves no room for it.
    """
    if "priced" not in network.capabilities:
        return network.pull(access, connection.cursor, limit)
    paid: Any = network
    price = paid.price_of("pull", limit)
    page: Page = within_cap(
        lambda: network.pull(access, connection.cursor, limit),
        platform=connection.platform,
        price=price,
        now=now,
    )
    return page


def within_cap(call: Any, *, platform: str, price: Price, now: datetime) -> Any:
    """Make a call that costs money: `call` gives something with a `cost`."""
    if not set_aside(platform=platform, price=price, now=now):
        raise RateLimited(now + FULL_WAIT)
    try:
        made = call()
    except PlatformError as error:
        if not may_have_given(error):
            settle(platform=platform, price=price, cost=Decimal(0), now=now)
        raise
    settle(platform=platform, price=price, cost=made.cost, now=now)
    return made


def _thousandths(amount: Decimal) -> int:
    return int((amount / THOUSANDTH).to_integral_value(ROUND_CEILING))
