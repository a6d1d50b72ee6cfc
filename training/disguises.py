"""Copies of our own rows with letters disguised, so that the model has seen what folding cannot undo.

Most disguises are read by safeguard.text; what is left (masked vowels, letters apart) must not look like a new
language to the model.
"""

import re
from collections.abc import Callable, Sequence
from random import Random

from training import corpus
from training.corpus import Row

EVERY = 3  # each third row gets a copy
WORDS = 0.6  # of its words are disguised
WEIGHT = 0.5
_SHORTEST = 3
_LEET = str.maketrans("aeiostAEIOST", "431057431057")

WAYS: tuple[Callable[[str], str], ...] = (
    lambda word: re.sub(r"[aeiouáéíóúàèêîôûAEIOU]", "*", word),
    lambda word: re.sub(r"(?<=\w)[aeiou]", "*", word, count=1),
    lambda word: word.translate(_LEET),
    " ".join,
    ".".join,
)


def disguised(rows: Sequence[Row], seed: int) -> tuple[list[Row], list[int]]:
    """Make copies of some of our own rows; the second list says of which row each is a copy."""
    random = Random(seed)  # noqa: S311 -- chance, no secret
    copies, origins = [], []
    own = [number for number, row in enumerate(rows) if row.source == "authored"]
    for number in own[::EVERY]:
        row = rows[number]
        way = random.choice(WAYS)
        words = [
            way(word) if len(word) >= _SHORTEST and random.random() < WORDS else word
            for word in row.text.split(" ")
        ]
        copies.append(corpus.copied(row, " ".join(words), weight=row.weight * WEIGHT))
        origins.append(number)
    return copies, origins
