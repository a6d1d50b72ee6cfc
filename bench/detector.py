"""Measure the detector against every goal of its issue: `python bench/detector.py DATA_FOLDER`.

DATA_FOLDER is described in training/README.md. Quality is measured on EDOS dev and on our functional
cases (bench/functional), which nothing is trained on; intervals are 95 % of a seeded bootstrap. The peers
run in the same command where they are installed:

    uv run --with alt-profanity-check --with better-profanity --with hatesonar python bench/detector.py DATA_FOLDER

(hatesonar also wants the locale en_US.UTF-8.) --quick takes fewer resamplings and streams, and every
fourth dev row and case; its figures are for a first look, not for the card.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.detecting import attacks, cost, peers, quality, streams, table
from bench.detecting.cases import Case, Post, dev_posts, filler, harmless_phrases, read_cases
from safeguard.classify.detector import Detector
from safeguard.classify.records import Score

PHRASES = {"en": 1, "hi-Latn": 4}
"""The languages of the identity templates, and every how many sentences one is taken."""
POSTS = 4_000  # to measure speed on


class Size(msgspec.Struct, frozen=True):
    """How much is measured."""

    repeats: int = 1_000
    streams: int = 200
    times: int = 5
    stride: int = 1


QUICK = Size(repeats=200, streams=20, times=1, stride=4)


class Bench(msgspec.Struct, frozen=True):
    """The detector and what it is measured on."""

    detector: Detector
    data: Path
    cases: list[Case]
    posts: list[Post]
    size: Size

    @property
    def name(self) -> str:
        return self.detector.score(["a post"])[0].model

    def scores(self, texts: Sequence[str], language: str | None = None) -> list[Score]:
        """Score texts; `language` is what a platform would say, None for nothing."""
        return self.detector.score(texts, None if language is None else [language] * len(texts))

    def flags(self, texts: Sequence[str]) -> list[bool]:
        return [bool(score.labels) for score in self.scores(texts)]


def measured(bench: Bench) -> Iterator[table.Row]:
    """Measure everything, dearest last, so that the first sections are there early."""
    repeats = bench.size.repeats
    texts = [case.text for case in bench.cases]
    scores = bench.scores(texts)
    flags = [bool(score.labels) for score in scores]
    edos = [post for post in bench.posts if post.source == "edos"]
    yield from quality.edos(edos, bench.scores([post.text for post in edos], "en"), repeats)
    yield from quality.functional(bench.cases, flags, repeats, bench.name, quality.F1_GOALS)
    yield from quality.varieties(bench.cases, flags, repeats)
    yield from quality.kinds(bench.cases, flags, repeats)
    yield from quality.functions(bench.cases, flags, repeats)
    yield from quality.silence(bench.cases, scores)
    yield from _queues(bench, scores)
    yield from attacks.rows(bench.cases, bench.flags, repeats)
    yield from _groups(bench)
    inbox = streams.texts(bench.cases, bench.posts, filler(), POSTS)
    posts = [post.text for post in bench.posts][:POSTS]
    yield from cost.rows(bench.detector, posts, inbox, texts[::40], bench.size.times)
    yield from peers.rows(bench.cases, edos, repeats)


def _queues(bench: Bench, scores: Sequence[Score]) -> Iterator[table.Row]:
    dev = bench.scores([post.text for post in bench.posts])
    own = filler()
    filled = bench.scores([text for _, text in own])
    return streams.rows(
        list(zip(bench.cases, scores, strict=True)),
        list(zip(bench.posts, dev, strict=True)),
        [(name, score) for (name, _), score in zip(own, filled, strict=True)],
        bench.size.streams,
    )


def _groups(bench: Bench) -> Iterator[table.Row]:
    for language, stride in PHRASES.items():
        every = harmless_phrases(bench.data, language)
        words = quality.group_words(every)
        some = [phrase for phrase in every if phrase.template != "name_adj"]
        given = some[:: stride * bench.size.stride]
        flags = bench.flags([phrase.text for phrase in given])
        yield from quality.phrases(language, given, flags, words, bench.size.repeats)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, help="folder with posts.ndjson.gz and lexicons/")
    parser.add_argument("--quick", action="store_true", help="a first look: less of everything")
    parser.add_argument("--json", type=Path, help="file to write every figure to")
    given = parser.parse_args(arguments)
    size = QUICK if given.quick else Size()
    bench = Bench(
        detector=Detector(),
        data=given.data,
        cases=read_cases()[:: size.stride],
        posts=dev_posts(given.data)[:: size.stride],
        size=size,
    )
    began = time.perf_counter()
    rows = list(measured(bench))
    print("\n".join(table.lines(rows)))
    met = [row.is_met for row in rows if row.is_met is not None]
    print(f"\n{sum(met)} of {len(met)} goals met by {bench.name}", end=" ")
    print(f"in {time.perf_counter() - began:.0f} s, load {os.getloadavg()[0]:.1f}")
    if given.json:
        given.json.write_bytes(msgspec.json.format(msgspec.json.encode(rows), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
