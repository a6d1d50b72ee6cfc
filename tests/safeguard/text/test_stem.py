"""Search keys: one stem for the forms of a word, with or without its accents."""

import pytest

from safeguard.text.stem import fold, stems


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("es", "Mataré", "matare"),
        ("es", "votación", "votaciones"),
        ("fr", "menacées", "menacees"),
        ("en", "threatening", "threatened"),
        ("ar", "والنساء", "نساء"),
        ("hi", "लड़कियों", "लडकियों"),
        ("hi-Latn", "Ladki", "ladki"),
    ],
)
def test_forms_of_a_word_meet(language: str, one: str, other: str) -> None:
    assert stems(one, language) == stems(other, language)


def test_words_keep_their_order_and_number() -> None:
    assert stems("The bus, the BUS!", "en") == ["the", "bus", "the", "bus"]


def test_a_hindi_word_is_not_cut_at_its_vowel_signs() -> None:
    assert stems("औरतों की आवाज़", "und") == ["औरतों", "की", "आवाज"]


def test_an_arabic_word_that_only_looks_like_an_article_stays() -> None:
    assert stems("الو الى", "ar") == ["الو", "الي"]


def test_folding_gives_composed_text() -> None:
    assert fold("Ｅ\u0301COLE 각") == "ecole 각"
