"""Files from people who mean harm, or whose computer did: what each is, and what must come of it.

Every code has a case here, so that none is left without a test; test_codes.py counts them.
"""

import gzip
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import repeat
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from safeguard.platforms.base import Problem, Readable
from safeguard.platforms.codes import Code
from tests.safeguard.platforms.tables import ROW, Flood, ndjson, table

MEGABYTE = b"x" * 1_048_576
HEADER = b"text,author_handle,created_at\n"
GOOD = b"fine,ana,2026-11-05T10:00:00Z\n"
LINE = ndjson(ROW)


class Case(NamedTuple):
    """A file, and all that reading it gives: its problems in order and the number of its posts."""

    name: str
    importer: str
    make: Callable[[], bytes | Readable]
    problems: list[Problem]
    posts: int = 0

    def __repr__(self) -> str:
        return f"{self.importer} {self.name}"


def _zip() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        packed.writestr("posts.csv", HEADER + GOOD)
    return file.getvalue()


def _both(name: str, data: bytes, *problems: Problem, posts: int = 0) -> Iterator[Case]:
    for importer in ("csv", "ndjson"):
        yield Case(name, importer, lambda: data, list(problems), posts)


def _csv(name: str, data: bytes, *problems: Problem, posts: int = 0) -> Case:
    return Case(name, "csv", lambda: data, list(problems), posts)


def _ndjson(name: str, data: bytes, *problems: Problem, posts: int = 0) -> Case:
    return Case(name, "ndjson", lambda: data, list(problems), posts)


def _gigabyte(before: bytes, after: bytes) -> Callable[[], Flood]:
    def make() -> Flood:
        def pieces() -> Iterator[bytes]:
            yield before
            yield from repeat(MEGABYTE, 1_024)
            yield after

        return Flood(pieces())

    return make


def _not_text(detail: str) -> Problem:
    return Problem(0, Code.NOT_TEXT, detail=detail)


WHOLE_FILES = [
    *_both("empty", b"", Problem(0, Code.EMPTY_FILE)),
    *_both("a byte order mark and nothing else", b"\xef\xbb\xbf", Problem(0, Code.NO_ROWS)),
    *_both("blank lines", b"\n \n\t\r\n", Problem(0, Code.NO_ROWS)),
    *_both("a zip", _zip(), _not_text("zip")),
    *_both("an empty zip", b"PK\x05\x06" + b"\0" * 18, _not_text("zip")),
    *_both("gzip", gzip.compress(HEADER + GOOD), _not_text("gzip")),
    *_both("a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, _not_text("png")),
    *_both("a photograph", b"\xff\xd8\xff\xe0" + b"\0" * 64, _not_text("jpeg")),
    *_both("a PDF", b"%PDF-1.7\n", _not_text("pdf")),
    *_both("a spreadsheet of old", b"\xd0\xcf\x11\xe0\xa1\xb1", _not_text("office")),
    *_both("a database", b"SQLite format 3\0", _not_text("sqlite")),
    *_both("NUL bytes and nothing else", b"\0" * 4_096, _not_text("binary")),
    *_both("UTF-16 without a mark", (HEADER + GOOD).decode().encode("utf-16-le"),
           _not_text("binary")),
    *_both("UTF-32", (HEADER + GOOD).decode().encode("utf-32"),
           Problem(0, Code.WRONG_ENCODING, detail="utf-32")),
]  # fmt: skip

HEADERS = [
    _csv("a header and nothing else", HEADER, Problem(0, Code.NO_ROWS)),
    _csv("no header", GOOD, Problem(1, Code.NO_HEADER)),
    _csv("prose", b"Dear all,\nI write to you\n", Problem(1, Code.NO_HEADER)),
    _csv(
        "a page of HTML after a blank line",
        b"\n<!DOCTYPE html><script>x</script>",
        Problem(2, Code.NO_HEADER),
    ),
    _csv(
        "columns missing",
        b"text;likes\nfine;3\n",
        Problem(1, Code.MISSING_COLUMN, "author_handle"),
        Problem(1, Code.MISSING_COLUMN, "created_at"),
    ),
    _csv(
        "a column twice",
        b"text,Text,author_handle,created_at\na,b,c,2026-11-05T10:00:00Z\n",
        Problem(1, Code.DUPLICATE_COLUMN, "text"),
    ),
    _csv(
        "10,000 columns",
        b",".join([HEADER.strip(), *(b"c%d" % n for n in range(10_000))]) + b"\n",
        Problem(1, Code.TOO_MANY_COLUMNS, detail="10003"),
    ),
    _csv(
        "a header in another encoding",
        "text,author_handle,created_at,prénom\n".encode("latin-1") + GOOD,
        Problem(1, Code.WRONG_ENCODING),
    ),
    _csv("line ends of long ago", HEADER.replace(b"\n", b"\r") + GOOD.replace(b"\n", b"\r"),
         Problem(1, Code.NO_HEADER)),
]  # fmt: skip

CSV_ROWS = [
    _csv(
        "Latin-1",
        HEADER + "é,ana,2026-11-05T10:00:00Z\n".encode("latin-1") + GOOD,
        Problem(2, Code.WRONG_ENCODING),
        posts=1,
    ),
    _csv(
        "a surrogate half as UTF-8",
        HEADER + b"\xed\xa0\x80,ana,2026-11-05T10:00:00Z\n" + GOOD,
        Problem(2, Code.WRONG_ENCODING),
        posts=1,
    ),
    _csv(
        "a surrogate half in UTF-16",
        b"\xff\xfe" + (HEADER + GOOD).decode().encode("utf-16-le").replace(b"f\0", b"\0\xd8"),
        Problem(2, Code.WRONG_ENCODING),
    ),
    _csv(
        "UTF-16 cut in half a character",
        (HEADER + GOOD).decode().rstrip().encode("utf-16") + b"\0",
        Problem(2, Code.WRONG_ENCODING),
    ),
    _csv(
        "NUL in a text",
        HEADER + b"a\0b,ana,2026-11-05T10:00:00Z\n" + GOOD,
        Problem(2, Code.NUL_BYTE, "text", "U+0000"),
        posts=1,
    ),
    _csv(
        "a terminal's escape in a name",
        HEADER + b"hi,a\x1b[2Jna,2026-11-05T10:00:00Z\n" + GOOD,
        Problem(2, Code.CONTROL_CHARACTER, "author_handle", "U+001B"),
        posts=1,
    ),
    _csv(
        "too few and too many cells",
        HEADER + b"fine,ana\n" + GOOD + b"fine,ana,2026-11-05T10:00:00Z,more\n",
        Problem(2, Code.CELL_COUNT, detail="2"),
        Problem(4, Code.CELL_COUNT, detail="4"),
        posts=1,
    ),
    _csv(
        "10,000 cells",
        HEADER + b"," * 9_999 + b"x\n" + GOOD,
        Problem(2, Code.CELL_COUNT, detail="10000"),
        posts=1,
    ),
    _csv(
        "a line end of long ago inside a row",
        HEADER + b"a\rb,ana,2026-11-05T10:00:00Z\n" + GOOD,
        Problem(2, Code.BROKEN_ROW),
        posts=1,
    ),
    _csv(
        "a quote that never closes",
        HEADER + GOOD + b'"oh,ana,2026-11-05T10:00:00Z\n' + GOOD.replace(b"fine", b"last"),
        Problem(3, Code.QUOTE_UNCLOSED),
        posts=2,
    ),
    _csv(
        "a cell of 200,000 characters",
        HEADER + b"x" * 200_000 + b",ana,2026-11-05T10:00:00Z\n" + GOOD,
        Problem(2, Code.VALUE_TOO_LONG, detail="131072"),
        posts=1,
    ),
    Case(
        "a line of a gigabyte",
        "csv",
        _gigabyte(HEADER, b"\n" + GOOD),
        [Problem(2, Code.LINE_TOO_LONG, detail="1048576")],
        posts=1,
    ),
    Case(
        "a header of a gigabyte",
        "csv",
        _gigabyte(b"text,", b"\n" + GOOD),
        [Problem(1, Code.LINE_TOO_LONG, detail="1048576")],
    ),
    Case(
        "a line of a gigabyte inside quotes",
        "csv",
        _gigabyte(HEADER + b'"a\n', b"\n" + GOOD),
        [Problem(2, Code.QUOTE_UNCLOSED), Problem(3, Code.LINE_TOO_LONG, detail="1048576")],
        posts=1,
    ),
    _csv(
        "the same id with another text",
        table({**ROW, "id": "1"}, {**ROW, "id": "1", "text": "Changed"}),
        Problem(3, Code.CONFLICTING_ID, "id"),
        posts=1,
    ),
]

JSON_ROWS = [
    _ndjson("a list of all", b"[" + LINE.strip() + b"]", Problem(1, Code.NOT_ONE_A_LINE)),
    _ndjson(
        "laid out for reading",
        b'\n{\n  "text": "a"\n}\n',
        Problem(2, Code.NOT_ONE_A_LINE),
    ),
    _ndjson("prose", b"Dear all\n" + LINE, Problem(1, Code.NOT_JSON), posts=1),
    _ndjson(
        "values that are no objects",
        LINE + b'1\n"a"\nnull\n[]\n',
        *(Problem(line, Code.NOT_AN_OBJECT) for line in (2, 3, 4, 5)),
        posts=1,
    ),
    _ndjson("cut off", LINE + LINE[:20], Problem(2, Code.NOT_JSON), posts=1),
    _ndjson("100,000 brackets", LINE + b'{"x":' + b"[" * 100_000, Problem(2, Code.NOT_JSON),
            posts=1),
    _ndjson(
        "Latin-1",
        ndjson({**ROW, "text": "é"}).decode().encode("latin-1") + LINE,
        Problem(1, Code.WRONG_ENCODING),
        posts=1,
    ),
    _ndjson(
        "Latin-1 in a column we pass over",
        ndjson({**ROW, "x": "é"}).decode().encode("latin-1") + LINE,
        Problem(1, Code.WRONG_ENCODING),
        posts=1,
    ),
    _ndjson(
        "NUL, escaped and raw",
        ndjson({**ROW, "text": "a\0b"}) + LINE + LINE.replace(b"Good", b"Go\0d"),
        Problem(1, Code.NUL_BYTE, "text", "U+0000"),
        Problem(3, Code.NUL_BYTE),
        posts=1,
    ),
    _ndjson(
        "control characters, escaped and raw",
        ndjson({**ROW, "author_name": "\b"}) + LINE + LINE.replace(b"Good", b"Go\x1bd"),
        Problem(1, Code.CONTROL_CHARACTER, "author_name", "U+0008"),
        Problem(3, Code.CONTROL_CHARACTER),
        posts=1,
    ),
    _ndjson(
        "half of a character",
        LINE + LINE.replace(b"Good", b"\\ud83d"),
        Problem(2, Code.LONE_SURROGATE),
        posts=1,
    ),
    _ndjson(
        "10,000 keys",
        ndjson({**ROW, **{f"c{n}": n for n in range(10_000)}}) + LINE,
        Problem(1, Code.TOO_MANY_COLUMNS, detail="10003"),
        posts=1,
    ),
    _ndjson(
        "a number of 6,000 digits for an id",
        LINE.replace(b'"text"', b'"id":' + b"9" * 6_000 + b',"text"') + LINE,
        Problem(1, Code.NOT_JSON),
        posts=1,
    ),
    _ndjson(
        "lists, objects, fractions and truth where words belong",
        ndjson(
            {**ROW, "text": ["a"]},
            {**ROW, "author_handle": {"a": 1}},
            {**ROW, "id": 1.5},
            {**ROW, "author_id": True},
            {**ROW, "created_at": 1_793_872_800},
        )
        + LINE,
        Problem(1, Code.BAD_VALUE, "text", "list"),
        Problem(2, Code.BAD_VALUE, "author_handle", "dict"),
        Problem(3, Code.BAD_VALUE, "id", "float"),
        Problem(4, Code.BAD_VALUE, "author_id", "bool"),
        Problem(5, Code.BAD_VALUE, "created_at", "int"),
        posts=1,
    ),
    _ndjson(
        "what must be there is not",
        ndjson({**ROW, "text": None}, {"text": "a", "created_at": ROW["created_at"]}),
        Problem(1, Code.MISSING_VALUE, "text"),
        Problem(2, Code.MISSING_VALUE, "author_handle"),
    ),
    _ndjson(
        "times nobody can trust",
        ndjson(
            {**ROW, "created_at": "2036-01-01T00:00:00Z"},
            {**ROW, "created_at": "1901-01-01T00:00:00Z"},
            {**ROW, "created_at": "2026-11-05T10:00:00"},
            {**ROW, "created_at": "2026-11-05"},
            {**ROW, "created_at": "yesterday at noon"},
        ),
        Problem(1, Code.FUTURE_TIME, "created_at"),
        Problem(2, Code.ANCIENT_TIME, "created_at"),
        Problem(3, Code.NAIVE_TIME, "created_at"),
        Problem(4, Code.TIME_MISSING, "created_at"),
        Problem(5, Code.BAD_TIME, "created_at"),
    ),
    _ndjson(
        "an address that would run",
        ndjson({**ROW, "url": "javascript:alert(1)"}, {**ROW, "url": "data:text/html,x"}),
        Problem(1, Code.BAD_URL, "url"),
        Problem(2, Code.BAD_URL, "url"),
    ),
    _ndjson(
        "a text of 200,000 characters",
        ndjson({**ROW, "text": "x" * 200_000}) + LINE,
        Problem(1, Code.VALUE_TOO_LONG, "text", "131072"),
        posts=1,
    ),
    Case(
        "a line of a gigabyte",
        "ndjson",
        _gigabyte(LINE + b'{"text":"', b'"}\n' + LINE.replace(b"Good", b"Bad")),
        [Problem(2, Code.LINE_TOO_LONG, detail="1048576")],
        posts=2,
    ),
    _ndjson(
        "the same id with another text",
        ndjson({**ROW, "id": 1}, {**ROW, "id": "1", "text": "Changed"}),
        Problem(2, Code.CONFLICTING_ID, "id"),
        posts=1,
    ),
    _ndjson(
        "another person's export",
        ndjson({**ROW, "addressed_to": "berta"}),
        Problem(0, Code.ADDRESSED_TO_ANOTHER, "addressed_to"),
        posts=1,
    ),
]  # fmt: skip

CASES = [*WHOLE_FILES, *HEADERS, *CSV_ROWS, *JSON_ROWS]
