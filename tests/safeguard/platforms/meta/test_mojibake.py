"""Meta's broken accents are put right exactly, and nothing else is touched."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard.platforms.meta.mojibake import is_broken, repaired

TEXTS = [
    "मुझे पता है तुम कहाँ रहती हो",
    "أعرف أين تسكنين",
    "¡Qué asco! 😡🇪🇸 ñandú",
    "“curly” – ‘quotes’ …",
    "plain",
    'quotes " and \\ and \\u00c3 and\nlines\ttabs\x0b',
    "a real Ã© stays",
]


def broken(value: object) -> bytes:
    """Write JSON as Meta does: each byte of UTF-8 as a character, escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(
        it if it.isascii() else "".join(f"\\u{byte:04x}" for byte in it.encode()) for it in text
    ).encode()


@pytest.mark.parametrize("text", TEXTS)
def test_a_broken_file_is_put_right_exactly(text: str) -> None:
    data = broken({"content": text})

    assert is_broken(data) is not text.isascii()
    assert json.loads(repaired(data)) == {"content": text}


@given(st.text())
def test_whatever_is_broken_that_way_comes_back(text: str) -> None:
    assert json.loads(repaired(broken(text))) == text


@pytest.mark.parametrize("text", TEXTS[:-1])
@pytest.mark.parametrize("is_ascii", [True, False])
def test_a_file_that_is_right_is_left_alone(text: str, is_ascii: bool) -> None:
    assert not is_broken(json.dumps({"content": text}, ensure_ascii=is_ascii).encode())


@pytest.mark.parametrize(
    "data",
    [
        rb'["Ol\u00e9", "a real \u00c3\u00a9"]',
        rb'["a real \u00c3\u00a9", "\u2019"]',
        '["a real \\u00c3\\u00a9", "ñ"]'.encode(),
        rb'["\\u00c3\\u00a9"]',
        rb'["\u000b\u001f"]',
        b"[]",
    ],
)
def test_a_right_file_shows_that_it_is_right_by_what_else_it_holds(data: bytes) -> None:
    assert not is_broken(data)


def test_only_a_file_that_holds_nothing_else_can_be_taken_for_broken() -> None:
    assert is_broken(rb'["a real \u00c3\u00a9 alone cannot be told"]')


def test_a_character_that_was_cut_in_half_costs_no_other() -> None:
    cut = broken(["ñ", "ñ", "sí 😡"]).replace(rb"\u00a1", b"")

    assert is_broken(cut)
    assert json.loads(repaired(cut)) == ["ñ", "ñ", "sí \xf0\x9f\x98"]


def test_letters_of_escapes_may_be_large() -> None:
    assert json.loads(repaired(rb'"\u00C3\u00A9"')) == "é"
