"""Finish a run: `python -m training.encoder.finish DATA_FOLDER --wheels WHEELS --work WORK`.

Exports the network of WORK/state.pt, calibrates it and finds its thresholds on the rows that were not learnt
from, measures it on the rows kept back, and writes both weights files and `training/encoder-metrics.json`.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from safeguard.classify import encoder
from safeguard.classify.records import ABUSE, HEADS, POINTS
from safeguard.text.language import LANGUAGES
from training import corpus, fitting, measures, tuning
from training.encoder import cost, export, network, rows, source, train

HERE = Path(__file__).resolve().parent
NAME = "fuerza-encoder-2"
WEIGHTS = HERE.parent.parent / "src" / "safeguard" / "classify" / encoder.FOLDER
DIGITS = 4
SHOWN = 300  # texts by which the network's inputs are evened out
NOT_CALIBRATED = (
    np.ones(len(HEADS)),
    np.zeros((len(HEADS), len(LANGUAGES))),
    np.zeros((len(POINTS), len(HEADS), len(LANGUAGES))),
)


def network_of(given: argparse.Namespace, first: source.Source, kept: list[int]) -> network.Encoder:
    """Build the network with the average of the named checkpoints of one run: flatter, so it holds better."""
    states = [torch.load(given.work / name, weights_only=True)["network"] for name in given.states]
    state = {name: sum(one[name] for one in states) / len(states) for name in states[0]}
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    model = network.start(first, kept, range(layers), train.POSITIONS, rows.OUTPUTS)
    model.load_state_dict(model.state_dict() | state)
    model.eval()
    return model


def tables(work: Path, scale: Any, shift: Any, thresholds: Any) -> bytes:
    """Write what the library needs besides the network; the pieces are one text: least memory to read."""
    described = json.loads((work / "tokenizer.json").read_text(encoding="utf-8"))["model"]
    given = {
        "name": NAME,
        "scale": np.round(scale, DIGITS).tolist(),
        "shift": np.round(shift, DIGITS).tolist(),
        "thresholds": np.round(thresholds, DIGITS).tolist(),
        "vocabulary": {
            "pieces": "\n".join(piece for piece, _ in described["vocab"]),
            "scores": [score for _, score in described["vocab"]],
            "unknown": described["unk_id"],
        },
    }
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()


def calibrated(using: encoder.Model, learnt_not: Sequence[corpus.Row]) -> tuple[Any, Any, Any]:
    """Find what makes its sums honest, and thresholds, on rows that it has not seen."""
    so, counts = corpus.targets([rows.as_told(row, row.weight) for row in learnt_not])
    logits = encoder.predict([rows.folded(row.text) for row in learnt_not], using=using)
    scale, shift = tuning.calibrated(logits, learnt_not, so, counts)
    spoken = [LANGUAGES.index(row.language) for row in learnt_not]
    chances = fitting.sigmoid(logits * scale + shift.T[spoken])
    return scale, shift, tuning.thresholds(chances, learnt_not, so, counts)


def measure(
    using: encoder.Model, plain: network.Encoder, tokenizer: Tokenizer, test: Sequence[corpus.Row]
) -> dict[str, Any]:
    """Measure the shipped files; `whole` is what the network said before it was rounded."""
    said = encoder.answers([rows.folded(row.text) for row in test], using=using)
    found = rows.pieces(tokenizer, [rows.read(row.text) for row in test], encoder.LENGTH)
    whole = train.predict(plain, found)[:, : rows.ANSWERED]
    languages = [row.language for row in test]
    chances = encoder.calibrated(said[:, : len(HEADS)], languages, using=using)
    return {
        "edos_dev": _edos(said, chances, using, test),
        "rounding": {
            "whole": train.figures(whole, list(test)),
            "shipped": train.figures(said, list(test)),
            "largest_difference": round(float(np.abs(whole - said).max()), 3),
            "mean_difference": round(float(np.abs(whole - said).mean()), 4),
        },
        "authored": _authored(chances, using, test),
    }


def at_edos_threshold(
    using: encoder.Model, learnt_not: Sequence[corpus.Row], test: Sequence[corpus.Row]
) -> float:
    """Give the macro-F1 on EDOS dev at the threshold that is best on the rows of its train not learnt from."""
    parts = []
    for part in (learnt_not, test):
        edos = [row for row in part if row.source == "edos"]
        scores = encoder.predict([rows.folded(row.text) for row in edos], using=using)[:, 0]
        parts.append((scores, [row.heads["sexism"] == 1 for row in edos]))
    (seen, so), (unseen, truth) = parts
    steps = np.quantile(seen, np.linspace(0.5, 0.95, 91))
    best = max(steps, key=lambda step: measures.macro_f1(list(seen >= step), so))
    return round(measures.macro_f1(list(unseen >= best), truth), DIGITS)


def _edos(
    said: Any, chances: Any, using: encoder.Model, test: Sequence[corpus.Row]
) -> dict[str, Any]:
    here = np.array([row.source == "edos" for row in test])
    so = np.array([row.heads.get("sexism") == 1 for row in test])[here]
    flagged = chances[here, 0] >= using.threshold("balanced", "sexism", "en")
    kinds = np.array([rows.category(row) for row in test])[here]
    guess = said[here][:, len(HEADS) :].argmax(1)[kinds >= 0]
    truth = kinds[kinds >= 0]
    threat = np.array([row.heads.get("threat") == 1 for row in test])[here]
    return {
        "rows": int(here.sum()),
        "sexism_macro_f1": round(measures.macro_f1(list(flagged), list(so)), DIGITS),
        "sexism_auc": round(measures.auc(said[here, 0], so), DIGITS),
        "threat_auc": round(measures.auc(said[here, 1], threat), DIGITS),
        "category_macro_f1": round(train.macro_f1(guess, truth, len(rows.CATEGORIES)), DIGITS),
    }


def _authored(chances: Any, using: encoder.Model, test: Sequence[corpus.Row]) -> dict[str, Any]:
    """By language: how well each head ranks our rows kept back, and for each kind how many come out right."""
    found: dict[str, Any] = {}
    for language in LANGUAGES:
        here = [
            n for n, row in enumerate(test) if row.source == "authored" and row.language == language
        ]
        ranks = {}
        for number, head in enumerate(HEADS):
            so = np.array([test[n].heads[head] == 1 for n in here])
            if so.any():
                ranks[head] = round(measures.auc(chances[here, number], so), 3)
        kinds: dict[str, list[bool]] = defaultdict(list)
        for n in here:
            fired = {
                head
                for number, head in enumerate(HEADS)
                if chances[n, number] >= using.threshold("balanced", head, language)
            }
            wanted = set(corpus.KINDS[test[n].kind])
            kinds[test[n].kind].append(
                bool(fired & wanted) if wanted & set(ABUSE) else not fired & set(ABUSE)
            )
        right = {kind: f"{sum(all_)}/{len(all_)}" for kind, all_ in sorted(kinds.items())}
        found[language] = {"auc": ranks, "right": right}
    return found


def finish(given: argparse.Namespace) -> None:
    found = corpus.load(given.data, given.authored)
    learnt_not = found.tune
    first = source.read(given.wheels)
    kept = json.loads((given.work / "kept.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(given.work / "tokenizer.json"))
    shown = [rows.read(row.text) for row in learnt_not[:: max(1, len(learnt_not) // SHOWN)]]
    given.out.mkdir(parents=True, exist_ok=True)
    path = given.out / encoder.NETWORK
    export.export(network_of(given, first, kept), first, kept, rows.pieces(tokenizer, shown), path)
    using = encoder.read(str(path), tables(given.work, *NOT_CALIBRATED))
    written = tables(given.work, *calibrated(using, learnt_not))
    (given.out / encoder.TABLES).write_bytes(written)
    using = encoder.read(str(path), written)
    figures = measure(using, network_of(given, first, kept), tokenizer, found.test)
    figures["edos_dev"]["sexism_macro_f1_at_edos_threshold"] = at_edos_threshold(
        using, learnt_not, found.test
    )
    figures["cost"] = cost.measure(given.out, [rows.folded(row.text) for row in found.test[::4]])
    figures["run"] = {"model": NAME, "calibrated_on": len(learnt_not)}
    figures["run"]["checkpoints_averaged"] = len(given.states)
    figures["run"] |= json.loads((given.work / "run.json").read_text(encoding="utf-8"))
    text = json.dumps(figures, indent=1, ensure_ascii=False) + "\n"
    given.metrics.write_text(text, encoding="utf-8")
    print(text)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--wheels", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--states", nargs="+", default=["state.pt"], help="checkpoints, in WORK")
    parser.add_argument("--authored", type=Path, default=HERE.parent / "authored")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--metrics", type=Path, default=HERE.parent / "encoder-metrics.json")
    torch.set_num_threads(1)
    finish(parser.parse_args(arguments))
    return 0


if __name__ == "__main__":
    sys.exit(main())
