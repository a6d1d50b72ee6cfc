"""However a server says when to come back, and whatever its clock says, we wait as long as it meant."""

from datetime import UTC, datetime, timedelta

import pytest

from safeguard.platforms.mastodon import waiting

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
AN_HOUR_AHEAD = {"date": "Fri, 20 Nov 2026 13:00:00 GMT"}
AN_HOUR_BEHIND = {"date": "Fri, 20 Nov 2026 11:00:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-reset": "2026-11-20T12:04:00.500Z"}, 240.5),
        ({"x-ratelimit-reset": "2026-11-20T12:04:00"}, 240),
        ({"x-ratelimit-reset": "2026-11-20T14:04:00+02:00"}, 240),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 200)}, 200),
        ({"x-ratelimit-reset": str(int(NOW.timestamp() + 200) * 1000)}, 200),
        ({"x-ratelimit-reset": "90"}, 90),
        ({"retry-after": "30", "x-ratelimit-reset": "2026-11-20T12:04:00Z"}, 30),
        ({"retry-after": "Fri, 20 Nov 2026 12:02:00 GMT"}, 120),
        ({"retry-after": "Fri, 20 Nov 2026 12:02:00"}, 120),
        ({"x-ratelimit-reset": "2026-11-20T13:04:00Z", **AN_HOUR_AHEAD}, 240),
        ({"x-ratelimit-reset": "2026-11-20T11:04:00Z", **AN_HOUR_BEHIND}, 240),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 3600 + 200), **AN_HOUR_AHEAD}, 200),
        ({"retry-after": "Fri, 20 Nov 2026 11:02:00 GMT", **AN_HOUR_BEHIND}, 120),
        ({"retry-after": "30", **AN_HOUR_BEHIND}, 30),
        ({}, 60),
        ({"x-ratelimit-reset": "soon"}, 60),
        ({"x-ratelimit-reset": "2026-11-20T11:04:00Z"}, 60),
        ({"x-ratelimit-reset": "2026-11-20T11:04:00Z", "date": "yesterday"}, 60),
        ({"retry-after": "0"}, 60),
        ({"retry-after": "9" * 30}, 86_400),
        ({"x-ratelimit-reset": "2027-11-20T12:00:00Z"}, 86_400),
    ],
)
def test_the_wait_is_what_the_server_meant(headers: dict[str, str], seconds: float) -> None:
    assert waiting.retry_at(headers, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-11-20T12:00:00.000Z", NOW),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("tomorrow", None),
        (1_790_000_000, None),
        (None, None),
    ],
)
def test_an_instant_is_read_or_it_is_none(said: object, meant: datetime | None) -> None:
    assert waiting.moment(said) == meant


@pytest.mark.parametrize(("left", "waits"), [("0", True), ("1", False), (None, False)])
def test_the_last_reply_for_now_says_so(left: str | None, waits: bool) -> None:
    headers = {} if left is None else {"x-ratelimit-remaining": left}

    assert waiting.asks_to_wait(headers) is waits
