"""What some platforms demand besides: money, and that stored posts go with their source.

As with all that a connector can do more (base.Connector), its `capabilities` name it.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Protocol

import msgspec

from safeguard.platforms.base import Access


class Price(msgspec.Struct, frozen=True, kw_only=True):
    """What a call costs at most; `checked_on` is the day on which the platform's price list was read."""

    amount: Decimal
    currency: str
    checked_on: date


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """Which of some posts are gone where they came from, or stand there in another version, and what looking cost."""

    gone: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    cost: Decimal = Decimal(0)


class Priced(Protocol):
    """Costs money. `call` is pull (`count`: the limit), gone (how many posts) or an act's kind.

    A price is the most that such a call can cost; what a page did cost is its `Page.cost`.
    """

    @staticmethod
    def price_of(call: str, count: int = 1) -> Price: ...


class Complying(Protocol):
    """Its terms want stored posts deleted or looked at again when they are gone or changed at the source.

    `at_once` posts can be asked for in one call; each is due again within `recheck`.
    """

    at_once: ClassVar[int]
    recheck: ClassVar[timedelta]

    def gone(self, access: Access, posts: Sequence[str]) -> Looked: ...
