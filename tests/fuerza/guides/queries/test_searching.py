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
    ("es", "publicaron mi direccion", "address"),
    ("es", "me AMENAZÓ de muerte", "threat"),
    ("es", "difundieron una foto intima", "image"),
    ("es", "mi ex me espía el celular", "watched"),
    ("es", "troles me insultan", "pile-on"),
    ("es", "perfiles falsos", "impostor"),
    ("es", "tomar capturas", "keep-proof"),
    ("fr", "menacee de mort", "threat"),
    ("fr", "on a publie mon adresse", "address"),
    ("fr", "une fausse vidéo nue", "image"),
    ("fr", "mon mari surveille mon portable", "watched"),
    ("fr", "raids et insultes", "pile-on"),
    ("fr", "usurpation d'identite", "impostor"),
    ("fr", "garder des preuves", "keep-proof"),
    ("ar", "تهديدات بالقتل", "threat"),
    ("ar", "نشروا العنوان", "address"),
    ("ar", "صورة مزيّفة", "image"),
    ("ar", "زوجي يراقب الهاتف", "watched"),
    ("ar", "هجوم جماعى", "pile-on"),
    ("ar", "حساب مزيف باسمي", "impostor"),
    ("ar", "حفظ الأدلة", "keep-proof"),
    ("hi", "जान से मारने की धमकी", "threat"),
    ("hi", "jaan se maarne ki dhamki", "threat"),
    ("hi", "घर का पता लीक", "address"),
    ("hi", "ghar ka pata", "address"),
    ("hi", "नंगी तस्वीरें वायरल", "image"),
    ("hi", "पति फोन पर नजर रखता है", "watched"),
    ("hi", "फर्जी प्रोफाइल", "impostor"),
    ("hi", "गालियां और ट्रोलिंग", "pile-on"),
    ("hi", "स्क्रीनशॉट", "keep-proof"),
    ("es", "como ayudar a una amiga", "those-around"),
    ("fr", "aider une collegue", "those-around"),
    ("ar", "دعم صديقة", "those-around"),
    ("hi", "दोस्त की मदद", "those-around"),
    ("es", "¿debo contestar?", "answering"),
    ("hi", "jawab dena", "answering"),
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
