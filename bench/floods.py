"""Measure the detectors of floods on made streams and raids with known answers: `uv run --group bench bench/floods.py`.

Pile-ons over many seeds (found, delay, false alarms, days of thanks), raids (pairwise F1), and a million mentions
signed and grouped, with CPU and memory, beside datasketch's MinHash LSH and a sample by rapidfuzz in the same run.
"made" are texts of made-up words, of which one in twenty is a copy that has another word and mostly a disguise too;
"inbox" are raids in five languages and so many thanks in a few formulas, which the more there are the more are alike.
datasketch's candidates are taken as they are, as its index gives them. Each dear part runs in a process of its own, so
that memory is its own too. `--quick` takes fewer of everything.
"""

import argparse
import importlib.util
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from safeguard.detect.copy_paste import SHINGLE, Signer, find_copies, skeleton
from safeguard.detect.pile_on import PileOn
from tests.safeguard.detect import raids, streams

KEY = b"k" * 32
Result = TypeVar("Result")
VOCABULARY = 20_000
EVERY = 20
"""Of so many mentions one is part of a raid; the others stand alone."""
COPIES = 100
"""In each raid."""


class Cost(msgspec.Struct, frozen=True):
    """What a piece of work took, and what came of it."""

    count: int
    cpu: float
    memory: int
    f1: float | None = None

    def line(self, what: str) -> str:
        rate = self.count / self.cpu
        f1 = "" if self.f1 is None else f"  F1 {self.f1:.3f}"
        return f"{what:40} {self.count:9,} {self.cpu:7.1f} s {rate:9,.0f}/s {self.memory:6,} MB{f1}"


def mentions(count: int, seed: int = 7) -> tuple[list[str], list[int]]:
    """Make texts of fourteen made-up words, and the truth: one in twenty is a copy from a raid, with a word changed."""
    chosen = random.Random(seed)
    words = [
        "".join(chosen.choices("aeiourstlnmdcpbg", k=chosen.randint(3, 9)))
        for _ in range(VOCABULARY)
    ]
    copied = [chosen.choices(words, k=14) for _ in range(max(1, count // (EVERY * COPIES)))]
    texts, truth = [], []
    for number in range(count):
        if number % EVERY:
            texts.append(" ".join(chosen.choices(words, k=14)))
            truth.append(len(copied) + number)
            continue
        raid = chosen.randrange(len(copied))
        copy = list(copied[raid])
        copy[chosen.randrange(14)] = chosen.choice(words)
        texts.append(raids.disguised(chosen, " ".join(copy)) if number % 3 else " ".join(copy))
        truth.append(raid)
    return texts, truth


def apart(work: Callable[..., Result], *arguments: object) -> Result:
    """Run some work in a fresh process, so that its memory is its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *arguments).result()


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def ours(count: int, folder: str) -> list[Cost]:
    """Sign, and put the signatures aside, as the desk's database does."""
    texts, _ = mentions(count)
    began = time.process_time()
    signed = Signer(KEY).sign_all(texts)
    cost = Cost(count, time.process_time() - began, peak())
    Path(folder, "signed").write_bytes(msgspec.msgpack.encode(signed))
    return [cost]


def grouped(count: int, folder: str) -> list[Cost]:
    """Group what was signed; the process holds nothing else, as the desk's job doesn't."""
    signed = msgspec.msgpack.decode(Path(folder, "signed").read_bytes(), type=list[bytes])
    began = time.process_time()
    found = find_copies(signed)
    cpu, memory = time.process_time() - began, peak()
    _, truth = mentions(count)
    return [Cost(count, cpu, memory, raids.pairwise(truth, found)[2])]


def datasketch_lsh(count: int, of: str = "made") -> list[Cost]:
    """Sign and group with datasketch: as many permutations and the same shingles; the first that is alike is centre."""
    from datasketch import MinHash, MinHashLSH

    texts, truth = _posts(count, of)
    shingles = [_shingles(text) for text in texts]
    began = time.process_time()
    hashes = list(MinHash.generator(shingles, num_perm=32, seed=1))
    signing = Cost(len(texts), time.process_time() - began, peak())
    began = time.process_time()
    index = MinHashLSH(threshold=0.6, num_perm=32)
    found = []
    for number, each in enumerate(hashes):
        alike = index.query(each)
        found.append(min(alike) if alike else number)
        if not alike:
            index.insert(number, each)
    cpu, memory = time.process_time() - began, peak()
    return [signing, Cost(len(texts), cpu, memory, raids.pairwise(truth, found)[2])]


def rapidfuzz_pairs(count: int, of: str = "made") -> list[Cost]:
    """Compare every pair of a sample's skeletons with rapidfuzz; what is alike by 80 of 100 joins the first."""
    from rapidfuzz import fuzz, process

    texts, truth = _posts(count, of)
    letters = [skeleton(text) for text in texts]
    began = time.process_time()
    found = list(range(len(letters)))
    for number, one in enumerate(letters):
        if found[number] == number:
            alike = process.cdist([one], letters[number + 1 :], scorer=fuzz.ratio, score_cutoff=80)
            for place in alike[0].nonzero()[0].tolist():
                other = number + 1 + place
                found[other] = number if found[other] == other else found[other]
    cpu, memory = time.process_time() - began, peak()
    return [Cost(len(texts), cpu, memory, raids.pairwise(truth, found)[2])]


def ours_on(count: int, of: str) -> list[Cost]:
    texts, truth = _posts(count, of)
    began = time.process_time()
    found = find_copies(Signer(KEY).sign_all(texts))
    cpu, memory = time.process_time() - began, peak()
    return [Cost(len(texts), cpu, memory, raids.pairwise(truth, found)[2])]


def _posts(count: int, of: str) -> tuple[list[str], list[int]]:
    if of == "made":
        return mentions(count)
    inbox = raids.inbox(11, alone=count)
    return inbox.texts, inbox.truth


def _shingles(text: str) -> list[bytes]:
    letters = skeleton(text)
    return [
        letters[at : at + SHINGLE].encode("utf-8", "surrogatepass")
        for at in range(len(letters) - SHINGLE + 1)
    ]


def pile_ons(seeds: int) -> None:
    print(
        f"pile-ons: {seeds} person-months without a flood, {seeds} with each shape, {seeds} days of thanks"
    )
    alarms = [len(streams.told_of(streams.person_month(seed))) for seed in range(seeds)]
    print(
        f"  false alarms in quiet months    {sum(alarms)} in {seeds}, at most {max(alarms)} in one"
    )
    delays: list[float] = []
    false = 0
    for shape in streams.SHAPES:
        months = [streams.person_month(10_000 + seed, shape) for seed in range(seeds)]
        told = [_delay(stream, streams.told_of(stream)) for stream in months]
        here = sorted(delay for delay, _ in told if delay is not None)
        false += sum(count for _, count in told)
        delays += here
        print(
            f"  {shape:6} found {len(here)} of {seeds}, delay median {statistics.median(here):.1f} min,"
            f" nine of ten {here[len(here) * 9 // 10]:.1f} min"
        )
    print(
        f"  all    delay median {statistics.median(delays):.1f} min, {false} false alarms beside floods"
    )
    kind = sum(bool(streams.told_of(streams.kind_day(seed))) for seed in range(seeds))
    print(f"  days of thanks called a pile-on {kind} of {seeds}")


def _delay(stream: streams.Stream, found: Sequence[PileOn]) -> tuple[float | None, int]:
    """Give the minutes until a flood was seen (None: never), and how many alarms were about something else."""
    assert stream.flood
    began, ended = stream.flood
    about = [one for one in found if one.began_at <= ended and _until(one) >= began]
    delay = max(0.0, (about[0].seen_at - began).total_seconds() / 60) if about else None
    return delay, len(found) - len(about)


def _until(one: PileOn) -> datetime:
    return one.ended_at or datetime.max.replace(tzinfo=one.seen_at.tzinfo)


def copies(count: int, sample: int, folder: str) -> None:
    print("\ncopy-paste                                mentions       CPU        rate    memory")
    print(apart(ours, count, folder)[0].line("ours, signing (the desk: as they come)"))
    print(apart(grouped, count, folder)[0].line("ours, grouping"))
    peers = {"datasketch": datasketch_lsh, "rapidfuzz": rapidfuzz_pairs}
    for of, size in (("inbox", 3_000), ("inbox", sample), ("made", sample)):
        print(apart(ours_on, size, of)[0].line(f"ours, both, {of}"))
        for module, work in peers.items():
            if importlib.util.find_spec(module) is None:
                print(f"{module}: not run, it is not installed (uv sync --group bench)")
                continue
            steps = apart(work, size, of)
            for step, cost in zip(("signing", "grouping")[-len(steps) :], steps, strict=True):
                print(cost.line(f"{module}, {step}, {of}"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=20_000, help="mentions that the peers get")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    if given.quick:
        given.mentions, given.sample, given.seeds = 50_000, 3_000, 10
    apart(pile_ons, given.seeds)
    with tempfile.TemporaryDirectory() as folder:
        copies(given.mentions, given.sample, folder)


if __name__ == "__main__":
    main()
