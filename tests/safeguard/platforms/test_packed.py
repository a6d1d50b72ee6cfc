"""A file and a ZIP of it are read alike, and what is not read in a ZIP is counted."""

from collections.abc import Iterator
from io import BytesIO

from safeguard.platforms.base import Problem, Readable, Skipped
from safeguard.platforms.codes import Code
from safeguard.platforms.packed import any_named, base_name, read_members
from tests.safeguard.platforms.exports import packed
from tests.safeguard.platforms.tables import Trickle


def _all(name: str, stream: Readable) -> Iterator[tuple[str, bytes]]:
    data = b""
    while part := stream.read(3):
        data += part
    yield name, data


def _is_text(name: str) -> bool:
    return name.endswith(".txt")


def test_a_plain_file_is_read_from_its_first_byte() -> None:
    for stream in (BytesIO(b"hello"), Trickle(b"hello")):
        assert list(read_members(stream, _is_text, _all)) == [("", b"hello")]


def test_wanted_members_are_read_in_order_and_the_others_counted() -> None:
    file = packed({"b/1.txt": b"one", "2.jpg": b"x", "3.txt": b"two", "__MACOSX/3.txt": b"x"})

    assert list(read_members(BytesIO(file), _is_text, _all)) == [
        ("b/1.txt", b"one"),
        ("3.txt", b"two"),
        Skipped(Code.OTHER_FILES, 1),
    ]


def test_a_zip_with_nothing_wanted_or_broken_or_read_only_forward_says_so() -> None:
    file = packed({"2.jpg": b"x"})

    assert list(read_members(BytesIO(file), _is_text, _all)) == [
        Problem(0, Code.ARCHIVE_NOTHING_KNOWN),
        Skipped(Code.OTHER_FILES, 1),
    ]
    assert list(read_members(BytesIO(file[:20]), _is_text, _all)) == [
        Problem(0, Code.ARCHIVE_BROKEN)
    ]


def test_names_are_the_last_part_of_a_path() -> None:
    assert [base_name(it) for it in ("a/b.txt", "a\\b.txt", "b.txt")] == ["b.txt"] * 3
    assert any_named(["a.jpg", "b.txt"], _is_text)
    assert not any_named(["a.jpg"], _is_text)
