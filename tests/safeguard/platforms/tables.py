"""What the tests of tables are made of: rows, files and streams, none of them larger than it says."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO, StringIO

import msgspec

from safeguard.platforms.base import Problem, Readable, Reading, Skipped
from safeguard.platforms.registry import importer
from safeguard.records import Post

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
READING = Reading(now=NOW)
ROW = {"text": "Good point", "author_handle": "ana", "created_at": "2026-11-05T10:00:00Z"}

Write = Callable[..., bytes]


def ndjson(*rows: Mapping[str, object]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def table(*rows: Mapping[str, object], delimiter: str = ",") -> bytes:
    """Write CSV whose columns are the first row's."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(name: str, file: bytes | Readable, reading: Reading = READING) -> list[Post | Problem]:
    found = importer(name)(reading).read(stream_of(file))
    return [it for it in found if not isinstance(it, Skipped)]


def stream_of(file: bytes | Readable) -> Readable:
    return BytesIO(file) if isinstance(file, bytes) else file


def read_posts(name: str, file: bytes, reading: Reading = READING) -> list[Post]:
    """Read a file that has no problem."""
    found = read(name, file, reading)
    posts = [it for it in found if isinstance(it, Post)]
    assert len(posts) == len(found), found
    return posts


def read_problems(name: str, file: bytes | Readable, reading: Reading = READING) -> list[Problem]:
    return [it for it in read(name, file, reading) if isinstance(it, Problem)]


def apart_from_raw(posts: Iterable[Post]) -> list[Post]:
    return [msgspec.structs.replace(post, raw=b"") for post in posts]


class Flood:
    """A stream that is far larger than the memory it takes: pieces, given as they are read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces: Iterator[bytes] = iter(pieces)
        self._piece = BytesIO()

    def read(self, size: int, /) -> bytes:
        while not (part := self._piece.read(size)):
            if not (piece := next(self._pieces, b"")):
                return b""
            self._piece = BytesIO(piece)
        return part


class Trickle:
    """A stream that gives one byte at a time, as a slow line might."""

    def __init__(self, data: bytes) -> None:
        self._stream = BytesIO(data)

    def read(self, size: int, /) -> bytes:
        return self._stream.read(min(size, 1))
