"""The Graph API's own ways of saying no: a number in the body says more than the status."""

from collections.abc import Callable
from datetime import datetime, timedelta

from safeguard.platforms.asking import AnswerLost, Missing
from safeguard.platforms.base import AccessLost, PlatformError, RateLimited, UnexpectedReply
from safeguard.platforms.shapes import decoded, number, part

_LOST = frozenset({10, 102, 190})
_PERMISSIONS = range(200, 300)
_TOO_MANY = frozenset({4, 17, 32, 613, 80002})
_FOR_A_WHILE = frozenset({1, 2})
_NOT_THERE = (100, 33)  # code and subcode
_AN_HOUR = timedelta(hours=1)  # the window in which requests are counted

Judge = Callable[[int, bytes], PlatformError | None]


def judge(clock: Callable[[], datetime]) -> Judge:
    """Make what tells the refusals apart."""

    def judged(_status: int, body: bytes) -> PlatformError | None:
        try:
            error = part(decoded(body, object), "error")
        except UnexpectedReply:
            return None
        code = number(error, "code")
        if code in _TOO_MANY:
            return RateLimited(clock() + _AN_HOUR)
        if code in _LOST or code in _PERMISSIONS:
            return AccessLost()
        if (code, number(error, "error_subcode")) == _NOT_THERE:
            return Missing()
        return AnswerLost() if code in _FOR_A_WHILE else None

    return judged
