"""What the detector costs: posts per CPU-second, the first answer, memory, the size of its weights."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import safeguard
from bench.detecting.table import Row
from safeguard.classify import baseline, encoder, rules
from safeguard.classify.detector import Detector
from safeguard.text.language import identify_folded
from safeguard.text.normalise import fold

SECTION = "Cost"
BATCH = 256
MEGABYTE = 1_000_000
_FIRST = """
import json, sys
from safeguard.classify.detector import Detector
Detector().score(json.load(sys.stdin))
with open("/proc/self/status") as lines:
    print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""
"""Linux only: getrusage would count the memory of the process that started this one."""
_CODE = {".py", ".pyc", ".typed"}


def rate(work: Callable[[Sequence[str]], object], texts: Sequence[str], times: int) -> float:
    """Give texts per CPU-second of all threads, the best of some runs."""
    spent = []
    for _ in range(times):
        started = time.process_time()
        work(texts)
        spent.append(time.process_time() - started)
    return len(texts) / min(spent)


def words_alone(texts: Sequence[str]) -> None:
    """Do what tiers 0 and 1 do, step by step, without the explanations and whatever comes after."""
    model = baseline.model()
    for start in range(0, len(texts), BATCH):
        folded = [fold(text).text for text in texts[start : start + BATCH]]
        languages = [identify_folded(text) for text in folded]
        for text, language in zip(folded, languages, strict=True):
            rules.find(text, language)
        baseline.predict(model, folded, languages)


def rows(
    detector: Detector, texts: Sequence[str], inbox: Sequence[str], few: Sequence[str], times: int
) -> Iterator[Row]:
    """Measure on `texts` (dev rows of all sources) and on `inbox` (the shares of a real one).

    `few` are what a fresh process scores first.
    """
    fast = rate(words_alone, texts, times)
    yield Row(
        section=SECTION,
        measure="tiers 0 and 1, posts per CPU-second",
        value=fast,
        goal=10_000,
        digits=0,
    )
    name = "tiers 0 to 2" if encoder.is_here() else "tiers 0 and 1: tier 2 is not here"
    yield Row(
        section=SECTION,
        measure="whole detector, posts per CPU-second",
        value=rate(detector.score, texts, times),
        goal=600,
        digits=0,
        note=f"{name}; {len(texts)} dev rows, half of them abusive, best of {times}",
    )
    yield Row(
        section=SECTION,
        measure="the same, at an inbox's shares",
        value=rate(detector.score, inbox, times),
        goal=600,
        digits=0,
        note=f"{len(inbox)} texts drawn as for the queues, 5 % of them abuse, a fifth a language",
    )
    size = weights_size() / MEGABYTE
    yield Row(section=SECTION, measure="weights, MB", value=size, goal=45, is_more=False, digits=1)
    yield from _fresh(few, times)


class Fresh(NamedTuple):
    """A run in a Python of its own: by the clock, on the processor, and what it printed."""

    seconds: float
    cpu_seconds: float
    printed: int


def _fresh(few: Sequence[str], times: int) -> Iterator[Row]:
    runs = [fresh(_FIRST, few) for _ in range(times + 2)]
    bare = min(fresh("import sys; sys.stdin.read(); print(0)", few).seconds for _ in runs)
    note = f"from starting Python to {len(few)} answers, best of {len(runs)}; Python alone {bare:.2f} s"
    seconds = min(run.seconds for run in runs)
    yield Row(
        section=SECTION,
        measure="cold start, seconds",
        value=seconds,
        goal=1.5,
        is_more=False,
        note=note,
    )
    on_cpu = min(run.cpu_seconds for run in runs)
    yield Row(section=SECTION, measure="cold start, CPU-seconds", value=on_cpu)
    yield Row(
        section=SECTION,
        measure="resident memory, MiB",
        value=max(run.printed for run in runs) / 1024,
        goal=300,
        is_more=False,
        digits=0,
        note="peak of that fresh process, everything loaded",
    )


def fresh(code: str, few: Sequence[str]) -> Fresh:
    """Run `code` in a Python of its own, `few` as JSON on its standard input."""
    before, began = _children(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(list(few)),
        capture_output=True,
        text=True,
        check=True,
    )
    return Fresh(time.perf_counter() - began, _children() - before, int(done.stdout))


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def weights_size() -> int:
    """Add up whatever lies in the library and is no code."""
    folder = Path(safeguard.__file__).parent
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in _CODE]
    return sum(path.stat().st_size for path in files)
