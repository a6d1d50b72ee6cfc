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
FALSE_ALARMS = {"more": 0.06, "balanced": 0.02, "fewer": 0.005}
"""How many of our own rows that are no abuse may be labelled."""
PRIOR = 0.1
_NEWTON = 60
FEWEST = 8  # rows of a head in a language, below which all languages decide together
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


def calibrated(logits: Table, rows: Sequence[Row], so: Table, counts: Table) -> tuple[Table, Table]:
    """Fit the line that makes each head's logits honest (Platt 1999): [head], [head, language].

    The slope is a head's own, the shift its language's: what a model learns of a language's mix must
    not leak into its score. Rows are weighed so that PRIOR of them are so, as in an ordinary inbox.
    """
    languages = np.array([row.language for row in rows])
    scale = np.ones(len(HEADS))
    shift = np.zeros((len(HEADS), len(LANGUAGES)))
    for head in range(len(HEADS)):
        told = counts[:, head] > 0
        scale[head], whole = _platt(logits[told, head], so[told, head], counts[told, head])
        for number, language in enumerate(LANGUAGES):
            here = told & (languages == language)
            scaled = logits[here, head] * scale[head]
            enough = so[here, head].sum() >= FEWEST
            shift[head, number] = (
                _shift(scaled, so[here, head], counts[here, head]) if enough else whole
            )
    return scale, shift


def _as_in_an_inbox(so: Table, counts: Table) -> Table:
    yes, no = counts[so == 1].sum(), counts[so == 0].sum()
    return np.asarray(counts * np.where(so == 1, PRIOR / yes, (1 - PRIOR) / no))


def _platt(logits: Table, so: Table, counts: Table) -> tuple[float, float]:
    line, weights = np.array([1.0, 0.0]), _as_in_an_inbox(so, counts)
    inputs = np.stack([logits, np.ones_like(logits)])
    for _ in range(_NEWTON):
        guess = fitting.sigmoid(line @ inputs)
        slope = inputs @ (weights * (guess - so))
        bend = (inputs * (weights * guess * (1 - guess))) @ inputs.T + 1e-4 * np.eye(2)
        line = line - np.clip(np.linalg.solve(bend, slope), -1, 1)
    return max(float(line[0]), 0.1), float(line[1])


def _shift(scaled: Table, so: Table, counts: Table) -> float:
    shift, weights = 0.0, _as_in_an_inbox(so, counts)
    for _ in range(_NEWTON):
        guess = fitting.sigmoid(scaled + shift)
        bend = (weights * guess * (1 - guess)).sum() + 1e-4
        shift -= float(np.clip((weights * (guess - so)).sum() / bend, -1, 1))
    return shift


def thresholds(chances: Table, rows: Sequence[Row], so: Table, counts: Table) -> Table:
    """Choose a threshold for each operating point, head and language."""
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
                    point,
                    chances[used, head],
                    so[used, head],
                    _as_in_an_inbox(so[used, head], counts[used, head]),
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
