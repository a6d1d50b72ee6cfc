"""What a server answered, and which of the four errors an answer is.

The codes are those of the reference server (bluesky-social/atproto): 400 ExpiredToken and InvalidToken, 401 and
403 ScopeMissingError mean that the token is of no use any more, however the status reads.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn, TypeVar

import msgspec

from safeguard.platforms.base import AccessLost, PlatformDown, RateLimited, UnexpectedReply

T = TypeVar("T")

LOST = frozenset(
    {
        "AccountDeactivated",
        "AccountSuspended",
        "AccountTakedown",
        "AuthMissing",
        "AuthenticationRequired",
        "ExpiredToken",
        "InvalidToken",
        "ScopeMissingError",
    }
)
PROOF = frozenset({"use_dpop_nonce", "invalid_dpop_proof"})
_WAIT = timedelta(minutes=5)  # where it does not say for how long
_LONGEST = timedelta(days=1)  # the longest window that a limit has
_EPOCH_DIGITS = 9  # fewer, and it is a number of seconds from now


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that arrived whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004 -- HTTP's own numbers

    @property
    def code(self) -> str:
        """Give the error's name: in the body, or for a proof in a header of its own."""
        try:
            said = msgspec.json.decode(self.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            said = None
        code = said.get("error") if isinstance(said, dict) else None
        if isinstance(code, str):
            return code
        asked = self.headers.get("www-authenticate", "")
        return next((name for name in sorted(PROOF) if name in asked), "")

    @property
    def told_at(self) -> datetime | None:
        """Give the server's own time."""
        return _http_date(self.headers.get("date", ""))


class AnswerLost(PlatformDown):
    """What was asked for may have been done: the request went out, and its answer did not come back whole."""


def read(body: bytes, shape: type[T]) -> T:
    """Read an answer's body.

    Raises:
        PlatformDown: it ends in the middle.
        UnexpectedReply: it has another shape.

    """
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as wrong:
        raise UnexpectedReply from wrong
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        if "truncated" in str(wrong) and body:
            raise PlatformDown from wrong
        raise UnexpectedReply from wrong


def fields(body: bytes) -> dict[str, Any]:
    """Read an answer that is an object, whatever is in it."""
    return read(body, dict[str, Any])


def refuse(answer: Answer, now: datetime) -> NoReturn:
    """Raise what an answer that is no success stands for.

    Raises:
        PlatformError: always.

    """
    code = answer.code
    if answer.status == 429:  # noqa: PLR2004 -- HTTP's own number
        raise RateLimited(_retry_at(answer, now))
    if code in PROOF or answer.status in {408, 425}:
        raise PlatformDown
    if answer.status == 401 or code in LOST:  # noqa: PLR2004 -- HTTP's own number
        raise AccessLost
    if answer.status == 403:  # noqa: PLR2004 -- HTTP's own number
        raise AccessLost if code else PlatformDown
    if answer.status in {501, 505}:
        raise UnexpectedReply
    if answer.status == 503:  # noqa: PLR2004 -- HTTP's own number
        raise PlatformDown
    if answer.status >= 500:  # noqa: PLR2004 -- HTTP's own number
        raise AnswerLost
    raise UnexpectedReply


def _retry_at(answer: Answer, now: datetime) -> datetime:
    """Tell when to come back by our clock: a server whose clock differs means its own time."""
    there = answer.told_at or now
    wait = _wait(answer.headers.get("retry-after", ""), there)
    if wait is None:
        wait = _wait(answer.headers.get("ratelimit-reset", ""), there)
    wait = _WAIT if wait is None else wait
    return now + min(max(wait, timedelta(seconds=1)), _LONGEST)


def _wait(said: str, there: datetime) -> timedelta | None:
    """Read seconds, an epoch, an ISO time or an HTTP date."""
    if said.isascii() and said.isdigit():
        seconds = int(said[:11])
        if len(said) < _EPOCH_DIGITS:
            return timedelta(seconds=seconds)
        return timedelta(seconds=seconds - int(there.timestamp()))
    instant = _http_date(said) or _iso(said)
    return instant - there if instant else None


def _http_date(said: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(said)
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _iso(said: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(said)
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
