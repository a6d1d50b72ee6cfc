"""CSV, whether parted by commas, semicolons or tabs: a header, then one row a post."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import cast

import msgspec

from safeguard.platforms.base import Problem, Readable, Reading, Sniffed
from safeguard.platforms.cells import Record, cut, first_cells
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import MAX_LINE, Source, first_lines, look_at
from safeguard.platforms.table.columns import REQUIRED, Header, read_header
from safeguard.platforms.table.foreign import is_table, suggest, time_reader
from safeguard.platforms.table.rows import Row, Rows, read_row
from safeguard.records import Post

_NAME = "csv"
_DELIMITERS = (",", ";", "\t")
_SURE, _HARDLY, _NO = (
    0.9,
    0.1,
    0.0,
)  # less sure than NDJSON: a line of that can hardly be anything else
_CONTROL = bytes(it for it in range(32) if it not in b"\t\r\n")


class Delimited:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, _names: Collection[str] = (), /) -> Sniffed:
        look = look_at(head)
        if look.problem:
            return Sniffed(importer=_NAME, confidence=_NO, problem=look.problem)
        delimiter, header = _find_header(next(iter(first_lines(head, look)), ""), {})
        known = set(header.mapped.values()) & set(REQUIRED)
        confidence, reasons = _SURE * len(known) / len(REQUIRED), (Sign.COLUMNS,) * bool(known)
        if len(known) < len(REQUIRED) and is_table(header.columns):
            confidence, reasons = max(confidence, _HARDLY), (*reasons, Sign.OTHER_COLUMNS)
        return Sniffed(
            importer=_NAME,
            confidence=confidence,
            reasons=reasons,
            suggested=suggest(header.columns) if Sign.OTHER_COLUMNS in reasons else {},
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
            delimiter, header, problems = _judge_header(at, line, self._reading.columns)
            if problems:
                yield from problems
                return
            take = _taker(rows, source, header, self._reading)
            for record in cut(lines, delimiter, at + 1):
                taken = take(record)
                if taken is not None:
                    yield taken
        yield from rows.end()


def _judge_header(
    at: int, line: bytes | None, mapping: Mapping[str, str]
) -> tuple[str, Header, list[Problem]]:
    delimiter, header = "", read_header(())
    if line is None:
        return delimiter, header, [Problem(at, Code.LINE_TOO_LONG, detail=str(MAX_LINE))]
    try:
        delimiter, header = _find_header(line.decode(), mapping)
    except UnicodeDecodeError:
        return delimiter, header, [Problem(at, Code.WRONG_ENCODING)]
    return delimiter, header, header.problems(at)


def _find_header(line: str, mapping: Mapping[str, str]) -> tuple[str, Header]:
    """Take the delimiter under which most columns are ones we know, or else there are most columns."""
    headers = {it: read_header(first_cells(line, it), mapping) for it in _DELIMITERS}
    delimiter = max(headers, key=lambda it: (len(headers[it].mapped), len(headers[it].columns)))
    return delimiter, headers[delimiter]


def _taker(
    rows: Rows, source: Source, header: Header, reading: Reading
) -> Callable[[Record], Post | Problem | None]:
    """Bind what stays the same from row to row."""
    width = len(header.columns)
    time = time_reader(reading)
    shape = _shape(header)

    def read(cells: list[str]) -> Row:
        if len(cells) != width:
            raise RowRefused(Code.CELL_COUNT, detail=str(len(cells)))
        try:
            return msgspec.convert(cells, shape)
        except msgspec.ValidationError:
            return read_row(_values(header, cells), time)

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
