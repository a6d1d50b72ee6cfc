"""The language of a short post, or an honest 'und'."""

import pytest

from safeguard.text.language import identify, script_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I do not agree with your vote", "en"),
        ("no estoy de acuerdo con tu voto", "es"),
        ("je ne suis pas d'accord avec vous", "fr"),
        ("لا أتفق معك في هذا", "ar"),
        ("मैं आपसे सहमत नहीं हूं", "hi"),
        ("छाती और पूछा, आणि भी", "hi"),
        ("main aapse sehmat nahi hu", "hi-Latn"),
        ("ich bin nicht einverstanden und das ist auch gut", "und"),
        ("eu não concordo com isso, muito obrigado", "und"),
        ("میں آپ سے متفق نہیں ہوں", "und"),
        ("मला हे आवडत नाही आणि पटत नाही", "und"),
        ("Я не согласен с вами", "und"),
        ("", "und"),
        ("😀😀 12345", "und"),
        ("@ana #now https://x.example", "und"),
        ("Marisol", "und"),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("Marisol", "es", "es"),
        ("Marisol", "es-CO", "es"),
        ("Marisol", "hi", "hi-Latn"),
        ("Marisol", "ar", "und"),
        ("ok", "de", "de"),
        ("I do not agree with your vote", "es", "en"),
        ("میں آپ سے متفق نہیں ہوں", "ur", "ur"),
        ("میں آپ سے متفق نہیں ہوں", "ar", "ar"),
        ("मला हे आवडत नाही आणि पटत नाही", "mr", "mr"),
        ("Я не согласен", "uk", "uk"),
        ("Я не согласен", "en", "und"),
        ("😀", "fr", "und"),
    ],
)
def test_a_hint_helps_only_where_the_text_cannot_tell(text: str, hint: str, language: str) -> None:
    assert identify(text, hint) == language


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("abc", "Latn"),
        ("ابت", "Arab"),
        ("कखग", "Deva"),
        ("где", ""),
        ("123", ""),
        ("ab ابت", "Arab"),
    ],
)
def test_the_script_of_most_letters_counts(text: str, script: str) -> None:
    assert script_of(text) == script
