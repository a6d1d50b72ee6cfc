"""X, against a double of it: forward without gaps though it lists backwards, and never dearer than was said."""

import random
from datetime import timedelta
from decimal import Decimal

import httpx2
import pytest

from safeguard.platforms.base import (
    Access,
    Act,
    Connector,
    Outcome,
    RateLimited,
    UnexpectedReply,
)
from safeguard.platforms.conditions import Looked
from safeguard.platforms.x.connector import X
from safeguard.records import Author, Page
from tests.safeguard.platforms.contract import ConnectorContract, Failing, read_all
from tests.safeguard.platforms.doubles import NOW, client, clock, failing, losing
from tests.safeguard.platforms.x.double import HER, XDouble

ACCESS = Access(account=HER, token="a-token", handle="marisol")
AUTHORS = ("2001", "2002", "2003")


def _busy(count: int = 8) -> XDouble:
    double = XDouble()
    for n in range(count):
        kind = {"referenced_tweets": [{"type": "remixed", "id": "5"}]} if n == 4 else {}
        double.say(f"Text {n}", by=AUTHORS[n % 3], **kind)
    return double


class TestX(ConnectorContract):
    @pytest.fixture
    def access(self) -> Access:
        return ACCESS

    @pytest.fixture
    def connector(self) -> Connector:
        return _busy().connector()

    @pytest.fixture
    def failing(self) -> Failing:
        return lambda name: X(client(failing(name)), clock)

    @pytest.fixture
    def expected(self) -> list[str]:
        return [post["id"] for post in _busy().posts]


def _pages(double: XDouble, limit: int, cursor: str = "") -> list[Page]:
    pages = [double.connector().pull(ACCESS, cursor, limit)]
    while not pages[-1].is_last:
        pages.append(double.connector().pull(ACCESS, pages[-1].cursor, limit))
    return pages


@pytest.mark.parametrize("limit", [5, 7, 100])
@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 350])
def test_a_flood_is_read_whole_once_and_in_order(count: int, limit: int) -> None:
    double = _busy(count)

    pages = _pages(double, limit)

    assert [post.id for page in pages for post in page.posts] == [p["id"] for p in double.posts]
    assert {gap for page in pages for gap in page.gaps} == set()
    assert max(len(page.cursor) for page in pages) < 400


@pytest.mark.parametrize("seed", range(40))
def test_what_comes_in_while_she_is_read_is_not_lost(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 -- chance for a test
    double, cursor, seen = _busy(dice.randrange(40)), "", []
    for _ in range(60):
        page = double.connector().pull(ACCESS, cursor, dice.choice([5, 6, 20]))
        seen += [post.id for post in page.posts]
        cursor = page.cursor
        for _ in range(dice.choice([0, 0, 0, 3, 12])):
            double.say("more")
    for page in _pages(double, 20, cursor):
        seen += [post.id for post in page.posts]

    assert seen == [post["id"] for post in double.posts]


def test_one_request_a_pull_is_never_dearer_than_was_said() -> None:
    double = _busy(250)
    most = double.connector().price_of("pull", 100)

    pages = _pages(double, 100)

    assert len(double.requests) == len(pages)
    assert (most.amount, most.currency) == (Decimal("1.500"), "USD")
    assert max(page.cost for page in pages) <= most.amount
    assert pages[0].cost == 100 * Decimal("0.005") + 3 * Decimal("0.010")


def test_a_page_has_five_posts_at_the_least_and_its_price_says_so() -> None:
    assert X(client(XDouble()), clock).price_of("pull", 1).amount == Decimal("0.075")


def test_what_lies_beyond_eight_hundred_is_said_to_be_missing() -> None:
    double = _busy(900)

    pages = _pages(double, 100)

    assert [p.id for page in pages for p in page.posts] == [p["id"] for p in double.posts[100:]]
    assert [page.gaps for page in pages if page.gaps] == [("out_of_reach",)]


def test_what_was_seen_going_down_and_is_there_no_more_is_said_to_have_vanished() -> None:
    double = _busy(30)
    down = double.connector().pull(ACCESS, "", 20)
    double.gone[double.posts[10]["id"]] = "resource-not-found"

    pages = _pages(double, 20, down.cursor)

    assert (down.posts, down.is_last) == ((), False)
    assert [page.gaps for page in pages] == [(), ("vanished",)]
    assert sum(len(page.posts) for page in pages) == 29


def test_a_page_that_names_no_post_and_says_there_is_more_is_a_gap() -> None:
    answer = httpx2.Response(200, json={"meta": {"result_count": 0, "next_token": "x"}})

    page = X(client(lambda _request: answer), clock).pull(ACCESS, "", 100)

    assert (page.posts, page.gaps, page.is_last) == ((), ("out_of_reach",), True)


def test_a_post_says_all_that_x_says_of_it() -> None:
    double = XDouble()
    links = [{"type": "quoted", "id": "7"}, {"type": "replied_to", "id": "6"}]
    id_ = double.say(
        "@marisol no",
        referenced_tweets=links,
        conversation_id="6",
        edit_history_tweet_ids=["1", "2"],
    )

    post = double.connector().pull(ACCESS, "", 100).posts[0]

    assert post.author == Author(
        id="2001",
        handle="user2001",
        name="User 2001",
        url="https://x.com/user2001",
        created_at=NOW.replace(year=2020, month=1, day=1, hour=0),
        followers=12,
    )
    assert (post.kind, post.in_reply_to, post.quoted, post.conversation) == ("reply", "6", "7", "6")
    assert (post.id, post.content_id, post.language) == (id_, "2", "en")
    assert (post.url, post.addressed_to) == (f"https://x.com/user2001/status/{id_}", HER)
    assert post.written_at == NOW - timedelta(days=1)
    assert b'"text":"@marisol no"' in post.raw


def test_no_post_of_x_may_be_kept() -> None:
    posts, _ = read_all(_busy().connector(), ACCESS, 100)

    assert {post.may_keep for post in posts} == {False}


def test_a_quote_is_a_quote_and_an_author_who_did_not_come_along_has_his_id() -> None:
    post = {
        "id": "5",
        "text": "look",
        "author_id": "9",
        "created_at": "2026-11-19T12:00:00Z",
        "referenced_tweets": [{"type": "quoted", "id": "7"}],
    }
    answer = httpx2.Response(200, json={"data": [post]})

    page = X(client(lambda _request: answer), clock).pull(ACCESS, "", 100)

    assert [(post.kind, post.quoted) for post in page.posts] == [("quote", "7")]
    assert page.posts[0].author == Author(id="9", handle="")
    assert page.posts[0].url == "https://x.com/i/status/5"


def test_her_own_posts_are_passed_over_and_not_read_again() -> None:
    double = _busy(3)
    double.say("@marisol myself", by=HER)

    posts, cursors = read_all(double.connector(), ACCESS, 100)
    again = double.connector().pull(ACCESS, cursors[-1], 100)

    assert [post.id for post in posts] == [post["id"] for post in double.posts[:3]]
    assert (again.posts, again.cost) == ((), Decimal(0))


@pytest.mark.parametrize(
    "broken", [{"created_at": "yesterday"}, {"author_id": None}, {"text": 5}, {"id": "five"}]
)
def test_what_cannot_be_read_is_a_gap_and_the_rest_is_given(broken: dict[str, object]) -> None:
    double = _busy(2)
    double.posts[0].update(broken)

    page = X(client(_as_it_is(double)), clock).pull(ACCESS, "", 100)

    assert [post.id for post in page.posts] == [double.posts[1]["id"]]
    assert page.gaps == ("unreadable",)


def test_a_page_that_ignores_what_was_asked_for_ends_and_is_given_once() -> None:
    """A network that repeats its newest page for ever would be asked, and paid, for ever."""
    double = _busy(20)
    first = {"data": double.posts[::-1][:5], "meta": {"next_token": "again"}}
    network = X(client(lambda _request: httpx2.Response(200, json=first)), clock)

    down = network.pull(ACCESS, "", 5)
    bottom = network.pull(ACCESS, down.cursor, 5)

    assert (down.posts, bottom.posts, bottom.gaps) == ((), (), ("out_of_reach",))
    assert bottom.cursor == f"{int(double.posts[15]['id']) - 1}~~0~1"


@pytest.mark.parametrize("id_", ["9" * 5_000, "٢", "-5", "5.0", ""])
def test_an_id_that_is_no_number_of_64_bits_is_unreadable(id_: str) -> None:
    double = _busy(2)
    double.posts[0]["id"] = id_

    page = X(client(_as_it_is(double)), clock).pull(ACCESS, "", 100)

    assert ([post.id for post in page.posts], page.gaps) == (
        [double.posts[1]["id"]],
        ("unreadable",),
    )


def _as_it_is(double: XDouble):  # type: ignore[no-untyped-def] # noqa: ANN202 -- an answer
    reply = httpx2.Response(200, json={"data": double.posts, "meta": {}})
    return lambda _request: reply


@pytest.mark.parametrize(
    ("act", "undone"),
    [(Act(kind="mute", target="2001"), "muted"), (Act(kind="hide_reply", target="2001"), "hidden")],
)
def test_an_act_and_its_undoing_reach_x(act: Act, undone: str) -> None:
    double = _busy(1)
    act = Act(kind=act.kind, target=act.target, post=double.posts[0]["id"])

    outcome = double.connector().act(ACCESS, act, "k")
    done = set(getattr(double, undone))
    assert outcome.undo is not None
    double.connector().act(ACCESS, outcome.undo, "k.undo")

    assert (len(done), getattr(double, undone)) == (1, set())


def test_an_act_whose_answer_is_lost_is_not_certain() -> None:
    double = _busy(1)
    network = X(client(losing(double, lost=lambda _request: True)), clock)

    outcome = network.act(ACCESS, Act(kind="mute", target="2001"), "k")

    assert (outcome, double.muted) == (Outcome(certain=False), {"2001"})


def test_an_act_on_what_is_gone_is_done_and_has_no_undoing() -> None:
    outcome = XDouble().connector().act(ACCESS, Act(kind="hide_reply", target="", post="5"), "k")

    assert outcome == Outcome()


@pytest.mark.parametrize("kind", ["block", "report", "mute_thread", "unblock"])
def test_x_does_not_block_or_report_for_us(kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        XDouble().connector().act(ACCESS, Act(kind=kind, target="2001"), "k")


def test_what_she_may_not_hide_is_not_said_to_be_hidden() -> None:
    answer = httpx2.Response(403, json={"title": "Forbidden"})

    with pytest.raises(UnexpectedReply):
        X(client(lambda _request: answer), clock).act(
            ACCESS, Act(kind="hide_reply", target="", post="5"), "k"
        )


def test_without_credit_x_is_asked_again_later() -> None:
    answer = httpx2.Response(402, json={"title": "CreditsDepleted"})

    with pytest.raises(RateLimited) as limited:
        X(client(lambda _request: answer), clock).pull(ACCESS, "", 100)

    assert limited.value.retry_at == NOW + timedelta(hours=6)


def test_only_what_x_names_as_gone_is_gone() -> None:
    double = _busy(5)
    ids = [post["id"] for post in double.posts]
    double.gone = {ids[0]: "resource-not-found", ids[1]: "not-authorized-for-resource"}
    double.gone[ids[2]] = "something-else"
    double.posts[3]["edit_history_tweet_ids"] = [ids[3], "1999"]

    looked = double.connector().gone(ACCESS, ids)

    assert looked == Looked(
        gone=frozenset(ids[:2]), changed=frozenset([ids[3]]), cost=Decimal("0.010")
    )


def test_a_reply_that_lists_nothing_makes_nothing_gone() -> None:
    answer = httpx2.Response(200, json={})

    looked = X(client(lambda _request: answer), clock).gone(ACCESS, ["1", "2"])

    assert looked == Looked()
