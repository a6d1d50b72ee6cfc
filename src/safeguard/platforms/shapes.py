"""Looking into JSON from elsewhere: what is not there, or not of the shape expected, is simply absent."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from safeguard.platforms.base import UnexpectedReply

T = TypeVar("T")
# an escaped backslash, a pair of halves, or a half alone
_HALVES = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)
LONGEST_ID = 100  # of what platforms call things; a cursor has to hold some


def decoded(body: bytes, kind: type[T]) -> T:
    """Read a reply whose outermost shape we rely on; its parts may still be anything.

    Half a character, which a post cut by its platform can end in, becomes U+FFFD: it must not hide all the others.

    Raises: UnexpectedReply.
    """
    for attempt in (body, _HALVES.sub(_whole, body)):
        with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return msgspec.json.decode(attempt, type=kind)
    raise UnexpectedReply


def _whole(found: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if found["half"] else found[0]


def item(raw: bytes) -> object:
    """Read one of many: one that can't be read is None, and spoils none of the others."""
    try:
        return decoded(raw, object)
    except UnexpectedReply:
        return None


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


def identifier(within: object, *path: str) -> str:
    """Give what a platform calls something; a name without end is none."""
    found = words(within, *path)
    return found if len(found) <= LONGEST_ID else ""


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
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
