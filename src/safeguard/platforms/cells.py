"""Lines to rows of cells, each with the exact bytes it was made of.

`csv` cuts the cells. What it lacks is here: the bytes, line numbers that stay right after a quoted
line break, and a way on after a quote that never closes.
"""

import csv
from collections import deque
from collections.abc import Iterator
from typing import Self

import msgspec

from safeguard.platforms.codes import Code
from safeguard.platforms.rules import MAX_TEXT, RowRefused
from safeguard.platforms.source import MAX_LINE

# After a quote that never closes, reading goes on at the very next line; but only this often, lest
# a file made of such quotes be read a million times over.
MAX_RETURNS = 32


class Record(msgspec.Struct):
    """A row: the line it begins on, its bytes without the line ending, and its cells or its flaw."""

    line: int
    raw: bytes
    cells: list[str]
    flaw: RowRefused | None = None


class _Unclosed(Exception):
    pass


class _TooLong(Exception):
    pass


class _Feed:
    """Hands `csv.reader` its lines, and remembers those that the row at hand was made of."""

    def __init__(self, lines: Iterator[bytes | None]) -> None:
        self._lines = lines
        self._again: deque[bytes | None] = deque()
        self._returns = 0
        self.taken: list[bytes] = []
        self.size = 0
        self.is_utf8 = True

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self.size > MAX_LINE:
            raise _Unclosed
        try:
            line = self._again.popleft() if self._again else next(self._lines)
        except StopIteration:
            if self.taken:
                raise _Unclosed from None
            raise
        if line is None:
            if self.taken:
                self._again.appendleft(None)
                raise _Unclosed
            raise _TooLong
        self.taken.append(line)
        self.size += len(line)
        return self._decoded(line)

    def begin(self) -> None:
        """Forget the row before."""
        self.taken = []
        self.size = 0
        self.is_utf8 = True

    def go_back(self) -> None:
        """Give all but the row's first line out again."""
        if self._returns < MAX_RETURNS:
            self._returns += 1
            self._again.extendleft(reversed(self.taken[1:]))
            del self.taken[1:]

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode() + "\n"
        except UnicodeDecodeError:
            self.is_utf8 = False
            return line.decode("utf-8", "surrogateescape") + "\n"


def cut(lines: Iterator[bytes | None], delimiter: str, line: int) -> Iterator[Record]:
    """Cut lines (None: one that was too long) into records; `line` is the number of the first."""
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter)
    while True:
        feed.begin()
        flaw, cells = None, []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLong:
            flaw = RowRefused(Code.LINE_TOO_LONG, detail=str(MAX_LINE))
        except (_Unclosed, csv.Error) as error:
            flaw = _flaw(feed, error)
        if not feed.is_utf8:
            flaw = RowRefused(Code.WRONG_ENCODING)
        yield Record(line, b"\n".join(feed.taken).rstrip(b"\r"), cells, flaw)
        line += len(feed.taken) or 1  # a line that was too long was never taken


def first_cells(line: str, delimiter: str = ",") -> list[str]:
    """Cut one line that was read apart from its file; what cannot be cut has no cells."""
    try:
        return next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return []


def _flaw(feed: _Feed, error: Exception) -> RowRefused:
    """Say why a row could not be cut; `csv` gives up on a cell of more than MAX_TEXT characters."""
    is_long = feed.size > MAX_TEXT
    if isinstance(error, _Unclosed) or (is_long and len(feed.taken) > 1):
        feed.go_back()
        return RowRefused(Code.QUOTE_UNCLOSED)
    if is_long:
        return RowRefused(Code.VALUE_TOO_LONG, detail=str(MAX_TEXT))
    return RowRefused(Code.BROKEN_ROW)
