"""Folding meets what people type, and its offsets lead back to the original."""

import time
from collections.abc import Callable

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
        ("sooooo", "so"),
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


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("k i l l  y o u", "kill you"),
        ("k i l l y o u now", "kill you now"),
        ("k.i.l.l, k-i-l-l", "kill, kill"),
        ("k🔥i🔥l🔥l", "kill"),
        ("ا ق ت ل ك", "اقتلك"),
        ("म ा र", "मार"),
        ("बे व कू फ औ र त", "बेवकूफ औरत"),
        ("मा.रूं.गा", "मारूंगा"),
        ("स्त्री", "स्त्री"),
        ("नींद में तू भी पी ले, भजन", "नींद में तू भी पी ले, भजन"),
        ("vitamin C D E", "vitamin c d e"),
        ("the U.S. and y a plus", "the u.s. and y a plus"),
        ("(e.g. a b)", "(e.g. a b)"),
    ],
)
def test_letters_that_stand_apart_are_gathered(typed: str, folded: str) -> None:
    assert fold(typed).text == folded


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("cooool looooser kiiiillll", "cool loser kill"),
        ("noooo yesss hmmm", "no yes hm"),
        ("yaaaar sunooo", "yaar suno"),
        ("accha baat", "accha baat"),
        ("www.example.com", "www.example.com"),
        ("ههههه", "ههه"),
        ("wait.... what?????", "wait.. what??"),
        ("❤️❤️❤️ 👍🏽👍🏽👍🏽", "❤❤ 👍👍"),
    ],
)
def test_what_is_drawn_out_is_kept_once_or_as_a_known_word_has_it(typed: str, folded: str) -> None:
    assert fold(typed).text == folded


def test_a_hashtag_in_camel_case_is_read_as_words() -> None:
    folded = fold("say #ShutUpMaria #now")

    assert folded.text == "say shut up maria #now"
    assert folded.span(4, 8) == (5, 9)


@pytest.mark.parametrize("fancy", ["ᴋɪʟʟ", "🅺🅸🅻🅻", "ⓚⓘⓛⓛ", "𝓴𝓲𝓵𝓵", "k̶i̶l̶l̶", "ＫＩＬＬ", "KiLl"])
def test_ornamental_letters_are_letters(fancy: str) -> None:
    assert fold(fancy).text == "kill"


ATTACKS: dict[str, Callable[[str], str]] = {
    "accents": lambda word: "".join(f"{letter}\u0301" for letter in word),
    "capitals": lambda word: "".join(map(str.upper, word)),
    "digits": lambda word: word.translate(str.maketrans("oieast", "013457")),
    "dots": ".".join,
    "drawn out": lambda word: word[:-1] + word[-1] * 4,
    "full width": lambda word: "".join(chr(ord(letter) + 0xFEE0) for letter in word),
    "hidden": "\u200b".join,
    "look-alikes": lambda word: word.translate(str.maketrans("aeio", "аеіо")),
    "spaces": " ".join,
}


@settings(max_examples=200, deadline=None)
@given(
    word=st.sampled_from(["stupid", "matarte", "salope", "kutiya", "mourir", "killing", "mierda"]),
    attack=st.sampled_from(sorted(ATTACKS)),
    before=st.lists(
        st.sampled_from(["so", "mañana", "ça,", "9", "  ", "दिन", "👍🏽", "..."]), max_size=4
    ),
)
def test_a_word_in_disguise_is_found_where_it_was_typed(
    word: str, attack: str, before: list[str]
) -> None:
    typed = ATTACKS[attack](word)
    text = " ".join([*before, typed, "today"])

    folded = fold(text)

    start = folded.text.rindex(word)
    begin, end = folded.span(start, start + len(word))
    assert text[begin:end] == typed


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
    assert folded.text == folded.text.strip(" ")
    assert all(0 <= place < len(text) for place in folded.origin)


def test_addresses_are_blanked_in_place() -> None:
    text = "hey @ana@home.example, see https://x.example/a#b or mail a@b.example #now"

    assert without_addresses(text) == "hey " + " " * 19 + "see " + " " * 22 + "or mail " + " " * 16


def test_more_characters_than_are_remembered_fold_alike() -> None:
    many = "".join(chr(0x4E00 + number) for number in range(5_000))

    assert fold(many).text == many


@pytest.mark.parametrize(
    "piece", ["k*l ", "q1x ", "a b ", "x.y.z ", "soooo ", "рa ", "😀a", "#AbC ", "aaa", "k-", "*a"]
)
def test_folding_takes_time_as_the_text_is_long(piece: str) -> None:
    short, long = (piece * (size // len(piece)) for size in (2_500, 10_000))
    fold(long)  # what is remembered of words must not help the second

    assert _seconds(long) < 10 * _seconds(short) + 0.05


def _seconds(text: str) -> float:
    spent = []
    for _ in range(3):
        start = time.process_time()
        fold(text)
        spent.append(time.process_time() - start)
    return min(spent)
