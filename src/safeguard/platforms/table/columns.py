"""The columns a table may have, and how a file's own spelling of them is recognised."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from safeguard.platforms.base import Problem
from safeguard.platforms.codes import Code

REQUIRED = ("text", "author_handle", "created_at")
COLUMNS = (
    "platform",
    "id",
    "kind",
    "author_id",
    "author_handle",
    "author_name",
    "text",
    "created_at",
    "url",
    "language",
    "in_reply_to",
    "conversation",
    "addressed_to",
)
# Columns holding identifiers, which JSON may carry as whole numbers.
IDENTIFIERS = frozenset({"id", "author_id", "in_reply_to", "conversation"})
MAX_COLUMNS = 256


class Header(msgspec.Struct, frozen=True):
    """The columns of a file as it spells them, and at each place the one of ours it is, or ''."""

    columns: tuple[str, ...]
    ours: tuple[str, ...]

    @property
    def mapped(self) -> dict[str, str]:
        return {column: ours for column, ours in zip(self.columns, self.ours, strict=True) if ours}

    @property
    def unknown(self) -> tuple[str, ...]:
        places = zip(self.columns, self.ours, strict=True)
        return tuple(column for column, ours in places if not ours)

    def problems(self, line: int) -> list[Problem]:
        """Say why no row under this header could be read; `line` is where the header stands."""
        if len(self.columns) > MAX_COLUMNS:
            return [Problem(line, Code.TOO_MANY_COLUMNS, detail=str(len(self.columns)))]
        if not any(self.ours):
            return [Problem(line, Code.NO_HEADER)]
        found = Counter(self.ours)
        return [
            *(Problem(line, Code.MISSING_COLUMN, name) for name in REQUIRED if not found[name]),
            *(Problem(line, Code.DUPLICATE_COLUMN, name) for name in COLUMNS if found[name] > 1),
        ]


def read_header(
    columns: Sequence[str], mapping: Mapping[str, str] = MappingProxyType({})
) -> Header:
    """Recognise columns; `mapping` (ours to theirs) comes before what they are called."""
    theirs = {name.strip(): ours for ours, name in mapping.items() if ours in COLUMNS}
    if theirs:
        found = [theirs.get(column.strip(), "") for column in columns]
        return Header(tuple(columns), tuple(found))
    plain = (column.strip().casefold().replace(" ", "_").replace("-", "_") for column in columns)
    return Header(tuple(columns), tuple(name if name in COLUMNS else "" for name in plain))
