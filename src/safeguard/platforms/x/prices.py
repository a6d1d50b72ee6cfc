"""What X's API costs, as its price list said on the day it was read (docs/platforms/x.md names the pages)."""

from datetime import date
from decimal import Decimal

from safeguard.platforms.conditions import Price

CHECKED_ON = date(2026, 8, 22)
CURRENCY = "USD"
OWNED_READ = Decimal("0.001")  # a post, where the reader herself owns the app
POST_READ = Decimal("0.005")
# An author comes with each post. Whether X bills those was not found in its own pages; others say it does.
USER_READ = Decimal("0.010")
FEWEST = 5  # posts a page of mentions has, at the least
_ACTS = {
    "mute": Decimal("0.015"),
    "unmute": Decimal("0.005"),
    "hide_reply": Decimal("0.005"),
    "show_reply": Decimal("0.005"),
}


def price(posts: int, authors: int = 0, *, owned: bool = False) -> Decimal:
    """What so many posts, and so many authors beside them, cost to read."""
    return posts * (OWNED_READ if owned else POST_READ) + authors * USER_READ


def price_of(call: str, count: int = 1) -> Price:
    """The most that a call can cost: see base.Priced."""
    if call == "pull":
        count = max(count, FEWEST)
        amount = price(count, count)
    elif call == "gone":
        amount = price(count)
    else:
        amount = _ACTS[call] * count
    return Price(amount=amount, currency=CURRENCY, checked_on=CHECKED_ON)
