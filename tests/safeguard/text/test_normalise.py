"""Folding meets what people type, and its offsets lead back to the original."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard.text.normalise import fold, without_addresses

ANYTHING = st.text(alphabet=st.characters(), max_size=200)  # lone surrogates and NUL included


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Te MATARÉ", "te matare"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("k\u200bi\u200dl\u00adl", "kill"),
        ("sooooo", "soo"),
        ("!!!!!", "!!"),
        ("call 555000111", "call 555000111"),
        ("٠١٢ १२३", "012 123"),
        ("أُقتلكِ يا كــلبة", "اقتلك يا كلبه"),
        ("क़लम माँ लड़की", "कलम मां लडकी"),
        ("рutа αss", "puta ass"),
        ("привет", "привет"),
        ("k1ll h3r, shu7 up", "kill her, shut up"),
        ("covid19 mp3 4ever", "covid19 mp3 4ever"),
        ("don’t", "don't"),
        ("  a \n\t b  ", "a b"),
        ("a\0b\ud800c", "a b c"),
        ("ß ﬁ İ", "ss fi i"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_a_text_is_folded(typed: str, folded: str) -> None:
    assert fold(typed).text == folded


def test_offsets_lead_back_to_what_was_typed() -> None:
    typed = "¡Te  ma\u200btaré\u0301, ya!"
    folded = fold(typed)
    start = folded.text.index("matare")

    begin, end = folded.span(start, start + len("matare"))

    assert typed[begin:end] == "ma\u200btaré\u0301"


def test_a_span_at_the_end_takes_what_folded_to_nothing() -> None:
    typed = "kill\u200b\u200b"

    assert fold(typed).span(0, 4) == (0, len(typed))


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_folding_never_fails_and_is_aligned(text: str) -> None:
    folded = fold(text)

    assert len(folded.origin) == len(folded.text)
    assert list(folded.origin) == sorted(folded.origin)
    assert "  " not in folded.text
    assert folded.text == folded.text.strip()


def test_addresses_are_blanked_in_place() -> None:
    text = "hey @ana@home.example, see https://x.example/a#b or mail a@b.example #now"

    assert without_addresses(text) == "hey " + " " * 19 + "see " + " " * 22 + "or mail " + " " * 16


def test_more_characters_than_are_remembered_fold_alike() -> None:
    many = "".join(chr(0x4E00 + number) for number in range(5_000))

    assert fold(many).text == many
