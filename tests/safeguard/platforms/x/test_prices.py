"""What X costs, by the list as it was read on the day that is named."""

from datetime import date
from decimal import Decimal

import pytest

from safeguard.platforms.conditions import Price
from safeguard.platforms.x.prices import price, price_of


def test_a_read_of_ones_own_is_cheaper_and_authors_cost_too() -> None:
    assert price(100) == Decimal("0.500")
    assert price(100, owned=True) == Decimal("0.100")
    assert price(2, 3) == Decimal("0.040")


@pytest.mark.parametrize(
    ("call", "count", "amount"),
    [
        ("pull", 100, "1.500"),
        ("gone", 100, "0.500"),
        ("mute", 1, "0.015"),
        ("unmute", 2, "0.010"),
        ("hide_reply", 1, "0.005"),
        ("show_reply", 1, "0.005"),
    ],
)
def test_each_call_has_a_price_and_a_day(call: str, count: int, amount: str) -> None:
    expected = Price(amount=Decimal(amount), currency="USD", checked_on=date(2026, 8, 22))

    assert price_of(call, count) == expected
