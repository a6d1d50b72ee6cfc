"""A file as it is, or the members of the ZIP that it came in: importers read both alike."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TypeVar, cast

from safeguard.platforms.archive import ArchiveRefused, Limits, open_archive
from safeguard.platforms.base import Problem, Readable, Skipped
from safeguard.platforms.codes import Code

ZIP = b"PK\x03\x04"
# An export holds a folder a chat and every picture: more files, and larger, than a table ever is.
EXPORT = Limits(files=100_000, declared=8 << 30, actual=2 << 30)
_MAC_EXTRAS = "__MACOSX/"
Found = TypeVar("Found")


class Replayed:
    """A stream whose beginning was read already and is read once more."""

    def __init__(self, head: bytes, stream: Readable) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        if not self._head:
            return self._stream.read(size)
        part, self._head = self._head[:size], self._head[size:]
        return part


def read_members(
    stream: Readable,
    is_wanted: Callable[[str], bool],
    read: Callable[[str, Readable], Iterator[Found]],
) -> Iterator[Found | Problem | Skipped]:
    """Read a file (its name is then '') or each wanted member of a ZIP; the others are counted."""
    head = stream.read(len(ZIP))
    if head != ZIP:
        yield from read("", Replayed(head, stream))
        return
    try:
        with open_archive(cast("BinaryIO", stream), EXPORT) as archive:
            members = [it for it in archive.members if not it.filename.startswith(_MAC_EXTRAS)]
            wanted = [it for it in members if is_wanted(it.filename)]
            for member in wanted:
                with archive.open(member) as unpacked:
                    yield from read(member.filename, unpacked)
    except ArchiveRefused as refused:
        yield Problem(0, refused.code)
        return
    if not wanted:
        yield Problem(0, Code.ARCHIVE_NOTHING_KNOWN)
    if len(members) > len(wanted):
        yield Skipped(Code.OTHER_FILES, len(members) - len(wanted))


def base_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def any_named(names: Iterable[str], is_wanted: Callable[[str], bool]) -> bool:
    return any(map(is_wanted, names))
