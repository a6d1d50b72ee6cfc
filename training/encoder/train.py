"""Train the encoder: `python -m training.encoder.train DATA_FOLDER --wheels WHEELS --work WORK`.

Seeded and checkpointed: `--resume` goes on from WORK/state.pt, with whatever rows there are by then. One
thread and 16-bit floats, with the weights themselves kept at 32 bits: on two shared cores that is the fastest.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, distributed, multiprocessing, nn
from torch.nn import functional

from safeguard.classify.records import HEADS
from training import corpus, measures
from training.encoder import network, rows, shipped, source, vocabulary

SEED = 20263
BATCH = 32
RATE = 2e-4
OUTPUT_FASTER = 5.0  # than the uppermost layer
SLOWER_BELOW = 0.9  # each layer learns this much slower than the one above it
WARM = 100
DECAY = 0.01
POSITIONS = 98
CATEGORY_WEIGHT = 0.2
LARGEST_STEP = 1.0
HIDDEN = 0.1  # of a text's pieces, so that no text is learnt by heart
TOGETHER_EVERY = 16  # steps that each worker goes alone
KEEP_EVERY = 300.0  # seconds between checkpoints
FIRST = "shipped.pt"
"""What a run that goes on from the shipped network begins with, kept to be averaged with what comes of it."""
HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parent.parent / "src" / "safeguard" / "classify" / "encoder_weights" / "network.onnx"


class Prepared(NamedTuple):
    """What all workers share."""

    kept: list[int]
    data: rows.Prepared
    test: list[corpus.Row]
    test_pieces: list[list[int]]


def prepare(given: argparse.Namespace) -> Prepared:
    """Read and number the rows there are now; what the run keeps of the vocabulary stands beside its state."""
    found = corpus.load(given.data, given.authored)
    learnt = rows.learnable(found.train, given.data / "heldout-hashes.txt.gz", given.cases)
    first = source.read(given.wheels)
    kept = vocabulary.kept(first.pieces, [rows.read(row.text) for row in learnt])
    described = vocabulary.tokenizer([first.pieces[number] for number in kept])
    (given.work / "kept.json").write_text(json.dumps(kept), encoding="utf-8")
    (given.work / "tokenizer.json").write_text(json.dumps(described), encoding="utf-8")
    tokenizer = Tokenizer.from_str(json.dumps(described))
    test = (found.tune + found.test)[:: given.measure_every]
    data = rows.prepare(learnt, tokenizer)
    print(
        f"{len(learnt)} rows, {data.visits.sum():.0f} visits a round, {len(kept)} pieces",
        flush=True,
    )
    return Prepared(kept, data, test, rows.pieces(tokenizer, [rows.read(row.text) for row in test]))


def groups(model: network.Encoder, trained: int, rate: float = RATE) -> list[dict[str, Any]]:
    """Group what is trained by its rate: the output fastest, lower layers slower; embeddings not at all."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    chosen: list[dict[str, Any]] = [
        {"params": list(model.output.parameters()), "top": rate * OUTPUT_FASTER}
    ]
    for depth, layer in enumerate(reversed(model.layers)):
        if depth < trained:
            chosen.append({"params": list(layer.parameters()), "top": rate * SLOWER_BELOW**depth})
    for group in chosen:
        for parameter in group["params"]:
            parameter.requires_grad_(True)
        group["lr"] = group["top"]
    return chosen


def share(step: int, steps: int, cool: int) -> float:
    """Say what share of the top rate this step takes: up, level, and down to nought over the last `cool`."""
    return min(1.0, (step + 1) / WARM, max(0.0, (steps - step) / cool))


def loss_of(said: Tensor, data: rows.Prepared, chosen: Any) -> Tensor:
    """Weigh each head by what the row's source may say of it; the four categories on sexist posts only."""
    said = said.float()
    heads = torch.cat([said[:, : len(HEADS)], said[:, rows.ANSWERED :]], dim=1)
    so, counts = torch.from_numpy(data.so[chosen]), torch.from_numpy(data.counts[chosen])
    each = functional.binary_cross_entropy_with_logits(heads, so, weight=counts, reduction="sum")
    category = torch.from_numpy(data.category[chosen])
    kind = functional.cross_entropy(
        said[:, len(HEADS) : rows.ANSWERED], category, ignore_index=-1, reduction="sum"
    )
    return (each + CATEGORY_WEIGHT * len(HEADS) * kind) / len(chosen) / 3


def predict(
    model: network.Encoder, found: list[list[int]]
) -> np.ndarray[Any, np.dtype[np.float32]]:
    order = np.argsort([len(one) for one in found])
    out = np.zeros((len(found), rows.OUTPUTS), np.float32)
    model.eval()
    with torch.no_grad():
        for start in range(0, len(order), 64):
            part = order[start : start + 64]
            pieces = torch.from_numpy(rows.padded([found[number] for number in part]))
            out[part] = model(pieces, pieces != vocabulary.PAD).float().numpy()
    model.train()
    return out


def figures(said: Any, test: list[corpus.Row]) -> dict[str, float]:
    """Measure ranking only: what the run is steered by."""
    found: dict[str, float] = {}
    edos = np.array([row.source == "edos" for row in test])
    sexist = np.array([row.heads.get("sexism") == 1 for row in test])
    scores = said[edos, 0]
    found["edos_auc"] = measures.auc(scores, sexist[edos])
    found["edos_best_f1"] = max(
        measures.macro_f1(list(scores > cut), list(sexist[edos]))
        for cut in np.quantile(scores, np.linspace(0.5, 0.95, 46))
    )
    kinds = np.array([rows.category(row) for row in test])
    here = edos & (kinds >= 0)
    guess = said[here, len(HEADS) : rows.ANSWERED].argmax(1)
    found["edos_category_f1"] = macro_f1(guess, kinds[here], len(rows.CATEGORIES))
    threat = np.array([row.heads.get("threat") == 1 for row in test])
    found["edos_threat_auc"] = measures.auc(said[edos, 1], threat[edos])
    for language in sorted({row.language for row in test if row.source == "authored"}):
        here = ~edos & np.array([row.language == language for row in test])
        for head in ("threat", "insult", "sexual", "silencing"):
            so = np.array([row.heads.get(head) == 1 for row in test])[here]
            if so.any():
                found[f"{language}_{head}_auc"] = measures.auc(said[here, HEADS.index(head)], so)
    return {name: round(float(value), 3) for name, value in found.items()}


def macro_f1(guess: Any, truth: Any, kinds: int) -> float:
    """Average the F1 of each kind."""
    right = [((guess == kind) & (truth == kind)).sum() for kind in range(kinds)]
    whole = [(guess == kind).sum() + (truth == kind).sum() for kind in range(kinds)]
    return float(np.mean([2 * one / max(all_, 1) for one, all_ in zip(right, whole, strict=True)]))


def numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]


def learnt(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Leave out the embeddings: they stay as they came."""
    return {name: value for name, value in state.items() if not name.startswith(("word", "place"))}


class Run:
    """One run: the network at 16 bits, its weights at 32, and where it stands."""

    def __init__(self, given: argparse.Namespace, number: int, shared: Prepared) -> None:
        self.given, self.number = given, number
        self.data, self.test, self.test_pieces = shared.data, shared.test, shared.test_pieces
        first = source.read(given.wheels)
        start = first, shared.kept, given.layers, POSITIONS, rows.OUTPUTS
        self.master, self.model = network.start(*start), network.start(*start).bfloat16()
        self.optimiser = torch.optim.AdamW(
            groups(self.master, given.trained, given.rate), weight_decay=DECAY
        )
        groups(self.model, given.trained)
        self.step = self.round = 0
        if given.shipped:
            whole = shipped.laid_over(self.master.state_dict(), shipped.state(SHIPPED))
            self.master.load_state_dict(whole)
            torch.save({"network": learnt(whole)}, given.work / FIRST)
        if given.resume:
            self.load()
        self.give()

    def pairs(self) -> Iterator[tuple[nn.Parameter, nn.Parameter]]:
        for whole, half in zip(self.master.parameters(), self.model.parameters(), strict=True):
            if whole.requires_grad:
                yield whole, half

    def give(self) -> None:
        with torch.no_grad():
            for whole, half in self.pairs():
                half.copy_(whole)

    def learn(self, chosen: Any) -> float:
        pieces = torch.from_numpy(rows.padded([self.data.pieces[number] for number in chosen]))
        is_piece = pieces != vocabulary.PAD
        is_hidden = (torch.rand(pieces.shape) < HIDDEN) & (pieces > vocabulary.UNKNOWN)
        pieces = pieces.masked_fill(is_hidden, vocabulary.UNKNOWN)
        fixed = len(self.model.layers) - self.given.trained
        with torch.no_grad():
            self.model.eval()
            states = self.model.run(
                self.model.embed(pieces), is_piece, list(self.model.layers)[:fixed]
            )
            self.model.train()
        states = self.model.run(states, is_piece, list(self.model.layers)[fixed:])
        loss = loss_of(self.model.answer(states, is_piece), self.data, chosen)
        loss.backward()
        for whole, half in self.pairs():
            whole.grad = None if half.grad is None else half.grad.float()
            half.grad = None
        nn.utils.clip_grad_norm_([whole for whole, _ in self.pairs()], LARGEST_STEP)
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * share(self.step, self.given.steps, self.given.cool)
        self.optimiser.step()
        self.step += 1
        if self.step % TOGETHER_EVERY == 0 or self.step >= self.given.steps:
            self.average()
        self.give()
        return float(loss.detach())

    def average(self) -> None:
        """Meet the other workers: go on from the average of all."""
        if self.given.workers > 1:
            for whole, _ in self.pairs():
                distributed.all_reduce(whole.data)
                whole.data /= self.given.workers

    def batches(self) -> Iterator[Any]:
        """Yield this worker's batches of the round: every so-manieth, as many as each other worker has."""
        waiting = []
        for chosen in rows.batches(self.data, (SEED, self.round), BATCH):
            waiting.append(chosen)
            if len(waiting) == self.given.workers:
                yield waiting[self.number]
                waiting = []

    def save(self) -> None:
        state = {
            "network": learnt(self.master.state_dict()),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "round": self.round,
        }
        told = {
            "rows": len(self.data.pieces),
            "step": self.step,
            "round": self.round,
            "layers": self.given.layers,
        }
        told |= {"visits": self.step * BATCH * self.given.workers, "workers": self.given.workers}
        (self.given.work / "run.json").write_text(json.dumps(told), encoding="utf-8")
        new = self.given.work / "state.new"
        torch.save(state, new)
        new.replace(self.given.work / "state.pt")

    def load(self) -> None:
        state = torch.load(self.given.work / "state.pt", weights_only=True)
        self.master.load_state_dict(self.master.state_dict() | state["network"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.round = state["step"], state["round"] + 1

    def measure(self) -> dict[str, float]:
        return figures(predict(self.model, self.test_pieces), self.test)

    def go(self) -> None:
        torch.manual_seed(SEED + self.step * self.given.workers + self.number)
        self.model.train()
        kept_at = started = time.monotonic()
        losses: list[float] = []
        visits = 0
        while self.step < self.given.steps:
            for chosen in self.batches():
                losses.append(self.learn(chosen))
                visits += len(chosen)
                if self.number == 0 and self.step % 64 == 0:
                    self.say(float(np.mean(losses)), visits / (time.monotonic() - started))
                    losses = []
                is_met = self.step % TOGETHER_EVERY == 0 and time.monotonic() - kept_at > KEEP_EVERY
                if self.number == 0 and (is_met or self.step >= self.given.steps):
                    self.save()
                    print(json.dumps(self.measure()), flush=True)
                    kept_at = time.monotonic()
                if self.step >= self.given.steps:
                    break
            self.round += 1

    def say(self, loss: float, speed: float) -> None:
        now = time.strftime("%H:%M:%S")
        print(
            f"{now} round {self.round} step {self.step} loss {loss:.4f}, {speed:.0f} rows/s",
            flush=True,
        )


def work(number: int, given: argparse.Namespace, shared: Prepared) -> None:
    """Be one of the workers, each on one thread."""
    torch.set_num_threads(1)
    if given.workers > 1:
        distributed.init_process_group(
            "gloo",
            init_method=(given.work / "meeting").resolve().as_uri(),
            rank=number,
            world_size=given.workers,
            timeout=timedelta(hours=1),
        )
    Run(given, number, shared).go()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "data", type=Path, help="folder with posts.ndjson.gz and heldout-hashes.txt.gz"
    )
    parser.add_argument("--wheels", type=Path, required=True, help="folder with the two wheels")
    parser.add_argument("--work", type=Path, required=True, help="folder for this run's state")
    parser.add_argument("--authored", type=Path, default=HERE.parent / "authored")
    parser.add_argument("--cases", type=Path, default=HERE.parent.parent / "bench" / "functional")
    parser.add_argument("--layers", type=numbers, default=[*range(6)])
    parser.add_argument("--trained", type=int, default=6, help="how many of the upper layers learn")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument(
        "--cool", type=int, default=1200, help="steps over which the rate falls to nought"
    )
    parser.add_argument(
        "--measure-every", type=int, default=2, help="measure on every so-manieth row kept back"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=RATE, help="of the uppermost layer")
    parser.add_argument("--shipped", action="store_true", help="go on from the shipped network")
    parser.add_argument("--resume", action="store_true")
    given = parser.parse_args(arguments)
    given.work.mkdir(parents=True, exist_ok=True)
    (given.work / "meeting").unlink(missing_ok=True)
    try:
        shared = prepare(given)
    except (corpus.HeldOutRows, source.UnknownWheel) as found:
        print(f"refused: {found}", file=sys.stderr)
        return 1
    if given.workers > 1:
        multiprocessing.spawn(work, (given, shared), given.workers)
    else:
        work(0, given, shared)
    return 0


if __name__ == "__main__":
    sys.exit(main())
