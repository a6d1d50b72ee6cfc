"""Whatever a file is written in, its lines come out whole, numbered and in small memory."""

from io import BytesIO

import pytest

from safeguard.platforms.source import CHUNK, MAX_LINE, Source, look_at
from tests.safeguard.platforms.tables import Flood, Trickle

TEXT = "one\ntwo \u00e9\r\n\n\U0001f600 four"
LINES = [b"one", "two \u00e9\r".encode(), b"", "\U0001f600 four".encode()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_same_text_gives_the_same_lines_in_any_encoding(encoding: str) -> None:
    assert list(Source(BytesIO(TEXT.encode(encoding)))) == LINES


def test_big_endian_utf16_is_read_by_its_mark() -> None:
    assert list(Source(BytesIO(b"\xfe\xff" + TEXT.encode("utf-16-be")))) == LINES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_stream_that_trickles_gives_the_same_lines(encoding: str) -> None:
    assert list(Source(Trickle(TEXT.encode(encoding)))) == LINES


def test_a_line_longer_than_a_chunk_stays_whole() -> None:
    long = b"x" * (CHUNK * 3 + 1)

    assert list(Source(BytesIO(b"a\n" + long + b"\nb\n"))) == [b"a", long, b"b"]


@pytest.mark.parametrize("length", [MAX_LINE + 1, MAX_LINE + CHUNK, 5 * MAX_LINE])
def test_a_line_over_the_limit_is_read_past_and_the_next_one_kept(length: int) -> None:
    long = b"x" * length

    assert list(Source(BytesIO(b"a\n" + long + b"\nb"))) == [b"a", None, b"b"]
    assert list(Source(BytesIO(b"a\n" + long))) == [b"a", None]


def test_a_line_at_the_limit_is_kept() -> None:
    assert list(Source(Flood([b"x" * MAX_LINE, b"\nb"]))) == [b"x" * MAX_LINE, b"b"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_row_is_given_back_in_the_bytes_the_file_has(encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    source = Source(BytesIO(mark + TEXT.encode(encoding)))

    assert source.original(LINES[3]) == "\U0001f600 four".encode(encoding)


def test_half_a_character_at_the_end_of_utf16_is_never_valid_text() -> None:
    *_, last = Source(BytesIO("ok".encode("utf-16") + b"a"))

    assert last == b"ok\xff"


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    assert look_at(b"text,with\0one nul").problem is None
