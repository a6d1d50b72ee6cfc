"""Every character is printed as itself or as its number; none disappears."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard.publish import signs
from safeguard.publish.signs import spelled


@pytest.mark.parametrize(
    "text",
    [
        "plain words, 25 % of them",
        "¿Qué? Peut-être « là », œuvre",
        "كَلِمَةٌ عربية ١٢٣، ﷺ",
        "ज़िक्र, श्रृंखला, क्ष्म, र्द",
        "по-русски, ελληνικά",
        "می\u200cخواهم",  # Persian is not written without it
        "\u200fعربي\u200e",
        "\u2068@name\u2069 قال",
    ],
)
def test_what_the_fonts_have_stays_as_it_is(text: str) -> None:
    assert spelled(text) == [(False, text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("go 你好.", [(False, "go "), (True, "[U+4F60 U+597D]"), (False, ".")]),
        ("\U0001f52a", [(True, "[U+1F52A HOCHO]")]),
        ("❤️!", [(True, "[U+2764 HEAVY BLACK HEART U+FE0F]"), (False, "!")]),
        ("বাংলা", [(True, "[U+09AC U+09BE U+0982 U+09B2 U+09BE]")]),
        ("k\u200bill", [(False, "k"), (True, "[U+200B]"), (False, "ill")]),
        ("a\u202eb", [(False, "a"), (True, "[U+202E]"), (False, "b")]),
        ("\x00\x07", [(True, "[U+0000 U+0007]")]),
        ("half \ud83d", [(False, "half "), (True, "[U+D83D]")]),
        ("ك\u200f\u0301", [(False, "ك\u200f"), (True, "[U+0301]")]),  # an accent on nothing
        ("Z" + "\u0301" * 8, [(True, "[U+005A" + " U+0301" * 8 + "]")]),
        ("ك\u0947", [(True, "[U+0643 U+0947]")]),  # no one font has both
        ("", []),
    ],
)
def test_what_they_have_not_is_given_by_number(text: str, pieces: list[tuple[bool, str]]) -> None:
    assert spelled(text) == pieces


@given(st.text())
def test_nothing_is_left_out(text: str) -> None:
    read = [read_back(piece) if is_mark else piece for is_mark, piece in spelled(text)]

    assert "".join(read) == text


def read_back(mark: str) -> str:
    return "".join(chr(int(number, 16)) for number in re.findall(r"U\+([0-9A-F]+)", mark))


@given(st.text())
def test_what_stays_can_be_seen_or_steers(text: str) -> None:
    left = {each for is_mark, piece in spelled(text) for each in piece if not is_mark}

    unseen = {each for each in left if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Cn"}}
    assert unseen <= set("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069")


def test_the_fonts_lie_beside_their_licence_and_are_small() -> None:
    names = sorted(path.name for path in signs.FONTS.iterdir())

    assert names == sorted(
        ["OFL.txt"]
        + [f"{name}-{weight}.ttf" for name in signs.FAMILIES for weight in ("Regular", "Bold")]
    )
    assert "SIL OPEN FONT LICENSE" in (signs.FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in signs.FONTS.iterdir()) < 2_500_000
