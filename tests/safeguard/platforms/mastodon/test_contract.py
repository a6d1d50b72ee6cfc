"""The connector keeps the contract on the double."""

import httpx2
import pytest

from safeguard.platforms.base import Access, Act, Connector
from safeguard.platforms.mastodon.authorizer import MastodonAuthorizer
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.contract import Failing, FurtherContract
from tests.safeguard.platforms.contract_kinds import KindsContract
from tests.safeguard.platforms.mastodon.double import HER, HOST, NOW, WATCH, Double

FAILURES = {
    "AccessLost": httpx2.Response(401, json={"error": "The access token is invalid"}),
    "RateLimited": httpx2.Response(429, headers={"X-RateLimit-Reset": "2026-11-20T12:04:00.003Z"}),
    "PlatformDown": httpx2.Response(503),
    "UnexpectedReply": httpx2.Response(200, html="<p>Sign in to the hotel's network</p>"),
}


class TestMastodon(FurtherContract, KindsContract):
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

    @pytest.fixture
    def replied(self, double: Double) -> str:
        double.statuses["post-7"]["in_reply_to_id"] = "post-0"
        return "post-7"

    @pytest.fixture
    def acts(self, double: Double) -> dict[str, Act]:
        double.domains = [f"bad{n}.example" for n in range(250)]
        policy = {"for_not_following": "filter", "for_new_accounts": "filter"}
        return {
            "mute": Act(kind="mute", target="2"),
            "mute_thread": Act(kind="mute_thread", target="post-0"),
            "block": Act(kind="block", target="2"),
            "block_domain": Act(kind="block_domain", target="worse.example"),
            "filter": Act(kind="filter", target="", words=("liar",)),
            "policy": Act(kind="policy", target="", options=policy),
            "report": Act(kind="report", target="2", post="post-0"),
        }
