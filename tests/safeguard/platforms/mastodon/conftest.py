"""A double with a few people and posts on it, a clock that stands still, and a connector to it."""

from datetime import timedelta

import httpx2
import pytest

from safeguard.platforms.base import Access
from safeguard.platforms.mastodon.authorizer import MastodonAuthorizer
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.mastodon.double import ACT, BEGIN, HER, HOST, NOW, WATCH, Double


@pytest.fixture
def double() -> Double:
    """Give a server where three people wrote to her eight times, once in a way nobody knows."""
    made = Double(
        tokens={WATCH: MastodonAuthorizer.scopes["watch"], ACT: MastodonAuthorizer.scopes["act"]}
    )
    for number, name in (
        (HER, "her"),
        ("2", "ana"),
        ("3", "berta@elsewhere.example"),
        ("4", "carla"),
    ):
        made.meet(number, name)
    for n in range(8):
        kind = "starterpack-joined" if n == 4 else "mention"
        at = BEGIN + timedelta(hours=n // 2)
        made.mention(f"post-{n}", str(n % 3 + 2), f"Text {n}", at, kind=kind)
    return made


@pytest.fixture
def mastodon(double: Double) -> Mastodon:
    return Mastodon(httpx2.Client(transport=httpx2.MockTransport(double)), lambda: NOW)


@pytest.fixture
def watch() -> Access:
    return Access(account=HER, token=WATCH, handle="her@mastodon.example", host=HOST)


@pytest.fixture
def act() -> Access:
    return Access(account=HER, token=ACT, handle="her@mastodon.example", host=HOST)
