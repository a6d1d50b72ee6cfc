"""Calibration and thresholds, tuned on rows that the fold's model has not seen."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from safeguard.classify.records import HEADS, POINTS
from safeguard.text.language import LANGUAGES
from training import fitting
from training.corpus import Row

BETA = {"more": 2.0, "balanced": 1.0, "fewer": 0.5}
"""How much more finding counts than false alarms, at each operating point."""
RANGE = {"more": (0.15, 0.40), "balanced": (0.20, 0.70), "fewer": (0.50, 0.90)}
"""Where thresholds may lie. The rules' weights are chosen to it (safeguard.classify.rules.rule)."""
FALSE_ALARMS = {"more": 0.03, "balanced": 0.006, "fewer": 0.0015}
"""What share of our own harmless rows each head may label, in each language."""
HARDER = 5.0
"""How many times as much where abuse is quoted or its words reclaimed: no model of word pieces can tell."""
GRAVE = frozenset({"threat", "sexual", "doxxing", "silencing", "hate"})
PRIOR, GRAVE_PRIOR = 0.15, 0.05
"""What share of an inbox a head is taken to be so of; support is held to the lower one too."""
FOLDS = 4
_NEWTON = 60
FEWEST = 8  # rows of a head in a language, below which all languages shift it together
ENOUGH_TO_TRUST = 20  # rows, below which the model labels only what it is surest of
SAFE_KINDS = frozenset({"criticism", "profanity", "neutral", "support", "negation", "identity"})
HARD_KINDS = frozenset({"counter", "reclaimed"})

Table = NDArray[np.float64]


def out_of_fold(
    matrix: fitting.Matrix, so: Table, counts: Table, groups: NDArray[np.int64], *, epochs: int
) -> Table:
    """Give each row the logits of a model that was fitted without it and its copies (the same group)."""
    fold = np.random.default_rng(fitting.SEED).integers(FOLDS, size=groups.max() + 1)[groups]
    logits = np.zeros_like(so)
    for number in range(FOLDS):
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
        scale[head], whole = _platt(
            logits[told, head],
            so[told, head],
            _as_in_an_inbox(head, so[told, head], counts[told, head]),
        )
        for number, language in enumerate(LANGUAGES):
            here = told & (languages == language)
            scaled = logits[here, head] * scale[head]
            enough = so[here, head].sum() >= FEWEST
            shift[head, number] = (
                _shift(
                    scaled,
                    so[here, head],
                    _as_in_an_inbox(head, so[here, head], counts[here, head]),
                )
                if enough
                else whole
            )
    return scale, shift


def _as_in_an_inbox(head: int, so: Table, counts: Table) -> Table:
    prior = GRAVE_PRIOR if HEADS[head] in GRAVE | {"support"} else PRIOR
    yes, no = counts[so == 1].sum(), counts[so == 0].sum()
    return np.asarray(counts * np.where(so == 1, prior / yes, (1 - prior) / no))


def _platt(logits: Table, so: Table, weights: Table) -> tuple[float, float]:
    line = np.array([1.0, 0.0])
    inputs = np.stack([logits, np.ones_like(logits)])
    for _ in range(_NEWTON):
        guess = fitting.sigmoid(line @ inputs)
        slope = inputs @ (weights * (guess - so))
        bend = (inputs * (weights * guess * (1 - guess))) @ inputs.T + 1e-4 * np.eye(2)
        line = line - np.clip(np.linalg.solve(bend, slope), -1, 1)
    return max(float(line[0]), 0.1), float(line[1])


def _shift(scaled: Table, so: Table, weights: Table) -> float:
    shift = 0.0
    for _ in range(_NEWTON):
        guess = fitting.sigmoid(scaled + shift)
        bend = (weights * guess * (1 - guess)).sum() + 1e-4
        shift -= float(np.clip((weights * (guess - so)).sum() / bend, -1, 1))
    return shift


def thresholds(chances: Table, rows: Sequence[Row], so: Table, counts: Table) -> Table:
    """Choose a threshold for each operating point, head and language: [point, head, language]."""
    languages = np.array([row.language for row in rows])
    safe, hard = (_of_kinds(rows, kinds) for kinds in (SAFE_KINDS, HARD_KINDS))
    chosen = np.zeros((len(POINTS), len(HEADS), len(LANGUAGES)))
    for head in range(len(HEADS)):
        told = counts[:, head] > 0
        for number, language in enumerate(LANGUAGES):
            here = told & (languages == language)
            trusted = so[here, head].sum() >= ENOUGH_TO_TRUST
            harmless = here & (so[:, head] == 0)
            weights = _as_in_an_inbox(head, so[here, head], counts[here, head])
            for place, point in enumerate(POINTS):
                best = RANGE[point][1]
                if trusted:
                    best = max(
                        _best(point, chances[here, head], so[here, head], weights),
                        _at_most(chances[safe & harmless, head], FALSE_ALARMS[point]),
                        _at_most(chances[hard & harmless, head], FALSE_ALARMS[point] * HARDER),
                    )
                chosen[place, head, number] = round(float(np.clip(best, *RANGE[point])), 4)
    return chosen


def _of_kinds(rows: Sequence[Row], kinds: frozenset[str]) -> NDArray[np.bool_]:
    return np.array([row.source == "authored" and row.kind in kinds for row in rows])


def _at_most(chances: Table, share: float) -> float:
    """Find the threshold that at most this share of the chances reaches."""
    return float(np.quantile(chances, 1 - share, method="higher")) + 1e-4 if chances.size else 0.0


def _best(point: str, chances: Table, so: Table, weights: Table) -> float:
    steps = np.linspace(*RANGE[point], 101)
    scores = [_f_measure(chances >= step, so, weights, BETA[point]) for step in steps]
    return float(steps[int(np.argmax(scores))])


def _f_measure(said: NDArray[np.bool_], so: Table, counts: Table, beta: float) -> float:
    right = counts[said & (so == 1)].sum()
    missed = counts[~said & (so == 1)].sum()
    wrong = counts[said & (so == 0)].sum()
    whole = (1 + beta**2) * right + beta**2 * missed + wrong
    return float((1 + beta**2) * right / whole) if whole else 0.0
