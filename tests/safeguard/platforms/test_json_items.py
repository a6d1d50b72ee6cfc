"""Elements of a JSON array come out as their bytes, whatever the spacing, the chunks and the damage around them."""

import json
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard.platforms.codes import Code
from safeguard.platforms.json_items import CutOff, Json, NotFound, broken, decoded
from safeguard.platforms.rules import RowRefused

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
STYLES: list[dict[str, object]] = [
    {"indent": 2, "separators": (", ", " : ")},
    {"indent": 1},
    {"separators": (",", ":")},
    {"ensure_ascii": False},
]


def _cut(data: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


def _items(data: bytes, size: int = 65_536, largest: int = 1 << 20) -> list[bytes | None]:
    return list(Json(_cut(data, size)).items(largest))


@given(
    values=st.lists(VALUES | st.dictionaries(st.just("tweet"), VALUES, min_size=1), max_size=8),
    style=st.sampled_from(STYLES),
    size=st.integers(1, 200),
)
def test_every_element_comes_out_as_it_was_written(
    values: list[object], style: dict[str, object], size: int
) -> None:
    data = json.dumps(values, **style).encode()  # type: ignore[arg-type]  # the styles are its options

    found = _items(b" \n" + data + b" ;", size)

    assert [json.loads(it or b"") for it in found] == values
    assert all(it is not None and it in data for it in found)


@pytest.mark.parametrize("style", STYLES)
def test_many_objects_come_out_whole_and_each_knows_its_line(style: dict[str, object]) -> None:
    values = [
        {"tweet": {"n": n, "t": '}, {"tweet" ]\\', "l": [{"tweet": 1}]}} for n in range(5_000)
    ]
    data = json.dumps(values, **style).encode()  # type: ignore[arg-type]  # the styles are its options
    reading = Json(_cut(data, 65_536))
    lines, found = {}, []

    for number, item in enumerate(reading.items()):
        found.append(item)
        if number % 777 == 0:
            lines[number] = reading.line()

    assert [json.loads(it or b"") for it in found] == values
    begins = {n: data[: data.index(b'"n"' + _colon(style) + str(n).encode())] for n in lines}
    shift = 2 if style.get("indent") else 0  # the brace, the key, then the line of "n"
    assert lines == {n: before.count(b"\n") + 1 - shift for n, before in begins.items()}


def _colon(style: dict[str, object]) -> bytes:
    separators = style.get("separators", (", ", ": "))
    assert isinstance(separators, tuple)
    return str(separators[1]).encode()


def test_damage_inside_one_element_costs_that_one_only() -> None:
    values = [{"tweet": {"n": n}} for n in range(10_000)]
    data = json.dumps(values).replace('{"n": 5000}', '{"n" 5000 oops}').encode()

    found = _items(data)

    assert len(found) == len(values)
    assert [n for n, it in enumerate(found) if it != json.dumps(values[n]).encode()] == [5_000]


def test_what_is_too_large_is_read_past_and_named() -> None:
    def endless() -> Iterator[bytes]:
        yield b'[{"a":1},\n{"a":"'
        for _ in range(300):
            yield rb"x\"y" * 10_000
        yield b'"}, "' + b"z" * 3_000_000 + b'", {"a":2}, ' + b"9" * 5_000 + b"]"

    found = list(Json(endless()).items(4_000))

    assert found == [b'{"a":1}', None, None, b'{"a":2}', None]


def test_an_element_of_many_chunks_is_put_together() -> None:
    large = json.dumps({"a": ['\\"'] * 60_000}).encode()

    assert _items(b"[7," + large + b"," + large + b"]", 1 << 18) == [b"7", large, large]


def test_objects_too_large_by_themselves_are_named_among_many() -> None:
    values = [{"tweet": "x" * (400 if n == 70 else 10)} for n in range(5_000)]

    found = _items(json.dumps(values).encode(), largest=100)

    assert [n for n, it in enumerate(found) if it is None] == [70]


@pytest.mark.parametrize(
    "data", [b"", b"[", b'[{"a":1}', b'[{"a":1},', b'["abc', b'["abc\\', b'[{"a":[1', b'[{"a']
)
def test_a_file_that_ends_too_early_is_cut_off(data: bytes) -> None:
    with pytest.raises(CutOff):
        _items(data, 3)


@pytest.mark.parametrize("data", [b"{}", b"1", b"[}", b"[1}", b'[{"a":1}}'])
def test_what_is_no_array_is_not_found(data: bytes) -> None:
    with pytest.raises(NotFound):
        _items(data)


def test_deep_nesting_is_no_more_than_an_element() -> None:
    deep = b"[" * 200_000 + b"]" * 200_000

    assert _items(b'[{"t":1},{"t":2},' + deep + b',{"t":3}]')[2:] == [deep, b'{"t":3}']


def test_a_nested_array_is_entered_by_its_keys() -> None:
    data = b' {"x":{"log":[1]},"n":null,"log":{"v":"[","entries":[1,2],"z":0}}'

    reading = Json(_cut(data, 2))
    reading.enter("log", "entries")

    assert list(reading.items()) == [b"1", b"2"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"[]", NotFound),
        (b'{"a":1}', NotFound),
        (b'{"a":1,"b":2}', NotFound),
        (b"{1:2}", NotFound),
        (b'{"a" 1}', NotFound),
        (b'{"\\ud800":1}', NotFound),
        (b'{"' + b"k" * 9_000 + b'":1}', NotFound),
        (b'{"\xff":1}', NotFound),
        (b'{"a":1,', CutOff),
        (b"", CutOff),
    ],
)
def test_keys_that_are_not_there_are_not_found(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        Json(iter((data,))).enter("log")


def test_the_beginning_up_to_a_mark_is_given() -> None:
    reading = Json(iter((b"window.x ", b"= [1]")))

    assert (reading.skip_to(b"=", 100), list(reading.items())) == (b"window.x ", [b"1"])


@pytest.mark.parametrize("data", [b"window", b"x" * 5_000 + b"="])
def test_a_mark_too_far_away_is_not_found(data: bytes) -> None:
    with pytest.raises(NotFound):
        Json(_cut(data, 100)).skip_to(b"=", 4_096)


class _Inner(msgspec.Struct):
    full_text: str


class _Outer(msgspec.Struct):
    tweet: _Inner


@pytest.mark.parametrize(
    ("raw", "code", "column", "detail"),
    [
        (b"1", Code.NOT_AN_OBJECT, "", ""),
        (b"{}", Code.MISSING_VALUE, "", ""),
        (b'{"tweet":{}}', Code.MISSING_VALUE, "text", ""),
        (b'{"tweet":[]}', Code.BAD_VALUE, "", "array"),
        (b'{"tweet":{"full_text":1}}', Code.BAD_VALUE, "text", "int"),
        (b'{"tweet":{"full_text":"\xff"}}', Code.WRONG_ENCODING, "", ""),
        (b'{"tweet":{"full_text":"a"},"x":"\xff"}', Code.WRONG_ENCODING, "", ""),
        (b'{"tweet"', Code.NOT_JSON, "", ""),
        (b'{"tweet":{"full_text":"\0"}}', Code.NUL_BYTE, "", ""),
        (b'{"tweet":{"full_text":"\x1b"}}', Code.CONTROL_CHARACTER, "", ""),
        (b'{"tweet":{"full_text":"\\ud83d"}}', Code.LONE_SURROGATE, "", ""),
        (b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}", Code.NOT_JSON, "", ""),
    ],
)
def test_an_item_that_does_not_fit_says_where_and_why(
    raw: bytes, code: Code, column: str, detail: str
) -> None:
    with pytest.raises(RowRefused) as refused:
        decoded(msgspec.json.Decoder(_Outer), raw, {"full_text": "text"})

    found = refused.value
    assert (found.code, found.column, found.detail) == (code, column, detail)


def test_an_item_that_fits_is_decoded() -> None:
    raw = '{"tweet":{"full_text":"é"}}'.encode()

    assert decoded(msgspec.json.Decoder(_Outer), raw, {}) == _Outer(_Inner("é"))


def test_what_breaks_json_has_a_code() -> None:
    assert broken(b"{") == Code.NOT_JSON
