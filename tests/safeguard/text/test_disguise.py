"""Letters in disguise are read, and spelling that only looks like it is left alone."""

import pytest

from safeguard.text.disguise import gathered
from safeguard.text.lexicon import DOUBLED, HARD, KNOWN
from safeguard.text.normalise import fold


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("k1ll h3r", "kill her"),
        ("1 w1ll k1ll y0u b1tch", "i will kill you bitch"),
        ("b@stard a$$hole $lut b!tch", "bastard asshole slut bitch"),
        ("5tup1d 1di0t", "stupid idiot"),
        ("adm1nistracion", "administracion"),
        ("y0u 4r3 50 dumb, x7z3 it", "you are so dumb, xtze it"),
    ],
)
def test_digits_and_signs_are_read_as_letters(typed: str, read: str) -> None:
    assert fold(typed).text == read


@pytest.mark.parametrize(
    "plain",
    [
        "7abibi ba7ebak 3alaikum ya 3omri",  # Arabizi
        "ma3lesh ana b3rf enti fein",
        "main 2 din me aaunga, kr2 4 log",  # romanised Hindi
        "the 1st of 3rd street at 10am, h1b and ps5, gr8 m8",
        "07700 900123 on 4 may",
        "mail anna.k1984@example.org or @b4rt0",
        "2 o 3 veces, el 5to piso, 1er etage",
        "c'est 100% vrai, 5€ ou 5 $",
        "wow!! really?! a+b",
    ],
)
def test_spelling_and_numbers_are_left_alone(plain: str) -> None:
    assert fold(plain).text == plain


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("f*ck", "fuck"),
        ("k**l y**", "kill you"),
        ("f--k f__k", "fuck fuck"),
        ("p*ta m**rda", "puta mierda"),
        ("sal*pe", "salope"),
        ("र*डी", "रंडी"),
        ("s*** and b***", "s*** and b***"),  # several words fit
        ("*please* read 2*3 and *", "*please* read 2*3 and *"),
        ("zq*x", "zq*x"),
    ],
)
def test_a_mask_is_read_where_one_word_fits(typed: str, read: str) -> None:
    assert fold(typed).text == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("рutа", "puta"),
        ("αss", "ass"),
        ("you should be able to соре with a plan", "you should be able to cope with a plan"),
        ("привет", "привет"),
        ("سنقتلک یا ہذہ", "سنقتلك يا هذه"),
        ("میں آپ سے متفق نہیں ہوں", "ميں اپ سے متفق نہيں ہوں"),
        ("he said привет to us", "he said привет to us"),
    ],
)
def test_letters_of_another_script_are_read_where_the_text_is_latin(typed: str, read: str) -> None:
    assert fold(typed).text == read


def test_words_are_told_apart_in_letters_without_gaps() -> None:
    assert gathered("killyou") == [0, 4]
    assert gathered("zzz") == [0]


def test_the_lists_are_folded_as_texts_are() -> None:
    assert [word for word in sorted(HARD | DOUBLED) if fold(word).text != word] == []
    assert HARD | DOUBLED < KNOWN
