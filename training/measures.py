"""What the shipped detector does on rows it was not trained on, model alone and with its rules."""

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
    """Count how many rows come out as they should, rules included: by language and kind, and by variety."""
    scores = Detector(model=baseline.read(weights)).score([row.text for row in rows])
    pairs = list(zip(rows, scores, strict=True))
    right: dict[str, dict[str, str]] = {}
    for language, kind in sorted({(row.language, row.kind) for row in rows}):
        chosen = [pair for pair in pairs if (pair[0].language, pair[0].kind) == (language, kind)]
        right.setdefault(language, {})[kind] = _share(chosen)
    varieties = {
        variety: {
            "abuse": _share(
                [p for p in pairs if p[0].variety == variety and p[0].kind in EXPECTED]
            ),
            "harmless": _share(
                [p for p in pairs if p[0].variety == variety and p[0].kind not in EXPECTED]
            ),
        }
        for variety in sorted({row.variety for row in rows})
    }
    known = [identify(row.text) == row.language for row in rows]
    return {
        "language_known": round(float(np.mean(known)), 3) if known else None,
        "all": {kind: _share([p for p in pairs if p[0].kind == kind]) for kind in corpus.KINDS},
        "right": right,
        "varieties": varieties,
    }


def spread(runs: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Give mean, least and most of the main figures over runs that differ in their seed only."""
    found = [_main_figures(run) for run in runs]
    return {
        name: {
            "mean": round(float(np.mean([run[name] for run in found])), 4),
            "least": min(run[name] for run in found),
            "most": max(run[name] for run in found),
        }
        for name in found[0]
    }


def _main_figures(run: dict[str, Any]) -> dict[str, float]:
    shares = {kind: _as_number(share) for kind, share in run["authored"]["all"].items()}
    return {name: value for name, value in run["edos_dev"].items() if name != "rows"} | {
        f"right_{kind}": value for kind, value in shares.items()
    }


def _as_number(share: str) -> float:
    right, whole = map(int, share.split("/"))
    return round(right / whole, 4) if whole else 0.0


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
