"""CSV, whether parted by commas, semicolons or tabs: a header, then one row a post."""

import csv
from collections.abc import Callable, Collection, Iterator
from typing import cast

import msgspec

from safeguard.platforms.base import Problem, Readable, Reading, Sniffed
from safeguard.platforms.cells import Record, cut
from safeguard.platforms.codes import Code
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import MAX_LINE, Source, first_lines, look_at
from safeguard.platforms.table.columns import REQUIRED, Header, read_header
from safeguard.platforms.table.rows import Row, Rows, read_row
from safeguard.records import Post

_NAME = "csv"
_DELIMITERS = (",", ";", "\t")
_SURE, _NO = 0.9, 0.0  # less sure than NDJSON: a line of that can hardly be anything else
_CONTROL = bytes(it for it in range(32) if it not in b"\t\r\n")


class Delimited:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, _names: Collection[str] = (), /) -> Sniffed:
        look = look_at(head)
        if look.problem:
            return Sniffed(importer=_NAME, confidence=_NO, problem=look.problem)
        delimiter, header = _find_header(next(iter(first_lines(head, look)), ""))
        known = set(header.mapped.values()) & set(REQUIRED)
        return Sniffed(
            importer=_NAME,
            confidence=_SURE * len(known) / len(REQUIRED),
            encoding=look.encoding,
            delimiter=delimiter,
            columns=header.columns,
            mapped=header.mapped,
            unknown=header.unknown,
            problem=next(iter(header.problems(0)), None),
        )

    def read(self, stream: Readable, /) -> Iterator[Post | Problem]:
        source = Source(stream)
        if source.look.problem:
            yield source.look.problem
            return
        rows = Rows(self._reading)
        lines = iter(source)
        for at, line in enumerate(lines, 1):
            if line is not None and not line.strip():
                continue
            delimiter, header, problems = _judge_header(at, line)
            if problems:
                yield from problems
                return
            take = _taker(rows, source, header)
            for record in cut(lines, delimiter, at + 1):
                taken = take(record)
                if taken is not None:
                    yield taken
        yield from rows.end()


def _judge_header(at: int, line: bytes | None) -> tuple[str, Header, list[Problem]]:
    delimiter, header = "", read_header(())
    if line is None:
        return delimiter, header, [Problem(at, Code.LINE_TOO_LONG, detail=str(MAX_LINE))]
    try:
        delimiter, header = _find_header(line.decode())
    except UnicodeDecodeError:
        return delimiter, header, [Problem(at, Code.WRONG_ENCODING)]
    return delimiter, header, header.problems(at)


def _find_header(line: str) -> tuple[str, Header]:
    """Take the delimiter under which most columns are ones we know."""
    headers = {it: read_header(_cells(line, it)) for it in _DELIMITERS}
    delimiter = max(headers, key=lambda it: len(headers[it].mapped))
    return delimiter, headers[delimiter]


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return []


def _taker(rows: Rows, source: Source, header: Header) -> Callable[[Record], Post | Problem | None]:
    """Bind what stays the same from row to row."""
    width = len(header.columns)
    shape = _shape(header)

    def read(cells: list[str]) -> Row:
        if len(cells) != width:
            raise RowRefused(Code.CELL_COUNT, detail=str(len(cells)))
        try:
            return msgspec.convert(cells, shape)
        except msgspec.ValidationError:
            return read_row(_values(header, cells))

    def take(record: Record) -> Post | Problem | None:
        if record.flaw is not None:
            return rows.refuse(record.line, record.flaw)
        if not any(record.cells):
            return None
        try:
            row = read(record.cells)
        except RowRefused as refused:
            return rows.refuse(record.line, refused)
        raw = record.raw
        is_suspect = len(raw.translate(None, _CONTROL)) != len(raw)
        return rows.take(record.line, row, source.original(raw), is_suspect=is_suspect)

    return take


def _shape(header: Header) -> type[Row]:
    """Make a Row whose fields stand in this file's order, so that cells become one in a single call.

    It has Row's attributes without being one: a subclass cannot put its parent's fields elsewhere.
    """
    types = {field.name: field.type for field in msgspec.structs.fields(Row)}
    here = [ours or f"unknown_{place}" for place, ours in enumerate(header.ours)]
    fields = [(name, types.get(name, str), None) for name in (*here, *(set(types) - set(here)))]
    return cast("type[Row]", msgspec.defstruct("Cells", fields, array_like=True, gc=False))


def _values(header: Header, cells: list[str]) -> dict[str, object]:
    """Name the cells. An empty one says nothing, but a post may be a picture without a word."""
    named = zip(header.ours, cells, strict=True)
    return {ours: cell for ours, cell in named if cell or ours == "text"}
