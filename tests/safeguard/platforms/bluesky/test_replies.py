"""Each answer that is no success is one error, and waits are reckoned by the server's clock."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from safeguard.platforms.base import (
    AccessLost,
    PlatformDown,
    PlatformError,
    RateLimited,
    UnexpectedReply,
)
from safeguard.platforms.bluesky.replies import Answer, AnswerLost, fields, read, refuse

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def _answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=httpx2.Headers(named), body=body)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, b'{"error":"ExpiredToken"}', AccessLost),
        (400, b'{"error":"InvalidToken"}', AccessLost),
        (400, b'{"error":"AccountTakedown"}', AccessLost),
        (401, b"", AccessLost),
        (401, b'{"error":"AuthMissing"}', AccessLost),
        (403, b'{"error":"ScopeMissingError"}', AccessLost),
        (403, b'{"error":"Forbidden"}', AccessLost),
        (403, b"<html>a wall in between</html>", PlatformDown),
        (400, b'{"error":"use_dpop_nonce"}', PlatformDown),
        (401, b'{"error":"invalid_dpop_proof"}', PlatformDown),
        (408, b"", PlatformDown),
        (503, b"", PlatformDown),
        (500, b'{"error":"InternalServerError"}', AnswerLost),
        (502, b'{"error":"UpstreamFailure"}', AnswerLost),
        (504, b"<html>", AnswerLost),
        (501, b'{"error":"MethodNotImplemented"}', UnexpectedReply),
        (400, b'{"error":"InvalidRequest"}', UnexpectedReply),
        (400, b'{"error":7}', UnexpectedReply),
        (400, b"[1]", UnexpectedReply),
        (404, b"\xff", UnexpectedReply),
        (302, b"", UnexpectedReply),
        (400, b"[" * 100_000, UnexpectedReply),
    ],
)
def test_each_answer_is_its_error(status: int, body: bytes, error: type[PlatformError]) -> None:
    with pytest.raises(PlatformError) as raised:
        refuse(_answer(status, body), NOW)

    assert type(raised.value) is error


def test_the_name_of_a_refused_proof_may_stand_in_a_header() -> None:
    answer = _answer(401, b"", www_authenticate='DPoP error="use_dpop_nonce"')

    assert answer.code == "use_dpop_nonce"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"ratelimit_reset": str(int(NOW.timestamp()) + 90)}, timedelta(seconds=90)),
        ({"ratelimit_reset": "2026-11-30T12:01:30Z"}, timedelta(seconds=90)),
        ({"ratelimit_reset": "2026-11-30T12:01:30"}, timedelta(seconds=90)),
        ({"retry_after": "90"}, timedelta(seconds=90)),
        ({"retry_after": "Mon, 30 Nov 2026 12:01:30 GMT"}, timedelta(seconds=90)),
        ({"retry_after": "Mon, 30 Nov 2026 12:01:30 -0000"}, timedelta(seconds=90)),
        ({"retry_after": "30", "ratelimit_reset": "90"}, timedelta(seconds=30)),
        ({"retry_after": "0"}, timedelta(seconds=1)),
        ({"ratelimit_reset": "1"}, timedelta(seconds=1)),
        ({"retry_after": "9" * 8}, timedelta(days=1)),
        ({"retry_after": "9" * 400}, timedelta(days=1)),
        ({"retry_after": "soon"}, timedelta(minutes=5)),
        ({}, timedelta(minutes=5)),
        (
            {
                "date": "Mon, 30 Nov 2026 13:00:00 GMT",
                "ratelimit_reset": str(int(NOW.timestamp()) + 3690),
            },
            timedelta(seconds=90),
        ),
    ],
)
def test_a_wait_is_read_in_every_form_and_by_the_servers_clock(
    headers: dict[str, str], wait: timedelta
) -> None:
    with pytest.raises(RateLimited) as limited:
        refuse(_answer(429, b"", **headers), NOW)

    assert limited.value.retry_at == NOW + wait


def test_a_body_that_was_cut_is_a_network_that_is_down() -> None:
    with pytest.raises(PlatformDown):
        fields(b'{"notifications":[{"uri":"at')


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000])
def test_a_body_of_another_shape_is_unexpected(body: bytes) -> None:
    with pytest.raises(UnexpectedReply):
        read(body, dict[str, int])
