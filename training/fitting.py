"""Logistic regression for many heads at once, in numpy: minibatches, AdaGrad, a little decay.

Rare features count for more (inverse document frequency). That factor is multiplied into the fitted
weights, so whoever uses them need not know of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from safeguard.classify.features import BITS, grams

SEED = 20261
BATCH = 512
RATE = 1.0
FIRST_STEPS = 10.0  # AdaGrad begins as if it had walked this far: rare features must not leap
DECAY = 2e-5
_CHUNK = 2000

Table = NDArray[np.float64]


class Matrix(NamedTuple):
    """Rows of hashed features: row i owns features[begins[i]:begins[i + 1]], each worth values[i]."""

    features: NDArray[np.int32]
    begins: NDArray[np.int64]
    values: NDArray[np.float64]

    @classmethod
    def of(cls, folded: Sequence[str]) -> "Matrix":
        parts, counts = [], []
        for start in range(0, len(folded), _CHUNK):
            found = grams(folded[start : start + _CHUNK])
            places = np.concatenate([place for _, place in found.parts])
            owners = np.searchsorted(found.begins, places, side="right") - 1
            order = np.argsort(owners, kind="stable")
            features = np.concatenate([gram for gram, _ in found.parts])
            parts.append(features[order].astype(np.int32))
            counts.append(np.bincount(owners, minlength=len(found.begins) - 1))
        count = np.concatenate(counts)
        return cls(np.concatenate(parts), np.append(0, np.cumsum(count)), 1 / np.sqrt(count))

    def rows(self, chosen: NDArray[np.int64]) -> "Matrix":
        spans = [self.features[self.begins[i] : self.begins[i + 1]] for i in chosen]
        lengths = self.begins[chosen + 1] - self.begins[chosen]
        return Matrix(np.concatenate(spans), np.append(0, np.cumsum(lengths)), self.values[chosen])

    def rarity(self) -> NDArray[np.float32]:
        """Weigh each feature by how few rows have it; 1 on average over all that occur."""
        seen = np.bincount(self.features, minlength=2**BITS)
        weight = np.log1p(len(self.values) / (1 + seen))
        return np.asarray(weight / np.sqrt(np.average(weight**2, weights=seen)), np.float32)

    def logits(self, table: NDArray[np.float32], bias: Table) -> Table:
        sums = np.add.reduceat(table[self.features], self.begins[:-1], axis=0, dtype=np.float64)
        return sums * self.values[:, None] + bias


class Fitted(NamedTuple):
    table: NDArray[np.float32]
    bias: Table


def fit(matrix: Matrix, so: Table, counts: Table, *, epochs: int, seed: int = SEED) -> Fitted:
    """Fit every head at once; `counts` weighs each row for each head, 0 where it says nothing."""
    random = np.random.default_rng(seed)
    heads = so.shape[1]
    rarity = matrix.rarity()[:, None]
    table = np.zeros((2**BITS, heads), np.float32)
    steps = np.full_like(table, FIRST_STEPS)
    bias, bias_steps = np.full(heads, -2.0), np.full(heads, FIRST_STEPS)
    for _ in range(epochs):
        order = random.permutation(len(so))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            part = matrix.rows(chosen)
            wrong = (sigmoid(part.logits(table * rarity, bias)) - so[chosen]) * counts[chosen]
            slope = _slope(part, wrong) * rarity
            slope += DECAY * BATCH * table
            steps += slope**2
            table -= RATE * slope / np.sqrt(steps)
            whole = wrong.sum(axis=0)
            bias_steps += whole**2
            bias -= RATE * whole / np.sqrt(bias_steps)
    return Fitted(table * rarity, bias)


def predict(matrix: Matrix, fitted: Fitted) -> Table:
    """Give the logits of every row, some thousands at a time."""
    rows = np.arange(len(matrix.values))
    parts = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
    return np.concatenate([matrix.rows(part).logits(*fitted) for part in parts])


def in_whole_numbers(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], Table]:
    """Round each head's weights to -127..127 of a step; the few largest are cut."""
    largest = np.array(
        [
            np.quantile(np.abs(column[column != 0]), 0.9995) if column.any() else 1.0
            for column in table.T
        ]
    )
    step = largest / 127
    return np.clip(np.rint(table / step), -127, 127).astype(np.int8), step


def sigmoid(logits: Table) -> Table:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float64)


def _slope(part: Matrix, wrong: Table) -> NDArray[np.float32]:
    lengths = np.diff(part.begins)
    slope = np.zeros((2**BITS, wrong.shape[1]), np.float32)
    for head in range(wrong.shape[1]):
        told = np.flatnonzero(wrong[:, head])
        if told.size:
            worth = np.repeat(wrong[:, head] * part.values, lengths)
            slope[:, head] = np.bincount(part.features, weights=worth, minlength=2**BITS)
    return slope
