"""Instagram, against a double of it: comments under her media and posts that tag her, forward; hiding and showing."""

from datetime import timedelta

import httpx2
import pytest

from safeguard.platforms.base import (
    Access,
    AccessLost,
    Act,
    Connector,
    Outcome,
    PlatformDown,
    RateLimited,
    UnexpectedReply,
)
from safeguard.platforms.instagram.connector import Instagram
from safeguard.records import Author
from tests.safeguard.platforms.contract import ConnectorContract, Failing, read_all
from tests.safeguard.platforms.doubles import NOW, client, clock, failing, losing
from tests.safeguard.platforms.instagram.double import HER, InstagramDouble

ACCESS = Access(account=HER, token="a-token", handle="marisol")
AUTHORS = ("ana", "berta", "carla")


def _busy(count: int = 8) -> InstagramDouble:
    double = InstagramDouble()
    double.media = ["m2", "m1"]
    for n in range(count):
        double.say(f"Text {n}", by=AUTHORS[n % 3], medium=double.media[n % 2])
    return double


class TestInstagram(ConnectorContract):
    names_kinds = False

    @pytest.fixture
    def access(self) -> Access:
        return ACCESS

    @pytest.fixture
    def connector(self) -> Connector:
        return _busy().connector()

    @pytest.fixture
    def failing(self) -> Failing:
        return lambda name: Instagram(client(failing(name)), clock)

    @pytest.fixture
    def expected(self) -> list[str]:
        return list(_busy().comments)


def test_more_than_come_along_are_read_and_in_order() -> None:
    double = _busy(300)

    posts, _ = read_all(double.connector(), ACCESS, 100)

    assert [post.id for post in posts] == list(double.comments)


def test_when_nothing_is_new_two_requests_say_so() -> None:
    double = _busy(200)
    _, cursors = read_all(double.connector(), ACCESS, 100)
    double.requests.clear()

    page = double.connector().pull(ACCESS, cursors[-1], 100)

    assert (page.posts, page.gaps, len(double.requests)) == ((), ("older_replies",), 2)


def test_new_comments_on_an_older_medium_and_new_replies_are_found() -> None:
    double = _busy(4)
    _, cursors = read_all(double.connector(), ACCESS, 100)
    new = [double.say("new", medium="m1"), double.say("reply", medium="m1", to="17900001")]

    posts, _ = read_all(double.connector(), ACCESS, 100, cursors[-1])

    assert [(post.id, post.kind, post.in_reply_to) for post in posts] == [
        (new[0], "comment", "m1"),
        (new[1], "reply", "17900001"),
    ]


def test_what_was_not_looked_at_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeguard.platforms.instagram.connector.FURTHER", 1)
    double = _busy(400)
    double.media += [f"m{n}" for n in range(3, 40)]
    for _ in range(30):
        double.say("reply", medium=double.media[1], to="17900399")

    page = double.connector().pull(ACCESS, "", 500)

    assert page.gaps == ("older_media", "older_replies", "out_of_reach", "unread_replies")
    assert len(page.posts) == 25 + 50 + 25 + 25


def test_a_comment_says_all_that_instagram_says_of_it() -> None:
    double = InstagramDouble()
    id_ = double.say("go away")

    post = double.connector().pull(ACCESS, "", 9).posts[0]

    assert post.author == Author(id="igs-bob", handle="bob", url="https://www.instagram.com/bob/")
    assert (post.id, post.kind, post.text, post.in_reply_to) == (id_, "comment", "go away", "m1")
    assert (post.url, post.conversation) == ("https://www.instagram.com/p/m1/", "m1")
    assert (post.written_at, post.addressed_to) == (NOW - timedelta(days=1), HER)
    assert (post.may_keep, b'"hidden":false' in post.raw) == (True, True)


def test_a_post_that_tags_her_is_a_mention_of_somebody_known_by_name() -> None:
    double = InstagramDouble()
    double.tags = [
        {
            "id": "t1",
            "caption": "look at her",
            "username": "bob",
            "permalink": "https://www.instagram.com/p/t1/",
            "timestamp": "2026-11-19T12:00:00+0000",
        },
        {"id": "t2", "caption": "no name"},
    ]

    page = double.connector().pull(ACCESS, "", 9)

    assert [(post.id, post.kind, post.text) for post in page.posts] == [
        ("t1", "mention", "look at her")
    ]
    assert page.posts[0].author == Author(handle="bob", url="https://www.instagram.com/bob/")
    assert page.gaps == ("unreadable",)


def test_her_own_comments_are_passed_over_and_a_name_is_enough() -> None:
    double = InstagramDouble()
    double.say("mine", by="Marisol")
    other = double.say("not mine")
    double.comments[other]["from"] = None

    page = double.connector().pull(ACCESS, "", 9)

    assert [(post.id, post.author.id, post.author.handle) for post in page.posts] == [
        (other, "", "bob")
    ]


@pytest.mark.parametrize(
    "broken", [{"timestamp": "2026-11-19"}, {"username": "", "from": {}}, {"text": None}]
)
def test_what_cannot_be_read_is_a_gap(broken: dict[str, object]) -> None:
    double = _busy(2)
    double.comments["17900000"].update(broken)

    page = double.connector().pull(ACCESS, "", 9)

    assert ([post.id for post in page.posts], page.gaps) == (["17900001"], ("unreadable",))


def test_replies_that_cannot_be_read_are_a_gap_and_their_comment_is_given() -> None:
    double = _busy(1)
    double.comments["17900000"]["replies"] = "many"

    page = double.connector().pull(ACCESS, "", 9)

    assert ([post.id for post in page.posts], page.gaps) == (["17900000"], ("unreadable",))


def test_a_comment_waits_until_its_second_is_over() -> None:
    double = _busy(2)
    double.comments["17900001"]["timestamp"] = "2026-11-20T11:59:56+0000"

    page = double.connector().pull(ACCESS, "", 9)

    assert [post.id for post in page.posts] == ["17900000"]


def test_a_comment_is_hidden_and_shown_again() -> None:
    double = _busy(1)

    outcome = double.connector().act(
        ACCESS, Act(kind="hide_reply", target="", post="17900000"), "k"
    )
    hidden = set(double.hidden)
    assert outcome.undo is not None
    double.connector().act(ACCESS, outcome.undo, "k.undo")

    assert (hidden, double.hidden) == ({"17900000"}, set())


@pytest.mark.parametrize("kind", ["mute", "block", "report", "unblock"])
def test_instagram_does_not_mute_block_or_report_for_us(kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        _busy().connector().act(ACCESS, Act(kind=kind, target="", post="17900000"), "k")


def test_hiding_what_is_gone_is_done() -> None:
    act = Act(kind="hide_reply", target="", post="gone")

    assert _busy().connector().act(ACCESS, act, "k") == Outcome()
    assert _busy().connector().look_up(ACCESS, act, "k") == Outcome()


@pytest.mark.parametrize("reply", [{"success": False}, {}, []])
def test_what_was_not_said_to_be_hidden_is_not(reply: object) -> None:
    network = Instagram(client(lambda _request: httpx2.Response(200, json=reply)), clock)

    with pytest.raises(UnexpectedReply):
        network.act(ACCESS, Act(kind="hide_reply", target="", post="5"), "k")


def test_an_act_whose_answer_is_lost_is_looked_up() -> None:
    double = _busy(2)
    act = Act(kind="hide_reply", target="", post="17900000")
    unlucky = Instagram(
        client(losing(double, lost=lambda request: request.method == "POST")), clock
    )

    lost = unlucky.act(ACCESS, act, "k")
    done = double.connector().look_up(ACCESS, act, "k")
    other = Act(kind="hide_reply", target="", post="17900001")

    assert lost == Outcome(certain=False)
    assert done == Outcome(undo=Act(kind="show_reply", target="", post="17900000"))
    assert double.connector().look_up(ACCESS, other, "k") is None


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (190, AccessLost),
        (10, AccessLost),
        (200, AccessLost),
        (4, RateLimited),
        (613, RateLimited),
        (1, PlatformDown),
        (2, PlatformDown),
        (100, UnexpectedReply),
    ],
)
def test_a_number_in_the_body_says_what_is_wrong(code: int, error: type[Exception]) -> None:
    reply = httpx2.Response(400, json={"error": {"code": code}})

    with pytest.raises(error):
        Instagram(client(lambda _request: reply), clock).pull(ACCESS, "", 9)


def test_too_many_requests_are_forgiven_within_the_hour() -> None:
    reply = httpx2.Response(400, json={"error": {"code": 4}})

    with pytest.raises(RateLimited) as limited:
        Instagram(client(lambda _request: reply), clock).pull(ACCESS, "", 9)

    assert limited.value.retry_at == NOW + timedelta(hours=1)
