"""NDJSON: one JSON object on each line."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import count
from typing import cast

import msgspec
import numpy as np

from safeguard.platforms.base import Problem, Readable, Reading, Sniffed
from safeguard.platforms.codes import Code, Sign
from safeguard.platforms.json_items import broken
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import MAX_LINE, Source, first_lines, look_at
from safeguard.platforms.table.columns import COLUMNS, MAX_COLUMNS, REQUIRED, read_header
from safeguard.platforms.table.foreign import suggest, time_reader
from safeguard.platforms.table.rows import Row, Rows, read_row
from safeguard.records import Post

_NAME = "ndjson"
_SURE, _LIKELY, _NO = 1.0, 0.5, 0.0
_SHORT = 1_024  # no line of more than MAX_COLUMNS keys is shorter
_OPENING, _CLOSING, _LINE_FEED, _BACKSLASH = b"{}\n\\"
_ESCAPED_CONTROL = re.compile(rb"\\(?:u00[01]|b|f)")
_IS_TELLING = np.isin(
    np.arange(256), [*b"ubf"]
)  # what stands behind a backslash where a control may be escaped
_decoder = msgspec.json.Decoder(Row)
_decode, _decode_lines = _decoder.decode, _decoder.decode_lines


class Ndjson:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @staticmethod
    def sniff(head: bytes, _names: Collection[str] = (), /) -> Sniffed:
        look = look_at(head)
        if look.problem:
            return Sniffed(importer=_NAME, confidence=_NO, problem=look.problem)
        lines = [line.encode() for line in first_lines(head, look)]
        if not lines or not lines[0].lstrip().startswith((b"{", b"[")):
            return Sniffed(importer=_NAME, confidence=_NO, encoding=look.encoding)
        if _is_laid_out(lines[0]):
            problem = Problem(0, Code.NOT_ONE_A_LINE)
            return Sniffed(importer=_NAME, confidence=_LIKELY, problem=problem)
        header = read_header(_keys(lines))
        is_sure = set(REQUIRED) <= set(header.mapped.values())
        reasons = (Sign.JSON_LINES,) if is_sure else (Sign.JSON_LINES, Sign.OTHER_COLUMNS)
        return Sniffed(
            importer=_NAME,
            confidence=_SURE if is_sure else _LIKELY,
            encoding=look.encoding,
            columns=header.columns,
            mapped=header.mapped,
            unknown=header.unknown,
            reasons=reasons,
            suggested={} if is_sure else suggest(header.columns),
        )

    def read(self, stream: Readable, /) -> Iterator[Post | Problem]:
        source = Source(stream)
        if source.look.problem:
            yield source.look.problem
            return
        rows = Rows(self._reading)
        names = {ours: it for ours, it in self._reading.columns.items() if ours in COLUMNS}
        take = _taker(rows, source, names, time_reader(self._reading))
        is_plain = source.look.encoding == "utf-8" and not names
        before = 0
        for block, lines in source.blocks():
            whole = cast("Sequence[bytes]", lines)  # each of them is there where the block is
            decoded = _at_once(block, whole) if is_plain else None
            if not rows.count and (number := _laid_out(lines)):
                yield Problem(before + number, Code.NOT_ONE_A_LINE)
                return
            judged = (
                rows.take_all(before + 1, decoded, whole)
                if decoded
                else map(take, count(before + 1), lines)
            )
            yield from filter(None, judged)
            before += len(lines)
        yield from rows.end()


def _at_once(block: bytes, lines: Sequence[bytes]) -> list[Row] | None:
    """Decode the lines of a block in one go; None where one takes a closer look, which line by line they get.

    The decoder minds no line breaks between its values, and allows none within a string. So where each line begins
    and ends as an object does, and there are as many values as lines, each line is one of them.
    """
    if not (block.startswith(b"{") and block.endswith(b"}")):
        return None
    signs = np.frombuffer(block, np.uint8)
    escaped = signs[np.flatnonzero(signs == _BACKSLASH) + 1]
    if _IS_TELLING[escaped].any() and _ESCAPED_CONTROL.search(block):
        return None
    ends = np.flatnonzero(signs == _LINE_FEED)
    if (signs[ends - 1] != _CLOSING).any() or (signs[ends + 1] != _OPENING).any():
        return None
    if max(map(len, lines)) > _SHORT and _has_many_keys(lines):
        return None
    try:
        block.decode()  # what lies in keys we pass over has to be text, too
        found = _decode_lines(block)
    except (ValueError, RecursionError):
        return None
    return found if len(found) == len(lines) else None


def _has_many_keys(lines: Sequence[bytes]) -> bool:
    return max(line.count(b":") for line in lines) > MAX_COLUMNS


def _taker(
    rows: Rows, source: Source, names: Mapping[str, str], time: Callable[[str], datetime]
) -> Callable[[int, bytes | None], Post | Problem | None]:
    """Bind what stays the same from line to line."""
    is_utf8 = source.look.encoding == "utf-8"

    def take(number: int, line: bytes | None) -> Post | Problem | None:
        if line is None:
            return rows.refuse(number, RowRefused(Code.LINE_TOO_LONG, detail=str(MAX_LINE)))
        raw = line.rstrip(b"\r")
        try:
            if names or (len(raw) >= _SHORT and raw.count(b":") > MAX_COLUMNS):
                raise ValueError  # noqa: TRY301 -- what takes a closer look is read slowly
            if not raw.isascii():
                raw.decode()  # what lies in keys we pass over has to be text, too
            row = _decode(raw)
        except (ValueError, RecursionError):
            if not raw or raw.isspace():
                return None
            try:
                row = _read_slowly(raw, names, time)
            except RowRefused as refused:
                return rows.refuse(number, refused)
        is_suspect = b"\\" in raw and _ESCAPED_CONTROL.search(raw) is not None
        kept = raw if is_utf8 else source.original(raw)
        return rows.take(number, row, kept, is_suspect=is_suspect)

    return take


def _read_slowly(raw: bytes, names: Mapping[str, str], time: Callable[[str], datetime]) -> Row:
    try:
        raw.decode()
        values = msgspec.json.decode(raw)
    except UnicodeDecodeError:
        raise RowRefused(Code.WRONG_ENCODING) from None
    except (ValueError, RecursionError):
        raise RowRefused(broken(raw)) from None
    if not isinstance(values, dict):
        raise RowRefused(Code.NOT_AN_OBJECT)
    if len(values) > MAX_COLUMNS:
        raise RowRefused(Code.TOO_MANY_COLUMNS, detail=str(len(values)))
    if names:
        values = {ours: values.get(theirs) for ours, theirs in names.items()}
    return read_row(values, time)


def _is_laid_out(line: bytes) -> bool:
    """Whether this line begins JSON that goes on below, or a list of everything."""
    return line.strip() == b"{" or line.lstrip().startswith(b"[")


def _laid_out(lines: Sequence[bytes | None]) -> int:
    """Give the number of the first line that says something, if it is laid out so; else 0."""
    for number, line in enumerate(lines, 1):
        if line is None or line.strip():
            return number if line and _is_laid_out(line) else 0
    return 0


def _keys(lines: Sequence[bytes]) -> list[str]:
    keys: dict[str, None] = {}
    for line in lines:
        with suppress(ValueError, RecursionError):  # the last line of a head is often cut
            values = msgspec.json.decode(line)
            keys.update(dict.fromkeys(values if isinstance(values, dict) else ()))
    return list(keys)
