"""What both trained tiers share: where a head starts to count, a language's column, and odds as probabilities."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from safeguard.classify.records import HEADS, POINTS
from safeguard.text.language import LANGUAGES

Table = NDArray[np.float64]
ANY_DIGIT = str.maketrans("123456789", "0" * 9)


class Trained(msgspec.Struct, frozen=True, kw_only=True):
    """A trained model's name, and its `thresholds` [operating point, head, language]."""

    name: str
    thresholds: Table

    def threshold(self, point: str, head: str, language: str) -> float:
        """Look up from which probability on a head counts, at an operating point, in a language."""
        return float(self.thresholds[POINTS.index(point), HEADS.index(head), column(language)])

    def points(self, head: str, language: str) -> tuple[float, float, float]:
        """Look up the same at each of POINTS."""
        more, balanced, fewer = (self.threshold(point, head, language) for point in POINTS)
        return more, balanced, fewer


def column(language: str) -> int:
    return LANGUAGES.index(language) if language in LANGUAGES else 0


def sigmoid(odds: Table) -> Table:
    """Turn log-odds into probabilities; far out, where it makes no difference, they are cut."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float64)
