"""A search finds the right guide first, in the words that people use, with their accents or without."""

import pytest

from fuerza.guides.queries import found, results
from tests.fuerza.guides.conftest import Lay

ASKED = [
    ("en", "they published where I live", "address"),
    ("en", "doxxed", "address"),
    ("en", "fake nudes of me", "image"),
    ("en", "he says he will kill me", "threat"),
    ("en", "my ex spies on my phone", "watched"),
    ("en", "a mob attacks me", "pile-on"),
    ("en", "somebody pretends to be me", "impostor"),
    ("en", "which screenshots should I keep", "keep-proof"),
    ("en", "mute on twitter", "control-x"),
    ("en", "give a speech", "speaking"),
]


@pytest.mark.parametrize(("language", "query", "name"), ASKED)
def test_the_right_guide_comes_first(language: str, query: str, name: str) -> None:
    assert [guide.name for guide in found(query, language)][:1] == [name]


@pytest.mark.parametrize("query", ["qqqq", "", "🙂"])
def test_what_nobody_wrote_finds_nothing(query: str) -> None:
    assert found(query, "en") == []


def test_the_words_of_the_source_find_a_guide_in_every_language(lay: Lay) -> None:
    guide = lay(spanish="")

    assert results("zyzzyva", "es") == [(guide, guide.texts["es"])]
    assert results("inventadas", "es")[0] == (guide, guide.texts["es"])
