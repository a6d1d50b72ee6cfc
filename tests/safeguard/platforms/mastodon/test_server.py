"""Each reply becomes an answer or the one error that says what to do; what was sent is never sent again."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from safeguard.platforms.base import (
    Access,
    AccessLost,
    Act,
    Outcome,
    PlatformDown,
    PlatformError,
    RateLimited,
    Refused,
    UnexpectedReply,
)
from safeguard.platforms.mastodon import server
from safeguard.platforms.mastodon.connector import Mastodon
from safeguard.platforms.mastodon.server import AnswerLost, Server

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACCESS = Access(account="1", token="a-token", handle="her@m.example", host="https://m.example")
MUTE = Act(kind="mute", target="2")
REPORT = Act(kind="report", target="2", post="9", note="Look at this")
JSON = {"content-type": "application/json; charset=utf-8"}
Reply = httpx2.Response | Exception


def mastodon(reply: Reply) -> Mastodon:
    return Mastodon(_client(lambda _: reply), lambda: NOW)


def _client(answer: Callable[[httpx2.Request], Reply]) -> httpx2.Client:
    def handled(request: httpx2.Request) -> httpx2.Response:
        found = answer(request)
        if isinstance(found, Exception):
            raise found
        if isinstance(found.stream, _Breaking):
            return httpx2.Response(found.status_code, headers=found.headers, stream=_Breaking())
        return found

    return httpx2.Client(transport=httpx2.MockTransport(handled))


class _Breaking(httpx2.SyncByteStream):
    """A body that ends in the middle of a word."""

    def __iter__(self) -> Iterator[bytes]:
        yield b'[{"id": "1"'
        raise httpx2.ReadError("the connection was reset")


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (httpx2.Response(401, json={"error": "The access token was revoked"}), AccessLost),
        (httpx2.Response(403, json={"error": "Your login is currently disabled"}), AccessLost),
        (httpx2.Response(403, json={"error": "Esta acción está fuera del alcance"}), AccessLost),
        (httpx2.Response(403, html="<h1>Attention required</h1>"), PlatformDown),
        (httpx2.Response(404, json={"error": "Not Found"}), Refused),
        (httpx2.Response(418), Refused),
        (httpx2.Response(301, headers={"location": "https://evil.example/"}), UnexpectedReply),
        (httpx2.Response(429), RateLimited),
        (httpx2.Response(408), PlatformDown),
        (httpx2.Response(500, json={"error": "Internal"}), PlatformDown),
        (httpx2.Response(502, html="<h1>Bad gateway</h1>"), PlatformDown),
        (httpx2.Response(503), PlatformDown),
        (httpx2.Response(504), PlatformDown),
        (httpx2.Response(200, headers=JSON, content=b'[{"id": "1", "type"'), PlatformDown),
        (httpx2.Response(200, headers=JSON, stream=_Breaking()), PlatformDown),
        (httpx2.Response(200, headers=JSON, content=b""), PlatformDown),
        (httpx2.Response(200, html="<p>Sign in to the network of the hotel</p>"), UnexpectedReply),
        (httpx2.Response(200, json={"notifications": []}), UnexpectedReply),
        (httpx2.Response(200, headers=JSON, content=b"[" * 100_000), UnexpectedReply),
        (httpx2.Response(200, json=[{"type": "mention"}]), UnexpectedReply),
        (httpx2.ConnectError("no route"), PlatformDown),
        (httpx2.ConnectTimeout("slow"), PlatformDown),
        (httpx2.ReadTimeout("slow"), PlatformDown),
        (httpx2.RemoteProtocolError("cut"), PlatformDown),
        (httpx2.DecodingError("not gzip"), PlatformDown),
    ],
)
def test_a_reply_to_reading_is_one_error(reply: Reply, error: type[PlatformError]) -> None:
    with pytest.raises(error) as raised:
        mastodon(reply).pull(ACCESS, "", 3)

    assert isinstance(raised.value, error)
    assert "a-token" not in repr(raised.value)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (httpx2.Response(401), AccessLost),
        (httpx2.Response(403, html="<h1>Attention required</h1>"), PlatformDown),
        (httpx2.Response(429), RateLimited),
        (httpx2.Response(503), PlatformDown),
        (httpx2.Response(302, headers={"location": "/auth"}), UnexpectedReply),
        (httpx2.Response(200, html="<p>Sign in to the network of the hotel</p>"), UnexpectedReply),
        (httpx2.Response(200, json=[]), UnexpectedReply),
        (httpx2.ConnectError("no route"), PlatformDown),
        (httpx2.ConnectTimeout("slow"), PlatformDown),
        (httpx2.PoolTimeout("busy"), PlatformDown),
    ],
)
def test_what_was_certainly_not_done_is_one_error(reply: Reply, error: type[PlatformError]) -> None:
    with pytest.raises(error) as raised:
        mastodon(reply).act(ACCESS, MUTE, "key")

    assert isinstance(raised.value, error)
    assert not isinstance(raised.value, AnswerLost)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (httpx2.Response(403, json={"error": "This action is not allowed"}), "not_allowed"),
        (httpx2.Response(404, json={"error": "Record not found"}), "gone"),
        (httpx2.Response(410), "gone"),
        (httpx2.Response(422, json={"error": "Validation failed"}), "invalid"),
        (httpx2.Response(405), "not_here"),
        (httpx2.Response(501), "not_here"),
    ],
)
def test_what_a_platform_will_not_do_says_why(reply: httpx2.Response, code: str) -> None:
    with pytest.raises(Refused) as refused:
        mastodon(reply).act(ACCESS, MUTE, "key")

    assert refused.value.code == code


LOST = [
    httpx2.Response(500),
    httpx2.Response(502),
    httpx2.Response(504),
    httpx2.Response(200, headers=JSON, content=b'{"id": "2", "muti'),
    httpx2.Response(200, headers=JSON, stream=_Breaking()),
    httpx2.ReadTimeout("slow"),
    httpx2.ReadError("reset"),
    httpx2.WriteError("reset"),
    httpx2.RemoteProtocolError("cut"),
]


@pytest.mark.parametrize("reply", LOST)
def test_an_answer_that_was_lost_is_no_error_and_no_success(reply: Reply) -> None:
    outcome = mastodon(reply).act(ACCESS, MUTE, "key")

    assert outcome == Outcome(undo=Act(kind="unmute", target="2"), certain=False)


@pytest.mark.parametrize("reply", [*LOST, httpx2.Response(503)])
def test_a_report_whose_answer_was_lost_may_have_been_made(reply: Reply) -> None:
    assert mastodon(reply).act(ACCESS, REPORT, "key") == Outcome(certain=False)


def test_what_may_have_been_done_was_sent_once() -> None:
    sent = []

    def answer(request: httpx2.Request) -> Reply:
        sent.append(request.url.path)
        return httpx2.ReadTimeout("slow")

    Mastodon(_client(answer), lambda: NOW).act(ACCESS, REPORT, "key")

    assert sent == ["/api/v1/reports"]


def test_a_token_goes_nowhere_but_to_her_server() -> None:
    asked = []

    def answer(request: httpx2.Request) -> Reply:
        asked.append((request.url.host, request.headers.get("authorization")))
        return httpx2.Response(302, headers={"location": "https://evil.example/"})

    with pytest.raises(UnexpectedReply):
        Mastodon(_client(answer), lambda: NOW).pull(ACCESS, "", 3)

    assert asked == [("m.example", "Bearer a-token")]


def test_a_body_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MAX_BODY", 1_000)
    endless = httpx2.Response(200, headers=JSON, content=b"[" + b" " * 2_000 + b"]")

    with pytest.raises(UnexpectedReply):
        mastodon(endless).pull(ACCESS, "", 3)


def test_being_asked_to_wait_is_read_against_the_servers_own_clock() -> None:
    ahead = {"date": "Fri, 20 Nov 2026 13:00:00 GMT", "x-ratelimit-reset": "2026-11-20T13:04:00Z"}

    with pytest.raises(RateLimited) as limited:
        mastodon(httpx2.Response(429, headers=ahead)).pull(ACCESS, "", 3)

    assert limited.value.retry_at == NOW + timedelta(minutes=4)


@pytest.mark.parametrize(("left", "retry_at"), [("0", NOW + timedelta(minutes=4)), ("9", None)])
def test_the_last_page_allowed_for_now_says_when_to_come_back(
    left: str, retry_at: datetime | None
) -> None:
    headers = {"x-ratelimit-remaining": left, "x-ratelimit-reset": "2026-11-20T12:04:00Z"}

    def answer(request: httpx2.Request) -> Reply:
        body: object = {} if request.url.path.endswith("policy") else []
        return httpx2.Response(200, headers=headers, json=body)

    page = Mastodon(_client(answer), lambda: NOW).pull(ACCESS, "", 3)

    assert page.retry_at == retry_at


@pytest.mark.parametrize("reply", [httpx2.ConnectError("x"), httpx2.Response(502)])
def test_a_form_without_a_token_fails_as_reading_does(reply: Reply) -> None:
    with pytest.raises(PlatformDown):
        Server(_client(lambda _: reply), lambda: NOW).post("https://m.example/oauth/token", [])
