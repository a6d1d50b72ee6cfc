"""A place that she gave is found by its mark, however it is written; what she did not give is not."""

import hmac

import pytest

from safeguard.detect.offline import Sign
from safeguard.detect.places import find_places, mark_of, words_of


def mark(words: str) -> bytes:
    return hmac.digest(b"k", words.encode(), "sha256")


def known(**places: str) -> dict[bytes, tuple[str, int]]:
    return {
        mark_of(words_of(text), mark): (kind, len(words_of(text))) for kind, text in places.items()
    }


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("see you at Calle Mayor 12 tonight", "Calle Mayor 12"),
        ("CALLE MAYOR, 12!!!", "CALLE MAYOR, 12"),
        ("c\u200balle máyor - 12", "c\u200balle máyor - 12"),
    ],
)
def test_her_address_is_found_however_it_is_written(text: str, seen: str) -> None:
    [sign] = find_places(text, known(address="Calle Mayor 12"), mark)

    assert (sign.kind, sign.code, text[sign.start : sign.end]) == ("address", "hers", seen)


@pytest.mark.parametrize("text", ["Calle Mayor 13", "Mayor Calle 12", "calle", ""])
def test_another_place_is_not_hers(text: str) -> None:
    assert find_places(text, known(address="Calle Mayor 12"), mark) == ()


def test_each_kind_is_told_once_and_nothing_without_places() -> None:
    text = "Calle Mayor 12, then the Evening Post, then Calle Mayor 12"
    places = known(address="Calle Mayor 12", workplace="evening post")

    assert set(find_places(text, places, mark)) == {
        Sign("address", "hers", 0, 14),
        Sign("workplace", "hers", 25, 37),
    }
    assert find_places(text, {}, mark) == ()


def test_words_in_other_scripts_are_words() -> None:
    text = "أعرف شارع النيل ١٢ جيدا"

    [sign] = find_places(text, known(address="شارع النيل 12"), mark)

    assert text[sign.start : sign.end] == "شارع النيل ١٢"
