"""Bytes to lines: what a file is written in, and its lines one by one in constant memory."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_LE, getincrementaldecoder
from collections.abc import Iterator

import msgspec

from safeguard.platforms.base import Problem, Readable
from safeguard.platforms.codes import Code

CHUNK = 98_304  # what becomes of it stays in a core's own cache (bench/importing.py)
MAX_LINE = 1_048_576
_FORMATS = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"\xd0\xcf\x11\xe0": "office",
    b"SQLite format 3": "sqlite",
}
# One byte in five: far above what a stray NUL in a text would make.
_NULS = 5


class Look(msgspec.Struct, frozen=True):
    """What a file's first bytes say about the rest: its encoding, or why it cannot be read."""

    encoding: str = "utf-8"
    mark: int = 0
    problem: Problem | None = None


def look_at(head: bytes) -> Look:
    if not head:
        return Look(problem=Problem(0, Code.EMPTY_FILE))
    if head.startswith(BOM_UTF32_LE):
        return Look(problem=Problem(0, Code.WRONG_ENCODING, detail="utf-32"))
    for mark, encoding in (
        (BOM_UTF8, "utf-8"),
        (BOM_UTF16_LE, "utf-16-le"),
        (BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return Look(encoding, len(mark))
    for magic, name in _FORMATS.items():
        if head.startswith(magic):
            return Look(problem=Problem(0, Code.NOT_TEXT, detail=name))
    if head.count(0) * _NULS > len(head):
        return Look(problem=Problem(0, Code.NOT_TEXT, detail="binary"))
    return Look()


def first_lines(head: bytes, look: Look) -> list[str]:
    """Cut a head that was read apart from its stream; its last line may be half a line."""
    text = getincrementaldecoder(look.encoding)("replace").decode(head[look.mark :])
    return [line for line in text.split("\n") if line.strip()]


def as_utf8(head: bytes, look: Look) -> bytes:
    """Give a head as UTF-8 without its mark, whatever it is written in."""
    if look.encoding == "utf-8":
        return head[look.mark :]
    return getincrementaldecoder(look.encoding)("replace").decode(head[look.mark :]).encode()


class Source:
    """A stream as UTF-8 lines without their line feeds, whatever the stream is written in.

    Iterating gives None in place of a line over `MAX_LINE` bytes: it is read past, not kept.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.head = read_head(stream)
        self.look = look_at(self.head)

    def __iter__(self) -> Iterator[bytes | None]:
        for _, lines in self.blocks():
            yield from lines

    def blocks(self) -> Iterator[tuple[bytes, list[bytes | None]]]:
        """Give the same lines, as many at a time as a read ended, and the bytes they were cut from if all are there."""
        rest, is_skipping = b"", False
        for chunk in self.chunks():
            block, end, rest = (rest + chunk).rpartition(b"\n")
            lines: list[bytes | None] = [*block.split(b"\n")] if end else []
            # none but the first can be too long
            if lines and (is_skipping or len(lines[0] or b"") > MAX_LINE):
                block, lines[0], is_skipping = b"", None, False
            yield block, lines
            if is_skipping or len(rest) > MAX_LINE:
                rest, is_skipping = b"", True
        if is_skipping or rest:
            yield (b"", [None]) if is_skipping else (rest, [rest])

    def original(self, row: bytes) -> bytes:
        """Give a row back in the bytes the file has for it."""
        if self.look.encoding == "utf-8":
            return row
        text = row.decode("utf-8", "surrogatepass")
        return text.encode(self.look.encoding, "surrogatepass")

    def chunks(self) -> Iterator[bytes]:
        chunks = self._bytes()
        if self.look.encoding == "utf-8":
            yield from chunks
            return
        decoder = getincrementaldecoder(self.look.encoding)("surrogatepass")
        for chunk in chunks:
            yield decoder.decode(chunk).encode("utf-8", "surrogatepass")
        if decoder.getstate()[0]:
            yield b"\xff"  # half a character at the very end: never valid, so its row is refused

    def _bytes(self) -> Iterator[bytes]:
        yield self.head[self.look.mark :]
        while chunk := self._stream.read(CHUNK):
            yield chunk


def read_head(stream: Readable) -> bytes:
    """Fill a whole chunk, even from a stream that gives a few bytes at a time."""
    head = stream.read(CHUNK)
    while len(head) < CHUNK and (part := stream.read(CHUNK - len(head))):
        head += part
    return head
