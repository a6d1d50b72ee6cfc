"""Bluesky keeps the contract on a double of the network, and says at each call what it asked for."""

from datetime import timedelta

import httpx2
import pytest

from safeguard.platforms.base import Access, Act, Connector, Limit, Listed, Relation
from safeguard.platforms.bluesky.connector import Bluesky
from tests.safeguard.platforms.bluesky.double import (
    ACCESS,
    BULLY,
    FRIEND,
    HER,
    NOW,
    OTHER,
    Double,
    after,
    answers,
    quotes,
)
from tests.safeguard.platforms.contract import Failing, FurtherContract

FAILURES = {
    "AccessLost": httpx2.Response(400, json={"error": "ExpiredToken"}),
    "RateLimited": httpx2.Response(429, headers={"ratelimit-reset": "1796040000"}),
    "PlatformDown": httpx2.Response(503),
    "UnexpectedReply": httpx2.Response(200, text="<html>"),
}


@pytest.fixture
def network() -> Double:
    """Give a network on which eight posts speak to her, two and two at one instant, and much else happens."""
    double = Double()
    root = double.write(HER, "I speak in Mumbai tomorrow", after(minutes=-5))
    ways = [
        ("mention", {}),
        ("reply", {"reply": answers(root)}),
        ("quote", {"embed": quotes(root)}),
        ("shouted-at", {}),
    ]
    for n in range(8):
        reason, record = ways[n % 4]
        by = (BULLY, FRIEND, OTHER)[n % 3]
        double.told(reason, by, after(hours=n // 2), f"Text {n}", **record)
        double.told("like", by, after(hours=n // 2, minutes=1))
    return double


def _of_words(network: Double) -> list[str]:
    told = [each for each in network.notices if each["reason"] != "like"]
    return [each["post"]["uri"] for each in told]


class TestBluesky(FurtherContract):
    @pytest.fixture
    def connector(self, network: Double) -> Connector:
        return network.connector()

    @pytest.fixture
    def access(self) -> Access:
        return ACCESS

    @pytest.fixture
    def failing(self) -> Failing:
        def fails(name: str) -> Connector:
            transport = httpx2.MockTransport(lambda _: FAILURES[name])
            return Bluesky(httpx2.Client(transport=transport), lambda: NOW)

        return fails

    @pytest.fixture
    def expected(self, network: Double) -> list[str]:
        """Give them oldest first; what is told of one instant stands in an order of its own."""
        at = {each["post"]["uri"]: each["at"] for each in network.notices}
        page = network.connector().pull(ACCESS, "", 100)
        ids = [post.id for post in page.posts]
        assert sorted(ids) == sorted(_of_words(network))
        assert [at[it] for it in ids] == sorted(at[it] for it in ids)
        return ids

    @pytest.fixture
    def replied(self, network: Double) -> str:
        replies = [each["post"]["uri"] for each in network.notices if each["reason"] == "reply"]
        return str(replies[0])


def test_its_limits_and_costs_are_those_that_the_network_publishes() -> None:
    costs = Bluesky.costs

    assert Bluesky.limits == (
        Limit(points=5_000, seconds=3_600),
        Limit(points=35_000, seconds=86_400),
    )
    assert (costs["block"], costs["unblock"], costs["mute"]) == (3, 1, 0)


def test_accounts_are_asked_about_25_at_a_time_and_who_is_gone_is_not_made_up(
    network: Double,
) -> None:
    network.followed = {FRIEND}
    network.mutes[BULLY] = {}
    gone = [f"did:plc:{'e' * 22}{n:02d}" for n in range(24)]

    found = network.connector().relations(ACCESS, [BULLY, *gone, FRIEND])

    assert found[BULLY] == Relation(is_followed=False, is_muted=True, is_blocked=False)
    assert found[FRIEND] == Relation(is_followed=True, is_muted=False, is_blocked=False)
    assert {found[did] for did in gone} == {Relation()}
    assert network.log == ["app.bsky.actor.getProfiles"] * 2


def test_an_account_that_nobody_asked_about_is_left_out(network: Double) -> None:
    network.says("app.bsky.actor.getProfiles", json={"profiles": [{"did": OTHER, "viewer": {}}]})

    assert network.connector().relations(ACCESS, [BULLY]) == {BULLY: Relation()}


def test_whom_she_silenced_comes_in_pages_and_says_what_of_them(network: Double) -> None:
    network.mutes = {BULLY: {}, FRIEND: {"onlyQuoteposts": True}, OTHER: {"onlyReposts": True}}
    connector = network.connector()

    first, cursor = connector.silenced(ACCESS, "mute", "")
    second, end = connector.silenced(ACCESS, "mute", cursor)

    assert [*first, *second] == [
        Listed(platform="bluesky", kind="mute", account=BULLY, handle="bully.test"),
        Listed(
            platform="bluesky", kind="mute", account=FRIEND, handle="friend.test", note="quotes"
        ),
        Listed(platform="bluesky", kind="mute", account=OTHER, handle="o.test", note="reposts"),
    ]
    assert end == ""


def test_no_domain_can_be_silenced_here(network: Double) -> None:
    with pytest.raises(ValueError, match="block_domain"):
        network.connector().silenced(ACCESS, "block_domain", "")


def test_quotes_of_a_post_come_in_pages(network: Double) -> None:
    root = next(iter(network.posts))
    connector = network.connector()
    network.write(BULLY, "and again", after(days=1), embed=quotes(network.posts[root]))

    first = connector.quotes(ACCESS, root, "")
    second = connector.quotes(ACCESS, root, first.cursor)

    told = [(post.kind, post.quoted) for post in (*first.posts, *second.posts)]
    assert told == [("quote", root)] * 3
    assert (first.is_last, second.is_last) == (False, True)


def test_what_a_mute_replaces_can_be_asked_beforehand(network: Double) -> None:
    network.mutes[BULLY] = {"onlyQuoteposts": True}
    connector = network.connector()

    assert connector.before(ACCESS, Act(kind="mute", target=BULLY)) == "quotes"
    assert connector.before(ACCESS, Act(kind="block", target=BULLY)) == ""


def test_the_next_day_all_is_given_again_and_with_it_what_was_dated_back(network: Double) -> None:
    connector = network.connector()
    cursor = connector.pull(ACCESS, "", 100).cursor
    hidden = network.told("mention", OTHER, after(days=-900), "dated back")

    network.now = NOW + timedelta(hours=11)
    early = connector.pull(ACCESS, cursor, 100)
    network.now = NOW + timedelta(hours=13)
    late = connector.pull(ACCESS, early.cursor, 100)
    done = connector.pull(ACCESS, late.cursor, 100)

    assert early.posts == ()
    assert hidden["uri"] in {post.id for post in late.posts}
    assert done.posts == ()
