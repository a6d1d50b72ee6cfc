"""The shipped weights: small, read once, read-only, with thresholds that keep the rules' promise."""

import tracemalloc
from importlib.resources import files

import numpy as np
import pytest

from safeguard.classify import baseline
from safeguard.classify.records import HEADS, POINTS
from safeguard.classify.rules.rule import HINT, LIKELY, SURE
from safeguard.text.language import LANGUAGES
from safeguard.text.normalise import without_addresses

FOUR_MEGABYTES = 4 * 2**20


def test_the_weights_are_small_on_disk_and_in_memory() -> None:
    content = files("safeguard.classify").joinpath(baseline.WEIGHTS).read_bytes()

    tracemalloc.start()
    model = baseline.read(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (len(content) <= FOUR_MEGABYTES, peak < 60 * 2**20) == (True, True)
    assert model.name == "fuerza-baseline-3"


def test_the_model_is_read_once_and_cannot_be_written() -> None:
    model = baseline.model()

    assert model is baseline.model()
    with pytest.raises(ValueError, match="read-only"):
        model.table[0, 0] = 1


def test_thresholds_keep_what_the_rules_weights_promise() -> None:
    more, balanced, fewer = baseline.model().thresholds

    assert baseline.model().thresholds.shape == (len(POINTS), len(HEADS), len(LANGUAGES))
    assert bool(np.all(more <= HINT) and np.all(balanced <= LIKELY) and np.all(fewer <= SURE))
    assert bool(np.all(more <= balanced) and np.all(balanced <= fewer))


def test_the_strongest_word_of_a_wordless_text_is_all_of_it() -> None:
    prediction = baseline.predict(baseline.model(), ["...", ""], ["und", "und"])

    assert prediction.strongest_word(0, "insult", "...") == (0, 3)
    assert prediction.strongest_word(1, "insult", "") == (0, 0)


@pytest.mark.parametrize(
    ("folded", "plain"),
    [
        ("@ana: 0791 x https://a.example", "0000 x "),
        ("see https://a.example now", "see now"),
        ("no 9 lives", "no 0 lives"),
        ("@ana", ""),
    ],
)
def test_numbers_weigh_by_their_shape_and_addresses_not_at_all(folded: str, plain: str) -> None:
    assert baseline.plain(folded) == plain
    blanked = without_addresses(folded)
    assert len(baseline.places(blanked)) == len(plain)
