"""Looking into JSON from elsewhere: what is not there, or not of the shape expected, is simply absent."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from safeguard.platforms.base import UnexpectedReply

T = TypeVar("T")


def decoded(body: bytes, kind: type[T]) -> T:
    """Read a reply whose outermost shape we rely on; its parts may still be anything.

    Raises: UnexpectedReply.
    """
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise UnexpectedReply from None


def part(within: object, *path: str) -> object:
    """Give what stands at a path of names, or None."""
    for name in path:
        if not isinstance(within, Mapping):
            return None
        within = within.get(name)
    return within


def words(within: object, *path: str) -> str:
    """Give a text; a number becomes one (identifiers are strings with us), and all else is ''."""
    found = part(within, *path)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return found if isinstance(found, str) else ""


def number(within: object, *path: str) -> int | None:
    found = part(within, *path)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def several(within: object, *path: str) -> list[object]:
    found = part(within, *path)
    return found if isinstance(found, list) else []


def instant(within: object, *path: str) -> datetime | None:
    """Give a time with a zone, in UTC; one without a zone is none."""
    try:
        found = datetime.fromisoformat(words(within, *path))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None
