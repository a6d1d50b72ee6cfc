"""The connector keeps the contract on the double."""

import httpx2
import pytest

from safeguard.platforms.base import Access, Connector
from safeguard.platforms.mastodon.authorizer import MastodonAuthorizer
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.contract import ConnectorContract, Failing
from tests.safeguard.platforms.mastodon.double import HER, HOST, NOW, WATCH, Double

FAILURES = {
    "AccessLost": httpx2.Response(401, json={"error": "The access token is invalid"}),
    "RateLimited": httpx2.Response(429, headers={"X-RateLimit-Reset": "2026-11-20T12:04:00.003Z"}),
    "PlatformDown": httpx2.Response(503),
    "UnexpectedReply": httpx2.Response(200, html="<p>Sign in to the hotel's network</p>"),
}


class TestMastodon(ConnectorContract):
    @pytest.fixture
    def connector(self, mastodon: Mastodon) -> Connector:
        return mastodon

    @pytest.fixture
    def access(self, double: Double) -> Access:
        """Give one token for both, as the contract has but one."""
        double.tokens[WATCH] = " ".join(MastodonAuthorizer.scopes.values())
        return Access(account=HER, token=WATCH, handle="her@mastodon.example", host=HOST)

    @pytest.fixture
    def failing(self) -> Failing:
        def made(name: str) -> Connector:
            transport = httpx2.MockTransport(lambda _: FAILURES[name])
            return Mastodon(httpx2.Client(transport=transport), lambda: NOW)

        return made

    @pytest.fixture
    def expected(self) -> list[str]:
        return [f"post-{n}" for n in range(8)]
