"""An archive that means harm is refused before it costs anything; a plain one opens."""

import struct
import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard.platforms.archive import ArchiveRefused, Limits, names_in, open_archive, open_one
from safeguard.platforms.codes import Code
from safeguard.platforms.registry import importer
from tests.safeguard.platforms.tables import READING, ROW, ndjson, read_posts, table

SMALL = Limits(files=10, declared=1 << 20, actual=1 << 20, ratio=50, ratio_from=1 << 16)
FILE = ndjson(ROW)


def _zip(*members: tuple[str | ZipInfo, bytes], method: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return file.getvalue()


def _named(name: str) -> bytes:
    """Give a member a name that zipfile would not write."""
    return _zip(("a" * len(name), FILE)).replace(b"a" * len(name), name.encode())


def _link() -> bytes:
    info = ZipInfo("posts.csv")
    info.external_attr = 0o120777 << 16
    return _zip((info, b"/etc/passwd"))


def _encrypted() -> bytes:
    data = bytearray(_zip(("posts.csv", FILE)))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _with_end(data: bytes, offset: int, shape: str, value: int) -> bytes:
    end = data.rindex(b"PK\x05\x06")
    return (
        data[: end + offset]
        + struct.pack(shape, value)
        + data[end + offset + struct.calcsize(shape) :]
    )


def _zip64(files: int) -> bytes:
    """Hide the true count in the record that ZIP64 puts before the end."""
    data = _zip(("posts.csv", FILE))
    end = data.index(b"PK\x05\x06")
    size, start = struct.unpack_from("<2L", data, end + 12)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, files, files, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return data[:end] + record + locator + data[end:]


def _damaged(mark: bytes, offset: int) -> bytes:
    data = bytearray(_zip(("posts.csv", FILE)))
    data[data.index(mark) + offset] ^= 0xFF
    return bytes(data)


BOMB = _zip(("posts.csv", b"x" * 900_000))
REFUSED: list[tuple[Callable[[], bytes], Code]] = [
    (lambda: b"", Code.ARCHIVE_BROKEN),
    (lambda: b"not a zip at all, but long enough to be one", Code.ARCHIVE_BROKEN),
    (lambda: _zip(("posts.csv", FILE))[:-30], Code.ARCHIVE_BROKEN),
    (lambda: _damaged(b"PK\x01\x02", 0), Code.ARCHIVE_BROKEN),
    (lambda: _damaged(b"PK\x01\x02", 16), Code.ARCHIVE_BROKEN),  # checksum
    (lambda: _damaged(b"posts.csv", 12), Code.ARCHIVE_BROKEN),  # packed data
    (lambda: _with_end(_zip(("posts.csv", FILE)), 16, "<L", 0xFFFFFF), Code.ARCHIVE_BROKEN),
    (_encrypted, Code.ARCHIVE_ENCRYPTED),
    (lambda: _zip(("posts.csv", FILE), method=ZIP_LZMA), Code.ARCHIVE_METHOD),
    (lambda: _zip(("posts.csv", FILE), method=ZIP_BZIP2), Code.ARCHIVE_METHOD),
    (_link, Code.ARCHIVE_LINK),
    (lambda: _named("/etc/posts.csv"), Code.ARCHIVE_PATH),
    (lambda: _named("../posts.csv"), Code.ARCHIVE_PATH),
    (lambda: _named("a/../../posts.csv"), Code.ARCHIVE_PATH),
    (lambda: _named("..\\posts.csv"), Code.ARCHIVE_PATH),
    (lambda: _named("C:\\posts.csv"), Code.ARCHIVE_PATH),
    (lambda: _named("posts.csv\0.exe"), Code.ARCHIVE_PATH),
    (lambda: _zip(*((f"{n}.csv", b"") for n in range(11))), Code.ARCHIVE_FILES),
    (
        lambda: _with_end(_zip(*((f"{n}.csv", b"") for n in range(11))), 10, "<H", 1),
        Code.ARCHIVE_FILES,
    ),
    (lambda: _with_end(_zip(("posts.csv", FILE)), 10, "<H", 60_000), Code.ARCHIVE_FILES),
    (lambda: _with_end(_zip(("posts.csv", FILE)), 12, "<L", 1 << 30), Code.ARCHIVE_FILES),
    (lambda: _zip64(70_000), Code.ARCHIVE_FILES),
    (lambda: _zip(("a.csv", b"x" * 600_000), ("b.csv", b"x" * 600_000)), Code.ARCHIVE_SIZE),
    (lambda: BOMB, Code.ARCHIVE_RATIO),
    (lambda: _zip(("a.csv", FILE), ("b.csv", FILE)), Code.ARCHIVE_UNKNOWN),
    (lambda: _zip(("folder.csv/", b"")), Code.ARCHIVE_UNKNOWN),
    (_zip, Code.ARCHIVE_UNKNOWN),
]


def _read_all(data: bytes, limits: Limits = SMALL) -> bytes:
    with open_one(BytesIO(data), limits) as unpacked:
        return b"".join(iter(lambda: unpacked.read(65_536), b""))


@pytest.mark.parametrize(("make", "code"), REFUSED)
def test_a_hostile_archive_is_refused(make: Callable[[], bytes], code: Code) -> None:
    with pytest.raises(ArchiveRefused) as refused:
        _read_all(make())

    assert refused.value.code == code


@pytest.mark.parametrize(
    "data",
    [
        _zip(("posts.NDJSON", FILE)),
        _zip(("posts.jsonl", FILE), method=ZIP_STORED),
        _zip(("export/", b""), ("export/posts.ndjson", FILE), ("__MACOSX/._posts.ndjson", b"x")),
        _zip(("posts.csv", FILE))[:-2] + b"\x05\0hello",
        _zip64(1),
    ],
)
def test_the_one_file_of_a_plain_archive_opens(data: bytes) -> None:
    assert _read_all(data) == FILE


def test_an_importer_reads_an_unpacked_table() -> None:
    with open_one(BytesIO(_zip(("posts.csv", table(ROW))))) as unpacked:
        found = list(importer("csv")(READING).read(unpacked))

    assert found == read_posts("csv", table(ROW))


def test_names_are_those_that_somebody_packed() -> None:
    data = _zip(("export/", b""), ("export/a.js", FILE), ("__MACOSX/._a.js", b"x"), ("b.js", FILE))

    assert names_in(BytesIO(data)) == ("export/a.js", "b.js")


def test_short_repetitive_text_may_pack_well() -> None:
    assert _read_all(_zip(("posts.csv", b"x" * 65_536))) == b"x" * 65_536


def test_bytes_are_counted_as_they_are_unpacked_over_all_members() -> None:
    data = _zip(("a.csv", b"x" * 600), ("b.csv", b"x" * 600))

    with open_archive(BytesIO(data), Limits(actual=1_000)) as archive:
        first, second = archive.members
        with archive.open(first) as unpacked:
            unpacked.read(1_000)
        with archive.open(second) as unpacked, pytest.raises(ArchiveRefused) as refused:
            unpacked.read(1_000)

    assert refused.value.code == Code.ARCHIVE_SIZE


def test_what_goes_wrong_while_an_archive_is_open_is_not_blamed_on_it() -> None:
    with pytest.raises(ValueError, match="mine"), open_one(BytesIO(_zip(("a.csv", FILE)))):
        raise ValueError("mine")


def test_a_bomb_of_300_megabytes_is_refused_at_once_and_in_little_memory() -> None:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed, packed.open("posts.csv", "w") as member:
        for _ in range(300):
            member.write(bytes(1 << 20))
    started = time.process_time()
    tracemalloc.start()

    with pytest.raises(ArchiveRefused) as refused:
        _read_all(file.getvalue(), Limits())

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code == Code.ARCHIVE_RATIO
    assert peak < 10 << 20
    assert time.process_time() - started < 1


def test_an_archive_of_70_000_files_is_refused_before_they_are_listed() -> None:
    directory_entry = _zip(("a", b""))
    start = directory_entry.index(b"PK\x01\x02")
    end = directory_entry.index(b"PK\x05\x06")
    many = directory_entry[:start] + directory_entry[start:end] * 70_000
    size = (end - start) * 70_000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, size, start, 0)
    started = time.process_time()

    with pytest.raises(ArchiveRefused) as refused:
        _read_all(many + tail, Limits())

    assert refused.value.code == Code.ARCHIVE_FILES
    assert time.process_time() - started < 0.2


@given(st.integers(0, 400), st.integers(0, 255))
def test_no_damaged_byte_raises_anything_else(at: int, value: int) -> None:
    data = bytearray(_zip(("posts.csv", FILE)))
    data[at % len(data)] = value

    try:
        found = _read_all(bytes(data))
    except ArchiveRefused:
        found = FILE

    assert found == FILE
