"""YouTube, against a double of it: comments and replies forward, hidden so that they can be shown again."""

from datetime import timedelta

import httpx2
import pytest

from safeguard.platforms.base import (
    Access,
    AccessLost,
    Act,
    Connector,
    Outcome,
    RateLimited,
    UnexpectedReply,
)
from safeguard.platforms.conditions import Looked
from safeguard.platforms.youtube.connector import YouTube
from safeguard.records import Author
from tests.safeguard.platforms.contract import ConnectorContract, Failing, read_all
from tests.safeguard.platforms.doubles import NOW, client, clock, failing, losing
from tests.safeguard.platforms.youtube.double import HER, YouTubeDouble

ACCESS = Access(account=HER, token="a-token", api_key="a-key", handle="@marisol")
AUTHORS = ("UCana", "UCberta", "UCcarla")


def _busy(count: int = 8) -> YouTubeDouble:
    double = YouTubeDouble()
    for n in range(count):
        kind = "youtube#superThanks" if n == 4 else "youtube#comment"
        double.say(f"Text {n}", by=AUTHORS[n % 3], kind=kind)
    return double


class TestYouTube(ConnectorContract):
    @pytest.fixture
    def access(self) -> Access:
        return ACCESS

    @pytest.fixture
    def connector(self) -> Connector:
        return _busy().connector()

    @pytest.fixture
    def failing(self) -> Failing:
        return lambda name: YouTube(client(failing(name)), clock)

    @pytest.fixture
    def expected(self) -> list[str]:
        return list(_busy().comments)


def test_more_than_a_page_of_threads_is_read_in_order() -> None:
    double = _busy(350)

    posts, _ = read_all(double.connector(), ACCESS, 100)

    assert [post.id for post in posts] == list(double.comments)


def test_when_nothing_is_new_one_request_says_so() -> None:
    double = _busy(50)
    _, cursors = read_all(double.connector(), ACCESS, 100)
    double.requests.clear()

    page = double.connector().pull(ACCESS, cursors[-1], 100)

    assert (page.posts, len(double.requests)) == ((), 1)


def test_watching_reads_with_the_key_and_never_with_her_token() -> None:
    double = _busy(3)
    double.connector().pull(ACCESS, "", 100)

    seen = [
        (request.headers.get("x-goog-api-key"), request.headers.get("authorization"))
        for request in double.requests
    ]
    assert seen == [("a-key", None)]
    assert "a-key" not in str(double.requests[0].url)


def test_new_replies_to_an_old_comment_are_found_also_beyond_those_that_come_along() -> None:
    double = _busy(3)
    _, cursors = read_all(double.connector(), ACCESS, 100)
    replies = [double.say(f"Reply {n}", to="c0000") for n in range(250)]

    posts, _ = read_all(double.connector(), ACCESS, 100, cursors[-1])

    assert [post.id for post in posts] == replies
    assert {(post.kind, post.in_reply_to, post.conversation) for post in posts} == {
        ("reply", "c0000", "c0000")
    }


def test_what_was_not_looked_at_is_a_gap() -> None:
    double = _busy(150)
    for n in range(25):
        for _ in range(3):
            double.say("Reply", to=f"c{149 - n:04}")
    _, cursors = read_all(double.connector(), ACCESS, 100)

    first = double.connector().pull(ACCESS, "", 100)
    later = double.connector().pull(ACCESS, cursors[-1], 100)

    assert first.gaps == ("unread_replies",)
    assert later.gaps == ("older_replies", "unread_replies")


def test_a_first_reading_goes_back_so_far_and_says_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("safeguard.platforms.youtube.connector.PAGES", 2)
    double = _busy(250)

    page = double.connector().pull(ACCESS, "", 500)

    assert [post.id for post in page.posts] == list(double.comments)[50:]
    assert page.gaps == ("out_of_reach",)


def test_a_thread_of_many_pages_of_replies_ends_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeguard.platforms.youtube.connector.MOST", 2)
    monkeypatch.setattr("safeguard.platforms.youtube.connector.PAGES", 2)
    double = _busy(1)
    for _ in range(9):
        double.say("Reply", to="c0000")

    page = double.connector().pull(ACCESS, "", 500)

    assert (len(page.posts), page.gaps) == (5, ("unread_replies",))


def test_a_comment_says_all_that_youtube_says_of_it() -> None:
    double = YouTubeDouble()
    id_ = double.say("go away", by="UCbob")
    double.comments[id_]["snippet"]["updatedAt"] = "2026-11-19T13:00:00Z"

    post = double.connector().pull(ACCESS, "", 9).posts[0]

    assert post.author == Author(
        id="UCbob", handle="@UCbob", name="@UCbob", url="https://www.youtube.com/channel/UCbob"
    )
    assert (post.kind, post.id, post.conversation, post.in_reply_to) == ("comment", id_, id_, "")
    assert (post.content_id, post.text) == ("2026-11-19T13:00:00Z", "go away")
    assert (post.url, post.addressed_to) == (f"https://www.youtube.com/watch?v=v1&lc={id_}", HER)
    assert (post.written_at, post.may_keep) == (NOW - timedelta(days=1), False)
    assert b'"etag":"e"' in post.raw


def test_what_cannot_be_read_is_a_gap_and_her_own_comments_are_passed_over() -> None:
    double = _busy(2)
    double.say("mine", by=HER)
    double.comments["c0000"]["snippet"]["publishedAt"] = "then"
    double.comments["c0001"]["snippet"]["videoId"] = ""

    page = double.connector().pull(ACCESS, "", 9)

    assert ([post.id for post in page.posts], page.gaps) == (["c0001"], ("unreadable",))
    assert page.posts[0].url == ""


def test_a_comment_waits_until_its_second_is_over() -> None:
    double = _busy(2)
    double.comments["c0001"]["snippet"]["publishedAt"] = "2026-11-20T11:59:56Z"

    page = double.connector().pull(ACCESS, "", 9)

    assert [post.id for post in page.posts] == ["c0000"]


def test_hiding_can_be_taken_back_which_rejecting_could_not() -> None:
    double = _busy(1)
    act = Act(kind="hide_reply", target="UCana", post="c0000")

    outcome = double.connector().act(ACCESS, act, "k")
    hidden = dict(double.status)
    assert outcome.undo is not None
    shown = double.connector().act(ACCESS, outcome.undo, "k.undo")

    assert (hidden, double.status) == ({"c0000": "heldForReview"}, {"c0000": "published"})
    assert (outcome.undo.kind, outcome.undo.post, shown) == ("show_reply", "c0000", Outcome())


@pytest.mark.parametrize("kind", ["mute", "block", "report", "unmute"])
def test_youtube_does_not_mute_block_or_report_for_us(kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        _busy().connector().act(ACCESS, Act(kind=kind, target="UCana", post="c0000"), "k")


def test_hiding_what_its_author_deleted_is_done() -> None:
    act = Act(kind="hide_reply", target="UCana", post="gone")

    assert _busy().connector().act(ACCESS, act, "k") == Outcome()


def test_hiding_what_is_there_and_cannot_be_hidden_is_not_said_to_be_done() -> None:
    double = _busy(1)
    double.status["c0000"] = "rejected"

    with pytest.raises(UnexpectedReply):
        double.connector().act(ACCESS, Act(kind="hide_reply", target="", post="c0000"), "k")


def test_an_act_whose_answer_is_lost_is_looked_up() -> None:
    double = _busy(2)
    act = Act(kind="hide_reply", target="UCana", post="c0000")
    unlucky = YouTube(client(losing(double, lost=lambda request: request.method == "POST")), clock)

    lost = unlucky.act(ACCESS, act, "k")
    done = double.connector().look_up(ACCESS, act, "k")
    not_done = double.connector().look_up(
        ACCESS, Act(kind="hide_reply", target="", post="c0001"), "k"
    )
    undone = double.connector().look_up(
        ACCESS, Act(kind="show_reply", target="", post="c0001"), "k"
    )

    assert lost == Outcome(certain=False)
    assert done == Outcome(undo=Act(kind="show_reply", target="UCana", post="c0000"))
    assert (not_done, undone) == (None, Outcome())


def test_what_is_public_no_more_is_gone() -> None:
    double = _busy(3)
    double.status["c0001"] = "heldForReview"

    looked = double.connector().gone(ACCESS, ["c0000", "c0001", "c0009"])

    assert looked == Looked(gone=frozenset({"c0001", "c0009"}))


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("insufficientPermissions", AccessLost),
        ("accountSuspended", AccessLost),
        ("commentsDisabled", UnexpectedReply),
    ],
)
def test_a_403_says_why(reason: str, error: type[Exception]) -> None:
    reply = httpx2.Response(403, json={"error": {"errors": [{"reason": reason}]}})

    with pytest.raises(error):
        YouTube(client(lambda _request: reply), clock).pull(ACCESS, "", 9)


@pytest.mark.parametrize(
    ("reason", "wait"),
    [
        ("quotaExceeded", timedelta(hours=20)),  # it is four in the morning in Los Angeles
        ("rateLimitExceeded", timedelta(minutes=1)),
    ],
)
def test_a_quota_that_is_spent_is_waited_for(reason: str, wait: timedelta) -> None:
    reply = httpx2.Response(403, json={"error": {"errors": [{"reason": reason}]}})

    with pytest.raises(RateLimited) as limited:
        YouTube(client(lambda _request: reply), clock).pull(ACCESS, "", 9)

    assert limited.value.retry_at == NOW + wait


def test_a_403_that_says_nothing_is_unexpected() -> None:
    reply = httpx2.Response(403, text="<html>")

    with pytest.raises(UnexpectedReply):
        YouTube(client(lambda _request: reply), clock).pull(ACCESS, "", 9)
