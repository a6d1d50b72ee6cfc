"""A large JSON file is read piece by piece: every piece exact, whatever surrounds it and however it arrives."""

import json
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from itertools import repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard.platforms.base import Problem, Readable
from safeguard.platforms.codes import Code
from safeguard.platforms.json_pieces import (
    ANY,
    MAX_PIECE,
    Choice,
    Path,
    Piece,
    pieces,
    read_object,
    word,
)
from safeguard.platforms.rules import RowRefused
from tests.safeguard.platforms.tables import Flood, Trickle

FILE = b"""{"about": {"deep": [1, [2, {"x": "]}"}]]}, "name": "A \\" b",
 "messages": [
  {"id": 1, "text": "one \\\\"},
  {"id": 2, "text": "{[\\"\\u0041"}, 7
 ], "rest": null}
"""


def _messages(path: Path) -> Choice:
    if path in ((), ("messages",)):
        return Choice.ENTER
    return Choice.TAKE if path in (("name",), ("messages", ANY)) else Choice.LEAVE


def _found(
    data: bytes | Readable, choose: Callable[[Path], Choice] = _messages
) -> list[Piece | Problem]:
    return list(pieces(BytesIO(data) if isinstance(data, bytes) else data, choose))


@pytest.mark.parametrize("stream", [BytesIO, Trickle])
def test_each_piece_comes_with_its_path_bytes_and_line(
    stream: Callable[[bytes], Readable],
) -> None:
    assert _found(stream(FILE)) == [
        Piece(("name",), b'"A \\" b"', 1),
        Piece(("messages", ANY), b'{"id": 1, "text": "one \\\\"}', 3),
        Piece(("messages", ANY), b'{"id": 2, "text": "{[\\"\\u0041"}', 4),
        Piece(("messages", ANY), b"7", 4),
    ]


def test_a_byte_order_mark_is_no_part_of_a_file() -> None:
    assert _found(b"\xef\xbb\xbf" + FILE) == _found(FILE)


def test_the_whole_file_may_be_one_piece() -> None:
    assert _found(b" [1] x", lambda _path: Choice.TAKE) == [Piece((), b"[1]", 1)]


@pytest.mark.parametrize("choice", list(Choice))
def test_a_file_that_ends_in_the_middle_says_so_after_what_was_whole(choice: Choice) -> None:
    def choose(path: Path) -> Choice:
        return Choice.ENTER if path == () else choice

    for end in range(1, FILE.rindex(b"}")):
        last = _found(FILE[:end], choose)[-1]

        assert isinstance(last, Problem)
        assert last.code is Code.CUT_OFF


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem(0, Code.EMPTY_FILE)),
        (b"PK\x03\x04" + b"\0" * 9, Problem(0, Code.NOT_TEXT, detail="zip")),
        ("{}".encode("utf-16"), Problem(0, Code.WRONG_ENCODING, detail="utf-16-le")),
        (b"hello", Problem(1, Code.NOT_JSON)),
        (b'\n"hello"', Problem(1, Code.NOT_JSON)),
        (b"[1}", Problem(1, Code.NOT_JSON)),
        (b'{"a"}', Problem(1, Code.NOT_JSON)),
        (b"{1: 2}", Problem(1, Code.NOT_JSON)),
        (b'{"\xff": 2}', Problem(1, Code.NOT_JSON)),
        (b"[\n" * 100, Problem(33, Code.TOO_DEEP, detail="32")),
    ],
)
def test_what_is_no_json_is_one_problem(data: bytes, problem: Problem) -> None:
    assert _found(data, lambda _path: Choice.ENTER) == [problem]


def test_a_piece_that_is_too_long_is_read_past_in_little_memory() -> None:
    long = [b'{"messages": [{"text": "', *repeat(b'\\"]}' * 250_000, 64), b'"},\n 2]}']

    tracemalloc.start()
    found = _found(Flood(long))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert found == [
        Problem(1, Code.VALUE_TOO_LONG, detail=str(MAX_PIECE)),
        Piece(("messages", ANY), b"2", 2),
    ]
    assert peak < 30 << 20


def test_a_piece_that_is_a_little_too_long_is_read_past_too() -> None:
    data = b'{"messages": [{"text": "' + b"x" * MAX_PIECE + b'"}, 2]}'

    assert _found(data) == [
        Problem(1, Code.VALUE_TOO_LONG, detail=str(MAX_PIECE)),
        Piece(("messages", ANY), b"2", 1),
    ]


def test_what_nobody_asked_for_may_be_of_any_size() -> None:
    data = [b'{"x": ["', *repeat(b"x" * 1_000_000, 64), b"\\", b'"", [], {"y": 1}], "name": 1}']

    assert _found(Flood(data)) == [Piece(("name",), b"1", 1)]


def test_a_word_without_an_end_stops_the_reading() -> None:
    data = [b'{"name": "', *repeat(b"x" * 1_000_000, 64)]

    assert _found(Flood(data)) == [Problem(1, Code.VALUE_TOO_LONG, detail=str(MAX_PIECE))]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=6,
)


@settings(max_examples=40)
@given(
    st.dictionaries(st.text(max_size=4), st.lists(_JSON, max_size=4), max_size=4),
    st.booleans(),
    st.none() | st.integers(0, 3),
)
def test_pieces_are_what_json_would_read(
    value: dict[str, list[object]], is_ascii: bool, indent: int | None
) -> None:
    data = json.dumps(value, ensure_ascii=is_ascii, indent=indent).encode("utf-8", "surrogatepass")

    found = _found(Trickle(data), lambda path: Choice.TAKE if len(path) == 2 else Choice.ENTER)

    read = [json.loads(it.raw) if isinstance(it, Piece) else it for it in found]
    assert read == [item for items in value.values() for item in items]


def test_an_object_is_decoded_with_half_characters_and_control_characters() -> None:
    assert read_object(b'{"a": "\\ud83d\x0b", "b": 1}') == {"a": "\ud83d\x0b", "b": 1}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"7", Code.NOT_AN_OBJECT),
        (b'{"a": "\xff"}', Code.WRONG_ENCODING),
        (b'{"a": 1,}', Code.NOT_JSON),
        (b'{"a": ' + b"9" * 5_000 + b"}", Code.NOT_JSON),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", Code.TOO_DEEP),
    ],
)
def test_what_is_no_object_is_refused(raw: bytes, code: Code) -> None:
    with pytest.raises(RowRefused) as refused:
        read_object(raw)

    assert refused.value.code is code


def test_words_are_words_and_numbers_and_nothing_else() -> None:
    values: list[object] = ["a", 7, True, 1.5, None, [], {}]

    assert [word(value) for value in values] == ["a", "7", "", "", "", "", ""]
