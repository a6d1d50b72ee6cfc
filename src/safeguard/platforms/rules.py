"""What holds for a row of any file: limits, times, and the id of a row without one."""

from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import blake2b
from struct import pack

from safeguard.platforms.codes import Code

MAX_TEXT = 131_072
MAX_VALUE = 2_048
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # for clocks that run ahead


class RowRefused(Exception):
    def __init__(self, code: Code, column: str = "", detail: str = "") -> None:
        super().__init__(code)
        self.code, self.column, self.detail = code, column, detail


def instant(written_at: datetime, zone: tzinfo | None, latest: datetime) -> datetime:
    """Give a time in UTC; one without a zone is in `zone`.

    Raises: RowRefused, for a time without a zone where none was chosen, or one that cannot be.
    """
    if written_at.tzinfo is None:
        if zone is None:
            raise RowRefused(Code.NAIVE_TIME, "created_at")
        written_at = written_at.replace(tzinfo=zone)
    if written_at < EARLIEST:
        raise RowRefused(Code.ANCIENT_TIME, "created_at")
    if written_at > latest:
        raise RowRefused(Code.FUTURE_TIME, "created_at")
    return written_at.astimezone(UTC)


def from_epoch(value: object, *, per_second: int = 1) -> datetime:
    """Read a time given as a number since 1970, or as the digits of one.

    Raises: RowRefused.
    """
    try:
        number = int(value) if isinstance(value, str) else value
        if type(number) is not int:
            raise RowRefused(Code.MISSING_VALUE, "created_at")
        return datetime.fromtimestamp(number / per_second, UTC)
    except (ValueError, OverflowError, OSError):
        raise RowRefused(Code.BAD_TIME, "created_at") from None


def derived_id(platform: str, handle: str, written_at: datetime, text: str) -> str:
    """Name a row that has no id after what it says, so that importing it again finds it again.

    `row:` and 32 hexadecimal digits of BLAKE2b-128 over platform, handle, time (UTC, ISO 8601) and
    text, each as UTF-8 behind its length in 8 big-endian bytes.
    """
    digest = blake2b(digest_size=16)
    for part in (platform, handle, written_at.isoformat(), text):
        data = part.encode()
        digest.update(pack(">Q", len(data)))
        digest.update(data)
    return f"row:{digest.hexdigest()}"
