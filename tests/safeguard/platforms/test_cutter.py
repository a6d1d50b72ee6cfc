"""A stream is cut where patterns stand, however it arrives, in memory that a piece may take."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest

from safeguard.platforms.base import Readable
from safeguard.platforms.cutter import Cutter
from tests.safeguard.platforms.tables import Trickle

START, END, CLOSED = re.compile(rb"<(?!#)|<#.*?#>"), re.compile(rb"<"), re.compile(rb"(;)|<")


def _pieces(
    stream: Readable, end: re.Pattern[bytes], longest: int = 99
) -> list[tuple[int, bytes | None]]:
    cutter = Cutter(stream, longest)
    found = []
    while cutter.find(START, b"<#") is not None:
        found.append((cutter.line, cutter.until(end)))
    return found


@pytest.mark.parametrize("stream", [BytesIO, Trickle])
@pytest.mark.parametrize(
    ("end", "pieces"),
    [
        (END, [(1, b"<a; b\n"), (2, b"<c "), (2, b"<d")]),
        (CLOSED, [(1, b"<a;"), (2, b"<c "), (2, b"<d")]),
    ],
)
def test_an_end_found_as_a_group_belongs_to_the_piece(
    stream: Callable[[bytes], Readable], end: re.Pattern[bytes], pieces: list[tuple[int, bytes]]
) -> None:
    assert _pieces(stream(b"x<a; b\n<c <# <no #><d"), end) == pieces


def test_a_piece_that_is_too_long_is_none_and_the_next_is_whole() -> None:
    data = b"<" + b"x" * 200_000 + b"\n<b"

    assert _pieces(BytesIO(data), END) == [(1, None), (2, b"<b")]
    assert _pieces(BytesIO(b"<" + b"x" * 200_000), END) == [(1, None)]


def test_a_comment_too_long_to_be_one_is_read_like_the_rest() -> None:
    assert _pieces(BytesIO(b"<#" + b"x" * 200_000 + b"<b"), END) == [(1, b"<b")]


def test_a_start_at_the_very_end_is_a_start() -> None:
    assert _pieces(Trickle(b"x<"), END) == [(1, b"<")]
