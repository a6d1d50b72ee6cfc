"""The way X writes times: Thu Jan 22 21:04:29 +0000 2026."""

from datetime import datetime

from safeguard.platforms.codes import Code
from safeguard.platforms.rules import RowRefused

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: f"{number:02}" for number, name in enumerate(_NAMES, 1)}


def read_time(value: str) -> datetime:
    """Read a time as X writes it; ISO 8601 does as well.

    Raises: RowRefused.
    """
    month = _MONTHS.get(value[4:7], "")
    try:
        if month:
            return datetime.fromisoformat(
                f"{value[26:]}-{month}-{value[8:10]}T{value[11:19]}{value[20:25]}"
            )
        return datetime.fromisoformat(value)
    except ValueError:
        raise RowRefused(Code.BAD_TIME, "created_at") from None
