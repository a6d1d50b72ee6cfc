"""What the shipped detector does on rows it was not trained on, model alone and with its rules."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from safeguard.classify import baseline
from safeguard.classify.detector import Detector
from safeguard.classify.records import HEADS, Score
from safeguard.text.language import identify
from training import corpus


def measure(weights: bytes, rows: Sequence[corpus.Row]) -> dict[str, Any]:
    """Measure EDOS dev and the authored rows kept back."""
    edos = [row for row in rows if row.source == "edos"]
    own = [row for row in rows if row.source == "authored"]
    return {"edos_dev": _edos(baseline.read(weights), edos), "authored": _authored(weights, own)}


def macro_f1(said: Sequence[bool], so: Sequence[bool]) -> float:
    """Average the F1 of yes and of no."""
    guess, truth = np.array(said, bool), np.array(so, bool)
    return float(np.mean([_f1(guess, truth), _f1(~guess, ~truth)]))


def _f1(guess: Any, truth: Any) -> float:
    whole = guess.sum() + truth.sum()
    return float(2 * (guess & truth).sum() / whole) if whole else 0.0


def _edos(model: baseline.Model, rows: Sequence[corpus.Row]) -> dict[str, Any]:
    if not rows:
        return {}
    found = baseline.predict(model, [row.folded for row in rows], ["en"] * len(rows))
    chances = found.probabilities[:, HEADS.index("sexism")]
    so = [bool(row.heads["sexism"]) for row in rows]
    shipped = chances >= model.threshold("balanced", "sexism", "en")
    threat = found.probabilities[:, HEADS.index("threat")]
    return {
        "rows": len(rows),
        "sexism_macro_f1": round(macro_f1(list(shipped), so), 3),
        "sexism_auc": round(auc(chances, np.array(so)), 3),
        "threat_auc": round(auc(threat, np.array([row.heads["threat"] == 1 for row in rows])), 3),
    }


def auc(chances: Any, so: Any) -> float:
    """Give the share of (yes, no) pairs that are ranked right, ties counting half."""
    order = np.argsort(chances, kind="stable")
    ranks = np.empty(len(chances))
    ranks[order] = np.arange(1, len(chances) + 1)
    for value in np.unique(chances):
        same = chances == value
        ranks[same] = ranks[same].mean()
    yes = int(so.sum())
    no = len(so) - yes
    return float((ranks[so].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else 0.5


def _authored(weights: bytes, rows: Sequence[corpus.Row]) -> dict[str, Any]:
    """Count, for each language and kind, how many rows come out as they should, rules included."""
    detector = Detector(model=baseline.read(weights))
    scores = detector.score([row.text for row in rows])
    by: dict[str, dict[str, list[tuple[corpus.Row, Score]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row, score in zip(rows, scores, strict=True):
        by[row.language][row.kind].append((row, score))
    languages = {
        language: {kind: _share(pairs) for kind, pairs in sorted(kinds.items())}
        for language, kinds in sorted(by.items())
    }
    known = [identify(row.text) == row.language for row in rows]
    return {
        "language_known": round(float(np.mean(known)), 3) if known else None,
        "right": languages,
    }


EXPECTED = {
    "threat": {"T1", "T2", "T3", "T4", "A4", "P1", "S1", "S3"},
    "sexual": {"S1", "S2", "S3", "S4", "T2"},
    "misogyny": {"H1", "A1"},
    "insult": {"A1", "H1"},
    "hate": {"H2", "A1", "H1"},
    "doxxing": {"P1"},
    "silencing": {"A1", "H1", "T1", "T3"},
}
"""The labels of which one at least must be given; of kinds not named here, none may be."""


def _share(pairs: Sequence[tuple[corpus.Row, Score]]) -> str:
    right = sum(
        bool(EXPECTED[row.kind] & set(score.labels)) if row.kind in EXPECTED else not score.labels
        for row, score in pairs
    )
    return f"{right}/{len(pairs)}"
