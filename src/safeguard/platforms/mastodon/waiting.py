"""When a server wants to be asked again, whatever its clock says.

Mastodon's X-RateLimit-Reset is an ISO instant, others send seconds of the epoch or seconds from now, and
Retry-After is seconds or a date. A server's clock may be off by an hour, so an instant is read as its
distance from the reply's own Date.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

DEFAULT = timedelta(minutes=1)
LONGEST = timedelta(days=1)
_EPOCH = 1_000_000_000  # smaller numbers are seconds from now
_EPOCH_MILLISECONDS = 100_000_000_000


def moment(value: object) -> datetime | None:
    """Read an ISO instant; one without a zone is UTC. None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def served_at(headers: Mapping[str, str]) -> datetime | None:
    """Tell when a reply was made, by the server's clock."""
    return _http_date(headers.get("date", ""))


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """Tell by our clock when to ask again; a minute from now where nothing usable is said."""
    served = served_at(headers) or now
    wait = _wait(headers.get("retry-after", ""), served)
    if wait is None:
        wait = _wait(headers.get("x-ratelimit-reset", ""), served)
    if wait is None or wait <= timedelta():
        wait = DEFAULT
    return now + min(wait, LONGEST)


def asks_to_wait(headers: Mapping[str, str]) -> bool:
    """Tell whether a reply was the last one allowed for now."""
    return headers.get("x-ratelimit-remaining") == "0"


def _wait(said: str, served: datetime) -> timedelta | None:
    said = said.strip()
    if said.isascii() and said.isdecimal():
        return _wait_number(int(said[:15]), served)
    instant = moment(said) or _http_date(said)
    return instant - served if instant else None


def _wait_number(number: int, served: datetime) -> timedelta:
    if number >= _EPOCH_MILLISECONDS:
        number //= 1_000
    return timedelta(seconds=number if number < _EPOCH else number - int(served.timestamp()))


def _http_date(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
