"""Each failure of a network is one of four errors, and a wait is told by our own clock."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import httpx2
import pytest

from safeguard.platforms.asking import (
    LARGEST,
    AnswerLost,
    Asker,
    Failed,
    Missing,
    may_have_given,
    wait_until,
)
from safeguard.platforms.base import AccessLost, PlatformDown, RateLimited, Refused, UnexpectedReply
from tests.safeguard.platforms.doubles import NOW, Answer, client, clock

URL = "https://api.example/thing?secret=hunter2"
QUARTER = timedelta(minutes=15)


def _asker(answer: Answer) -> Asker:
    return Asker(client(answer), clock, lambda _status, _body: None)


def _raising(error: type[httpx2.RequestError]) -> Answer:
    def answer(request: httpx2.Request) -> httpx2.Response:
        raise error("hunter2", request=request)

    return answer


def test_an_answer_is_its_bytes_and_the_token_goes_in_a_header() -> None:
    seen = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append((request.headers.get("authorization"), request.headers.get("x-more")))
        return httpx2.Response(200, content=b"\x00bytes")

    asker = _asker(answer)
    body = asker.ask("GET", URL, token="a-token", headers={"X-More": "1"})
    asker.ask("GET", URL)

    assert (body, seen) == (b"\x00bytes", [("Bearer a-token", "1"), (None, None)])


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (301, Refused),
        (400, Refused),
        (401, AccessLost),
        (403, Refused),
        (404, Missing),
        (410, Missing),
        (429, RateLimited),
        (500, Failed),
        (501, PlatformDown),
        (502, Failed),
        (503, PlatformDown),
        (504, Failed),
    ],
)
def test_each_status_is_one_error(status: int, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        _asker(lambda _request: httpx2.Response(status)).ask("GET", URL)

    assert type(raised.value) is error


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (httpx2.ConnectError, PlatformDown),
        (httpx2.ConnectTimeout, PlatformDown),
        (httpx2.PoolTimeout, PlatformDown),
        (httpx2.ReadTimeout, AnswerLost),
        (httpx2.RemoteProtocolError, AnswerLost),
        (httpx2.ReadError, AnswerLost),
        (httpx2.DecodingError, UnexpectedReply),
    ],
)
def test_what_never_arrived_was_not_done_and_what_did_may_have_been(
    failure: type[httpx2.RequestError], error: type[Exception]
) -> None:
    with pytest.raises(error) as raised:
        _asker(_raising(failure)).ask("POST", URL)

    assert type(raised.value) is error
    assert "hunter2" not in f"{raised.value!r}{raised.value.__cause__!r}"


def test_only_what_was_lost_or_not_understood_may_have_been_served() -> None:
    errors = [
        AnswerLost(),
        UnexpectedReply(),
        Failed(),
        Refused("invalid"),
        Missing(),
        PlatformDown(),
    ]

    assert [may_have_given(error) for error in errors] == [True, True, False, False, False, False]


def test_a_platform_judges_first() -> None:
    asker = Asker(
        client(lambda _request: httpx2.Response(418, text="no")),
        clock,
        lambda status, body: AccessLost() if (status, body) == (418, b"no") else None,
    )

    with pytest.raises(AccessLost):
        asker.ask("GET", URL)


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    given = []

    def endless() -> Iterator[bytes]:
        while True:
            given.append(1_000_000)
            yield bytes(1_000_000)

    with pytest.raises(UnexpectedReply):
        _asker(lambda _request: httpx2.Response(200, content=endless())).ask("GET", URL)

    assert sum(given) <= LARGEST + 1_000_000


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, QUARTER),
        ({"Retry-After": "30"}, timedelta(seconds=30)),
        ({"Retry-After": "0"}, timedelta(seconds=1)),
        ({"Retry-After": "99999999999999999999"}, timedelta(days=1)),
        ({"Retry-After": "Fri, 20 Nov 2026 12:02:00 GMT"}, timedelta(minutes=2)),
        ({"Retry-After": "soon"}, QUARTER),
        ({"x-rate-limit-reset": str(int(NOW.timestamp()) + 60)}, timedelta(minutes=1)),
        ({"x-rate-limit-reset": str(int(NOW.timestamp()) - 60)}, timedelta(seconds=1)),
        ({"x-rate-limit-reset": "9" * 30}, QUARTER),
        ({"x-rate-limit-reset": "later"}, QUARTER),
    ],
)
def test_a_wait_is_read_in_each_form_and_never_believed_too_far(
    headers: dict[str, str], wait: timedelta
) -> None:
    assert wait_until(httpx2.Headers(headers), NOW) == NOW + wait


@pytest.mark.parametrize("off", [timedelta(hours=-1), timedelta(hours=1)])
@pytest.mark.parametrize(
    "told",
    [
        lambda theirs: {"x-rate-limit-reset": str(int(theirs.timestamp()) + 60)},
        lambda _theirs: {"Retry-After": "60"},
        lambda theirs: {"Retry-After": _http(theirs + timedelta(seconds=60))},
    ],
)
def test_a_clock_that_is_off_by_an_hour_changes_no_wait(
    off: timedelta, told: Callable[[datetime], dict[str, str]]
) -> None:
    theirs = NOW + off

    headers = httpx2.Headers({"Date": _http(theirs), **told(theirs)})

    assert wait_until(headers, NOW) == NOW + timedelta(seconds=60)


def _http(at: datetime) -> str:
    return at.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_an_answer_that_comes_drop_by_drop_is_given_up() -> None:
    times = iter(NOW + timedelta(seconds=20 * n) for n in range(99))
    asker = Asker(
        client(lambda _request: httpx2.Response(200, content=iter([b"x"] * 99))),
        lambda: next(times),
        lambda _status, _body: None,
    )

    with pytest.raises(AnswerLost):
        asker.ask("GET", URL)

    assert next(times) == NOW + timedelta(seconds=100)


def test_a_token_is_not_carried_to_where_a_redirect_leads() -> None:
    seen = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.url.host)
        return httpx2.Response(302, headers={"Location": "http://169.254.169.254/"})

    http = httpx2.Client(transport=httpx2.MockTransport(answer), follow_redirects=True)
    with pytest.raises(UnexpectedReply):
        Asker(http, clock, lambda _status, _body: None).ask("GET", URL, token="a-token")

    assert seen == ["api.example"]
