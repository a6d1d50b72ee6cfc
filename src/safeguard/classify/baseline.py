"""The baseline model: one logistic regression a head over hashed n-grams.

Honestly labelled: it counts pieces of words and understands nothing. Weights are whole numbers, and
sums of whole numbers are the same in any order, so a text scores the same alone and in any batch.
"""

import re
import threading
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from safeguard.classify import features
from safeguard.classify.records import HEADS
from safeguard.classify.tables import ANY_DIGIT, Trained, column, sigmoid
from safeguard.text.normalise import without_addresses

WEIGHTS = "baseline.npz"
_WORD = re.compile(r"\S+")
_GAP = re.compile(r"(?:^|(?<= )) +")  # what blanked addresses leave
_loading = threading.Lock()


class Model(Trained, frozen=True, kw_only=True):
    """Trained weights, read-only: `table[feature, head]`, and what turns sums into probabilities.

    `scale` is [head], `bias` [head, language], `thresholds` [operating point, head, language].
    """

    table: NDArray[np.int8]
    scale: NDArray[np.float64]
    bias: NDArray[np.float64]


class Prediction(msgspec.Struct, frozen=True):
    """A batch's probabilities [text, head], and what each character position adds [position, head]."""

    probabilities: NDArray[np.float64]
    pieces: NDArray[np.int16]
    begins: NDArray[np.int64]

    def strongest_word(self, number: int, head: str, plain: str) -> tuple[int, int]:
        """Find the word of text `number` that spoke most for `head`: offsets into it as it was given."""
        begin = int(self.begins[number]) + 1  # past the space put before each text
        words = [word.span() for word in _WORD.finditer(plain)] or [(0, len(plain))]
        pieces = self.pieces[begin : begin + len(plain), HEADS.index(head)]
        sums = np.append(0, np.cumsum(pieces, dtype=np.int64)).tolist()
        return max(words, key=lambda span: int(sums[span[1]] - sums[span[0]]))


def model() -> Model:
    """Give the shipped model; it is read once a process, by whoever asks first."""
    with _loading:
        return _shipped()


@cache
def _shipped() -> Model:
    return read(files("safeguard.classify").joinpath(WEIGHTS).read_bytes())


def read(content: bytes) -> Model:
    """Read a weights file as `training/train_baseline.py` writes it."""
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        parts = {name: arrays[name] for name in ("table", "scale", "bias", "thresholds")}
        name = str(arrays["name"])
    for array in parts.values():
        array.flags.writeable = False
    return Model(name=name, **parts)


def predict(model: Model, texts: Sequence[str], languages: Sequence[str]) -> Prediction:
    """Score plain texts, at least one; in a language that is not read, the answer means nothing."""
    found = features.grams(texts)
    letters = found.parts[0][1]  # every run of letters begins at one of these places
    sums = np.zeros((len(letters), len(HEADS)), np.int16)  # 6 x 127 at most
    counts = np.zeros(int(found.begins[-1]), np.int64)
    for gram, places in found.parts:
        if places is letters:
            sums += model.table.take(gram, axis=0)
    pieces = np.zeros((len(counts), len(HEADS)), np.int16)
    pieces[letters] = sums
    counts[letters] = len(features.ORDERS)
    for gram, places in found.parts:
        if places is not letters:
            pieces[places] += model.table.take(gram, axis=0)
            counts[places] += 1
    counts = np.add.reduceat(counts, found.begins[:-1])
    totals = np.add.reduceat(pieces, found.begins[:-1], axis=0, dtype=np.int64)
    bias = model.bias.T[[column(language) for language in languages]]
    logits = totals * model.scale / np.sqrt(counts)[:, None] + bias
    return Prediction(sigmoid(logits), pieces, found.begins)


def plain(folded: str) -> str:
    """Take out what should not weigh: who is addressed, links, and which digits a number has."""
    return _GAP.sub("", without_addresses(folded)).translate(ANY_DIGIT)


def places(blanked: str) -> list[int]:
    """Say where each character of a plain text stands in the folded one, of which addresses are blanked."""
    return [
        place
        for place, sign in enumerate(blanked)
        if sign != " " or blanked[place - 1 : place] not in ("", " ")
    ]
