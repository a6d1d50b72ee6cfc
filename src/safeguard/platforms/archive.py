"""ZIP files from strangers: judged before they are opened, and counted while they are unpacked.

Nothing is ever written to disk or run. Start at `open_one` for a ZIP that holds one file, or at `open_archive`
for one that holds more. Both need a stream that can seek.
"""

import re
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from safeguard.platforms.codes import Code

_MAC_EXTRAS = "__MACOSX/"
_ENCRYPTED = 0x1
_MODE_SHIFT = 16
_LEAVES = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")
# The end record, its ZIP64 twin and what stands between them: APPNOTE.TXT 4.3.14 to 4.3.16.
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_END_MARK = b"PK\x05\x06"
_LOCATOR_MARK = b"PK\x06\x07"
_LOCATOR_64 = 20
_MAX_COMMENT = 65_535
_ENTRY = 1_024  # bytes of directory we grant each file: its name and little more
_BROKEN = (
    BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError,
    AttributeError,  # a stream that cannot seek
)  # fmt: skip


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much an archive may hold; sizes in bytes.

    `ratio` counts only above `ratio_from`: short repetitive text honestly packs better than 200:1.
    """

    files: int = 1_000
    declared: int = 2 << 30
    actual: int = 2 << 30
    ratio: int = 100
    ratio_from: int = 64 << 20


class ArchiveRefused(Exception):
    """An archive broke a limit, or is none; `code` says why."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


class Archive:
    """An archive within its limits: `members` are its files, directories left out."""

    def __init__(self, file: ZipFile, limits: Limits) -> None:
        self._file = file
        self._left = limits.actual
        self.members = tuple(info for info in file.infolist() if not info.is_dir())

    @contextmanager
    def open(self, member: ZipInfo) -> Iterator["Unpacked"]:
        with _refusing():
            packed = self._file.open(member)
        with packed:
            yield Unpacked(self, packed)

    def count(self, size: int) -> None:
        """Count bytes unpacked, of all members together.

        Raises: ArchiveRefused.
        """
        self._left -= size
        if self._left < 0:
            raise ArchiveRefused(Code.ARCHIVE_SIZE)


class Unpacked:
    """A member's bytes, unpacked as they are read; reading raises ArchiveRefused."""

    def __init__(self, archive: Archive, packed: IO[bytes]) -> None:
        self._archive = archive
        self._packed = packed

    def read(self, size: int, /) -> bytes:
        with _refusing():
            data = self._packed.read(size)
        self._archive.count(len(data))
        return data


@contextmanager
def open_archive(
    stream: BinaryIO,
    limits: Limits | None = None,
    is_wanted: Callable[[ZipInfo], bool] = lambda _: True,
) -> Iterator[Archive]:
    """Open a ZIP whose every member has been judged by what the ZIP says of it.

    Its sizes are judged by the members that are wanted; what is not opened may be as large as it is.

    Raises: ArchiveRefused.
    """
    limits = limits or Limits()
    with _refusing():
        if _claimed_files(stream) > limits.files:
            raise ArchiveRefused(Code.ARCHIVE_FILES)
        file = ZipFile(stream)
    with file:
        _judge(file.infolist(), limits, is_wanted)
        yield Archive(file, limits)


@contextmanager
def open_one(stream: BinaryIO, limits: Limits | None = None) -> Iterator[Unpacked]:
    """Open the one file that a ZIP holds.

    Raises: ArchiveRefused, also where it holds another number of them.
    """
    with open_archive(stream, limits) as archive:
        members = _real(archive)
        if len(members) != 1:
            raise ArchiveRefused(Code.ARCHIVE_UNKNOWN)
        with archive.open(members[0]) as unpacked:
            yield unpacked


def names_in(stream: BinaryIO, limits: Limits | None = None) -> tuple[str, ...]:
    """Name the files in a ZIP.

    Raises: ArchiveRefused.
    """
    with open_archive(stream, limits) as archive:
        return tuple(member.filename for member in _real(archive))


def _real(archive: Archive) -> list[ZipInfo]:
    """List what somebody packed: what Mac OS adds by itself does not count."""
    return [it for it in archive.members if not it.filename.startswith(_MAC_EXTRAS)]


def _claimed_files(stream: BinaryIO) -> int:
    """Read from the end record how many files there are, before `zipfile` reads them all.

    The size of the directory speaks, too: `zipfile` reads all of that and ignores the count.
    """
    size = stream.seek(0, 2)
    start = max(0, size - _END.size - _MAX_COMMENT - _LOCATOR_64 - _END_64.size)
    stream.seek(start)
    tail = stream.read(size - start)
    at = len(tail) - _END.size  # where it stands when no comment follows it
    if not (tail.startswith(_END_MARK, at) and tail.endswith(b"\0\0")):
        at = tail.rfind(_END_MARK)
    if at < 0:
        raise ArchiveRefused(Code.ARCHIVE_BROKEN)
    files, directory = _END.unpack_from(tail, at)[4:6]
    locator = at - _LOCATOR_64
    if locator >= _END_64.size and tail.startswith(_LOCATOR_MARK, locator):
        files, directory = _END_64.unpack_from(tail, locator - _END_64.size)[7:9]
    return max(int(files), int(directory) // _ENTRY)


def _judge(infos: list[ZipInfo], limits: Limits, is_wanted: Callable[[ZipInfo], bool]) -> None:
    if len(infos) > limits.files:
        raise ArchiveRefused(Code.ARCHIVE_FILES)
    infos = [info for info in infos if is_wanted(info)]
    if sum(info.file_size for info in infos) > limits.declared:
        raise ArchiveRefused(Code.ARCHIVE_SIZE)
    for info in infos:
        if code := _flaw(info, limits):
            raise ArchiveRefused(code)


def _flaw(info: ZipInfo, limits: Limits) -> Code | None:
    mode = info.external_attr >> _MODE_SHIFT
    is_large = info.file_size > limits.ratio_from
    if info.flag_bits & _ENCRYPTED:
        return Code.ARCHIVE_ENCRYPTED
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return Code.ARCHIVE_METHOD
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return Code.ARCHIVE_LINK
    if _LEAVES.search(info.orig_filename):
        return Code.ARCHIVE_PATH
    if is_large and info.file_size > limits.ratio * info.compress_size:
        return Code.ARCHIVE_RATIO
    return None


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except _BROKEN:
        raise ArchiveRefused(Code.ARCHIVE_BROKEN) from None
