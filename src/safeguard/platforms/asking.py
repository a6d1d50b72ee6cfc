"""Asking a platform over HTTP: its answer's bytes, or each failure as one of the four errors.

A request that went out and got no answer may have been done all the same: that is AnswerLost, which an act
turns into an uncertain Outcome. No error says an address or a token.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx2

from safeguard.platforms.base import (
    AccessLost,
    PlatformDown,
    PlatformError,
    RateLimited,
    Refused,
    UnexpectedReply,
)

LARGEST = 8_000_000  # bytes, unpacked: a page of a hundred posts has well under one
PATIENCE = timedelta(minutes=1)  # for an answer that comes drop by drop
USUAL_WAIT = timedelta(minutes=15)
SHORTEST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(days=1)
_MAYBE_DONE = frozenset(
    {
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
_NEVER_ARRIVED = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)

Clock = Callable[[], datetime]
Judge = Callable[[int, bytes], PlatformError | None]


class AnswerLost(PlatformDown):
    """The request went out and its answer was lost: what it asked for may or may not have been done."""


class Failed(AnswerLost):
    """It answered that it had failed: it gave nothing, and what it was to do may or may not have been done."""


class Missing(Refused):
    """What was asked for is not there, or is there no more."""

    def __init__(self) -> None:
        super().__init__("gone")


def may_have_given(error: PlatformError) -> bool:
    """Whether a reading that ended so may have been served, and so have been billed."""
    lost = isinstance(error, AnswerLost) and not isinstance(error, Failed)
    return lost or (isinstance(error, UnexpectedReply) and not isinstance(error, Refused))


class Asker:
    """Asks one platform. `judge` knows its own refusals, by status and body, before the usual ones are seen."""

    def __init__(self, http: httpx2.Client, clock: Clock, judge: Judge) -> None:
        self._http = http
        self.clock = clock
        self._judge = judge

    def ask(self, method: str, url: str, *, token: str = "", **sent: Any) -> bytes:
        """Send one request and give the body of its answer.

        Raises: PlatformError, one of its four kinds or a kind of them above.
        """
        headers = sent.pop("headers", {})
        if token:
            headers = {**headers, "Authorization": f"Bearer {token}"}
        try:
            with self._http.stream(
                method, url, headers=headers, follow_redirects=False, **sent
            ) as reply:
                body = self._body(reply)
        except _NEVER_ARRIVED:
            raise PlatformDown from None
        except httpx2.DecodingError:
            raise UnexpectedReply from None
        except httpx2.TransportError:
            raise AnswerLost from None
        if reply.is_success:
            return body
        raise self._judge(reply.status_code, body) or self._failure(reply)

    def _body(self, reply: httpx2.Response) -> bytes:
        """Read an answer, but never more than fits, and not for ever."""
        body, ends_at = bytearray(), self.clock() + PATIENCE
        for piece in reply.iter_bytes():
            body += piece
            if len(body) > LARGEST:
                raise UnexpectedReply
            if self.clock() > ends_at:
                raise AnswerLost
        return bytes(body)

    def _failure(self, reply: httpx2.Response) -> PlatformError:
        status = reply.status_code
        if status == HTTPStatus.UNAUTHORIZED:
            return AccessLost()
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return RateLimited(wait_until(reply.headers, self.clock()))
        if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
            return Missing()
        if status in _MAYBE_DONE:
            return Failed()
        return PlatformDown() if reply.is_server_error else Refused("not_allowed")


def wait_until(headers: httpx2.Headers, now: datetime) -> datetime:
    """Say until when we were asked to wait, by our own clock even where the platform's differs."""
    theirs = _date(headers.get("date", "")) or now
    reset = _epoch(headers.get("x-rate-limit-reset", ""))
    after = headers.get("retry-after", "")
    if reset is None and after.isdecimal():
        reset = theirs + timedelta(seconds=min(int(after), LONGEST_WAIT.total_seconds()))
    reset = reset or _date(after) or theirs + USUAL_WAIT
    return now + min(max(reset - theirs, SHORTEST_WAIT), LONGEST_WAIT)


def _epoch(text: str) -> datetime | None:
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(text), UTC)
    return None


def _date(text: str) -> datetime | None:
    with suppress(ValueError):
        return parsedate_to_datetime(text).replace(tzinfo=UTC)
    return None
