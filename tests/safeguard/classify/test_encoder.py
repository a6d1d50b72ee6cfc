"""What the encoder answers, however its texts come, and what it costs to hold."""

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import numpy as np
import pytest

from safeguard.classify import encoder
from safeguard.classify.records import HEADS
from safeguard.text.normalise import fold

needs_weights = pytest.mark.skipif(
    not encoder.is_here(),
    reason="not run: the encoder's weights or onnxruntime are not installed",
)
TEXTS = [
    "I will find you and hurt you",
    "thank you for the talk on Friday, it was lovely",
    "te voy a buscar a la salida del trabajo",
    "merci pour tout ce que tu fais",
    "شكرا لك على كل شيء",
    "तुम्हारे भाषण के लिए धन्यवाद",
    "aapka interview bahut accha tha",
    "ok",
    "the budget figures in this article are wrong and the minister should correct them " * 4,
]


def folded(texts: list[str]) -> list[str]:
    return [fold(text).text for text in texts]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("thanks @maria_r, see https://example.org/a?b=1", "thanks @ see http"),
        ("write to maria@example.org", "write to mail@"),
        ("#women_in_news call 0770 900 123", "# women in news call 0000 000 000"),
        ("@maria_r @b thanks", "thanks"),
        ("", ""),
    ],
)
def test_whom_it_names_and_which_digits_is_not_read(text: str, read: str) -> None:
    assert encoder.plain(text) == read


@needs_weights
def test_a_text_scores_the_same_alone_in_a_batch_and_beside_other_threads() -> None:
    texts = folded(TEXTS)
    alone = np.concatenate([encoder.predict([text]) for text in texts])

    together = encoder.predict(texts)
    with ThreadPoolExecutor(4) as pool:
        beside = np.concatenate(list(pool.map(lambda text: encoder.predict([text]), texts * 3)))

    assert together.tolist() == alone.tolist()
    assert beside.tolist() == np.concatenate([alone] * 3).tolist()


@needs_weights
@pytest.mark.parametrize(
    ("language", "threat", "fair"),
    [
        ("en", "I will come to your house and hurt you", "kill this bill, it hurts small shops"),
        ("es", "te voy a matar", "me muero de risa con este video"),
        ("fr", "je vais te tuer", "ce projet de loi est mauvais, il faut le retirer"),
        ("ar", "سأقتلك أينما كنت", "هذا القرار سيء ويجب التراجع عنه"),
        ("hi", "मैं तुम्हें जान से मार दूंगा", "यह बजट गलत है, आंकड़े जांचिए"),
    ],
)
def test_a_threat_is_likelier_a_threat_than_sharp_words_on_a_subject(
    language: str, threat: str, fair: str
) -> None:
    chances = encoder.probabilities(folded([threat, fair]), [language] * 2)[
        :, HEADS.index("threat")
    ]

    assert chances[0] > 2 * chances[1]


@needs_weights
@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "🙂🙂", "\ud800 lone", "\x01\x02\xff", "x" * 1_000_000, "日本語 👩‍💻 жить"],
)
def test_whatever_comes_is_answered_with_numbers(text: str) -> None:
    found = encoder.predict([text, fold(text).text])

    assert found.shape == (2, len(HEADS))
    assert np.isfinite(found).all()


@needs_weights
def test_no_texts_have_no_scores() -> None:
    assert encoder.predict([]).shape == (0, len(HEADS))
    assert encoder.kinds([]) == []


@needs_weights
def test_the_kinds_of_sexism_are_told_apart() -> None:
    texts = ["women should not be allowed to vote or lead", "i hope someone rapes that woman"]

    assert encoder.kinds(texts)[1] == "threat"
    assert set(encoder.kinds(texts)) <= set(encoder.KINDS)


@needs_weights
def test_the_word_that_made_a_threat_of_it_is_found() -> None:
    text = "somebody should murder this senator"

    start, end = encoder.strongest_word(text, "threat")

    assert text[start:end] == "murder"


@needs_weights
def test_the_weights_are_two_files_of_less_than_thirty_megabytes_and_their_licence() -> None:
    found = list(files("safeguard.classify").joinpath(encoder.FOLDER).iterdir())

    assert {file.name for file in found} == {encoder.NETWORK, encoder.TABLES, "NOTICE.txt"}
    assert sum(len(file.read_bytes()) for file in found) < 30e6
