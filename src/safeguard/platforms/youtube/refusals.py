"""YouTube's own ways of saying no, which hide in a 403: its quota of a day, a right that is missing."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from safeguard.platforms.base import AccessLost, PlatformError, RateLimited, UnexpectedReply
from safeguard.platforms.shapes import decoded, several, words

_SPENT = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
_LOST = frozenset({"authError", "insufficientPermissions", "accountClosed", "accountSuspended"})
_QUOTA_ZONE = ZoneInfo("America/Los_Angeles")  # a day's quota is new at midnight there
_A_MOMENT = timedelta(minutes=1)

Judge = Callable[[int, bytes], PlatformError | None]


def judge(clock: Callable[[], datetime]) -> Judge:
    """Make what tells YouTube's refusals apart; `clock` says when its quota is new."""

    def judged(status: int, body: bytes) -> PlatformError | None:
        if status not in {HTTPStatus.FORBIDDEN, HTTPStatus.BAD_REQUEST}:
            return None
        reasons = _reasons(body)
        if reasons & _SPENT:
            return RateLimited(next_quota(clock()))
        if reasons & _TOO_FAST:
            return RateLimited(clock() + _A_MOMENT)
        return AccessLost() if reasons & _LOST else None

    return judged


def next_quota(now: datetime) -> datetime:
    """Give the next midnight in Los Angeles."""
    there = now.astimezone(_QUOTA_ZONE).date() + timedelta(days=1)
    return datetime.combine(there, time.min, _QUOTA_ZONE).astimezone(UTC)


def _reasons(body: bytes) -> set[str]:
    try:
        said = decoded(body, object)
    except UnexpectedReply:
        return set()
    return {words(it, "reason") for it in several(said, "error", "errors")}
