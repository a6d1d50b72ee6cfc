"""Figures with their bootstrap intervals: each is worked out once as measured, then on resampled rows.

`weights(n)` has one row for the measurement (every case counts once) and one for each resampling;
each figure is a column of values, one for each row of the weights.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

SEED = 20261123
LOW, HIGH = 2.5, 97.5
_CHUNK = 200  # resamplings at a time, so that a large set does not fill the memory

Floats = NDArray[np.float64]
Flags = Sequence[bool] | NDArray[np.bool_]


class Interval(msgspec.Struct, frozen=True):
    """A figure as measured, and where 95 % of its resamplings lie."""

    value: float
    low: float
    high: float


def weights(size: int, repeats: int) -> Floats:
    """Say how often each of `size` rows counts: once, then as drawn with replacement, `repeats` times."""
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(size, np.full(size, 1 / size), size=repeats)
    return np.vstack([np.ones(size), drawn]).astype(float)


def interval(column: Floats) -> Interval:
    resampled = column[1:] if len(column) > 1 else column
    low, high = np.percentile(resampled, [LOW, HIGH])
    return Interval(float(column[0]), float(low), float(high))


def share(counts: Floats, hits: Flags) -> Floats:
    return np.asarray(counts @ np.asarray(hits, float) / counts.sum(axis=1))


def macro_f1(counts: Floats, said: Flags, so: Flags) -> Floats:
    """Average the F1 of yes and of no."""
    guess, truth = np.asarray(said, bool), np.asarray(so, bool)
    return (f1(counts, guess, truth) + f1(counts, ~guess, ~truth)) / 2


def f1(counts: Floats, guess: NDArray[np.bool_], truth: NDArray[np.bool_]) -> Floats:
    whole = counts @ guess.astype(float) + counts @ truth.astype(float)
    both = 2 * (counts @ (guess & truth).astype(float))
    return np.asarray(np.divide(both, whole, out=np.zeros_like(both), where=whole > 0))


def auc(counts: Floats, chances: Floats, so: Flags) -> Floats:
    """Give the share of (yes, no) pairs that are ranked right, ties counting half; without a pair, a half."""
    truth = np.asarray(so, bool)
    yes, no = chances[truth][:, None], chances[~truth][None, :]
    right = (yes > no) + 0.5 * (yes == no)
    heavy, light = counts[:, truth], counts[:, ~truth]
    parts = [
        np.einsum("ri,ri->r", heavy[at : at + _CHUNK] @ right, light[at : at + _CHUNK])
        for at in range(0, len(counts), _CHUNK)
    ]
    pairs = heavy.sum(axis=1) * light.sum(axis=1)
    undecided = np.full(len(pairs), 0.5)
    return np.asarray(np.divide(np.concatenate(parts), pairs, out=undecided, where=pairs > 0))
