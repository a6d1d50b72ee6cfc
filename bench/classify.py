"""How fast posts are scored: `python bench/classify.py DATA_FOLDER`.

Prints posts per CPU-second for the whole detector and for its steps, beside a limit measured in the same
run: hashing the n-grams alone, which any model of this kind has to do.
"""

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from safeguard.classify import features, rules
from safeguard.classify.detector import Detector
from safeguard.text.language import identify_folded
from safeguard.text.normalise import fold

POSTS = 4_000
STRIDE = 20  # so that every source and language of the file is met


def posts_of(data: Path) -> list[str]:
    with gzip.open(data / "posts.ndjson.gz", "rt", encoding="utf-8") as lines:
        return [
            json.loads(line)["text"] for number, line in enumerate(lines) if not number % STRIDE
        ][:POSTS]


def rate(work: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Give texts per CPU-second, the best of three runs."""
    spent = []
    for _ in range(3):
        started = time.process_time()
        work(texts)
        spent.append(time.process_time() - started)
    return len(texts) / min(spent)


def in_batches(texts: Sequence[str]) -> None:
    for start in range(0, len(texts), 256):
        features.grams(texts[start : start + 256])


def main() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    detector = Detector()
    detector.score(["one post"])
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    texts = posts_of(Path(sys.argv[1]))
    folded = [fold(text).text for text in texts]
    steps: dict[str, tuple[Callable[[Sequence[str]], object], Sequence[str]]] = {
        "fold": (lambda given: [fold(text) for text in given], texts),
        "language": (lambda given: [identify_folded(text) for text in given], folded),
        "rules": (lambda given: [rules.find(text, "en") for text in given], folded),
        "limit: hash the n-grams": (in_batches, folded),
        "whole detector": (detector.score, texts),
    }
    print(f"{len(texts)} posts of {sum(map(len, texts)) / len(texts):.0f} characters on average")
    for name, (work, given) in steps.items():
        print(f"{name:24} {rate(work, given):>9,.0f} posts per CPU-second")
    print(f"{'loading the model':24} {(after - before) / 1024:>9.1f} MiB more")


if __name__ == "__main__":
    main()
