"""Rows of texts to score, from CSV or NDJSON, in constant memory: `text`, and `language` where it is known.

A row that can't be read is a Problem with its line, and reading goes on.
"""

import csv
import re
from collections.abc import Iterator

import msgspec

from safeguard.platforms.base import Problem, Readable
from safeguard.platforms.cells import Record, cut
from safeguard.platforms.codes import Code
from safeguard.platforms.source import MAX_LINE, Source

FORMATS = ("csv", "ndjson")
_TEXT, _LANGUAGE = "text", "language"
_DELIMITERS = (",", ";", "\t")
_HALF_CHARACTER = re.compile(rb"\\u[dD][89a-fA-F]")


class Row(msgspec.Struct, frozen=True):
    """A text, the line it began on, and what its language is said to be, or ''."""

    line: int
    text: str
    language: str = ""


def read(stream: Readable, form: str) -> Iterator[Row | Problem]:
    """Read rows of one of FORMATS."""
    source = Source(stream)
    if source.look.problem:
        yield source.look.problem
    elif form == "csv":
        yield from _delimited(source)
    else:
        yield from _ndjson(source)


def _ndjson(source: Source) -> Iterator[Row | Problem]:
    for number, line in enumerate(source, 1):
        if line is None:
            yield Problem(number, Code.LINE_TOO_LONG, detail=str(MAX_LINE))
        elif line.strip():
            yield _object(number, line)


def _object(number: int, line: bytes) -> Row | Problem:
    try:
        values = msgspec.json.decode(line)
    except UnicodeDecodeError:
        return Problem(number, Code.WRONG_ENCODING)
    except (ValueError, RecursionError):
        is_half = _HALF_CHARACTER.search(line) is not None
        return Problem(number, Code.LONE_SURROGATE if is_half else Code.NOT_JSON)
    if not isinstance(values, dict):
        return Problem(number, Code.NOT_AN_OBJECT)
    if _TEXT not in values:
        return Problem(number, Code.MISSING_COLUMN, _TEXT)
    language = values.get(_LANGUAGE) or ""
    for column, value in ((_TEXT, values[_TEXT]), (_LANGUAGE, language)):
        if not isinstance(value, str):
            return Problem(number, Code.BAD_VALUE, column)
    return Row(number, values[_TEXT], language)


def _delimited(source: Source) -> Iterator[Row | Problem]:
    lines = iter(source)
    for at, line in enumerate(lines, 1):
        if line is not None and not line.strip():
            continue
        delimiter, names = _header(line or b"")
        if names.count(_TEXT) != 1:
            code = Code.DUPLICATE_COLUMN if names.count(_TEXT) else Code.MISSING_COLUMN
            yield Problem(at, code, _TEXT)
            return
        for record in cut(lines, delimiter, at + 1):
            if record.flaw is not None or any(record.cells):
                yield _record(record, names)


def _header(line: bytes) -> tuple[str, list[str]]:
    """Take the delimiter under which there is a column `text`."""
    written = line.decode("utf-8", "replace").rstrip("\r")
    found = [(delimiter, _names(written, delimiter)) for delimiter in _DELIMITERS]
    return next((one for one in found if _TEXT in one[1]), found[0])


def _names(written: str, delimiter: str) -> list[str]:
    try:
        return [
            cell.strip().casefold() for cell in next(csv.reader([written], delimiter=delimiter))
        ]
    except (csv.Error, StopIteration):
        return []


def _record(record: Record, names: list[str]) -> Row | Problem:
    if record.flaw is not None:
        flaw = record.flaw
        return Problem(record.line, flaw.code, flaw.column, flaw.detail)
    if len(record.cells) != len(names):
        return Problem(record.line, Code.CELL_COUNT, detail=str(len(record.cells)))
    values = dict(zip(names, record.cells, strict=True))
    return Row(record.line, values[_TEXT], values.get(_LANGUAGE, "").strip())
