"""Calibration and thresholds, tuned on rows that the fold's model has not seen."""

from collections.abc import Sequence

import fitting
import numpy as np
from corpus import Row
from numpy.typing import NDArray

from safeguard.classify.records import HEADS, POINTS
from safeguard.text.language import LANGUAGES

BETA = {"more": 2.0, "balanced": 1.0, "fewer": 0.5}
"""How much more finding counts than false alarms, at each operating point."""
RANGE = {"more": (0.15, 0.40), "balanced": (0.30, 0.70), "fewer": (0.50, 0.90)}
"""Where thresholds may lie. The rules' weights are chosen to it (safeguard.classify.rules.rule)."""
FALSE_ALARMS = {"more": 0.10, "balanced": 0.03, "fewer": 0.01}
"""How many of our own rows that are no abuse may be labelled."""
FEWEST = 12  # rows of a head in a language, below which all languages decide together
_STEPS = 400
_SAFE_KINDS = frozenset({"criticism", "profanity", "counter", "neutral", "support"})

Table = NDArray[np.float64]


def out_of_fold(
    matrix: fitting.Matrix, so: Table, counts: Table, *, folds: int, epochs: int
) -> Table:
    """Give each row the logits of a model that was fitted without it."""
    fold = np.random.default_rng(fitting.SEED).integers(folds, size=len(so))
    logits = np.zeros_like(so)
    for number in range(folds):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        fitted = fitting.fit(matrix.rows(seen), so[seen], counts[seen], epochs=epochs)
        logits[unseen] = fitting.predict(matrix.rows(unseen), fitted)
    return logits


def calibrated(logits: Table, so: Table, counts: Table) -> tuple[Table, Table]:
    """Fit, for each head, the line that makes its logits honest (Platt 1999); [scale], [shift]."""
    pairs = [_platt(logits[:, head], so[:, head], counts[:, head]) for head in range(so.shape[1])]
    scale, shift = np.array(pairs).T
    return scale, shift


def _platt(logits: Table, so: Table, counts: Table) -> tuple[float, float]:
    line = np.array([1.0, 0.0])
    inputs = np.stack([logits, np.ones_like(logits)])
    for _ in range(50):  # Newton's steps
        guess = fitting.sigmoid(line @ inputs)
        slope = inputs @ (counts * (guess - so))
        bend = (inputs * (counts * guess * (1 - guess))) @ inputs.T + 1e-6 * np.eye(2)
        line = line - np.linalg.solve(bend, slope)
    return float(line[0]), float(line[1])


def thresholds(logits: Table, rows: Sequence[Row], so: Table, counts: Table) -> Table:
    """Choose a threshold for each operating point, head and language."""
    chances = fitting.sigmoid(logits)
    languages = np.array([row.language for row in rows])
    safe = np.array([row.source == "authored" and row.kind in _SAFE_KINDS for row in rows])
    chosen = np.zeros((len(POINTS), len(HEADS), len(LANGUAGES)))
    for head in range(len(HEADS)):
        told = counts[:, head] > 0
        for number, language in enumerate(LANGUAGES):
            here = told & (languages == language)
            used = here if so[here, head].sum() >= FEWEST else told
            for place, point in enumerate(POINTS):
                chosen[place, head, number] = _threshold(
                    point, chances[used, head], so[used, head], counts[used, head],
                    chances[safe & (so[:, head] == 0) & used, head],
                )
    return chosen


def _threshold(point: str, chances: Table, so: Table, counts: Table, safe: Table) -> float:
    low, high = RANGE[point]
    steps = np.linspace(low, high, 101)
    scores = [_f_measure(chances >= step, so, counts, BETA[point]) for step in steps]
    best = float(steps[int(np.argmax(scores))])
    quiet = float(np.quantile(safe, 1 - FALSE_ALARMS[point])) if safe.size else low
    return round(float(np.clip(max(best, quiet), low, high)), 4)


def _f_measure(said: NDArray[np.bool_], so: Table, counts: Table, beta: float) -> float:
    right = counts[said & (so == 1)].sum()
    missed = counts[~said & (so == 1)].sum()
    wrong = counts[said & (so == 0)].sum()
    whole = (1 + beta**2) * right + beta**2 * missed + wrong
    return float((1 + beta**2) * right / whole) if whole else 0.0
