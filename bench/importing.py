"""Read a table of posts, beside what msgspec alone needs to decode the same lines.

    python bench/importing.py [--rows 200000]

Rows a CPU second, best of three, all in one run; the memory is the whole process's peak while a file of
--rows rows streams past, and says nothing of the file's size. The limit makes no Post: it decodes each
line to a Struct and forgets it.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO

from msgspec.json import Decoder

from safeguard.platforms.base import Problem, Reading
from safeguard.platforms.registry import importer
from safeguard.platforms.table.rows import Row

NOW = datetime(2026, 11, 23, tzinfo=UTC)
WORDS = (
    "thank",
    "you",
    "for",
    "the",
    "talk,",
    "we",
    "need",
    "more",
    "of",
    "it",
    "é",
    "ñandú",
    "voilà",
)
BATCH = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--peak", choices=("csv", "ndjson"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        read(options.peak, Stream(chunks(options.peak, options.rows)), options.rows)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    report(options.rows)


def report(rows: int) -> None:
    # Peaks first: a child starts from its parent's, and this one is about to hold whole files.
    peaks = {name: peak(name, rows) for name in ("ndjson", "csv")}
    files = {name: b"".join(chunks(name, rows)) for name in peaks}
    lines = files["ndjson"].splitlines()
    limit = rows / best(partial(decode, lines))
    print(f"{rows:,} rows; msgspec's bare decode: {limit:,.0f} rows a CPU second")
    for name, file in files.items():
        speed = rows / best(partial(read_all, name, file, rows))
        print(
            f"{name:>7}: {speed:>9,.0f} rows a CPU second,"
            f" {speed / limit:.2f} of the bare decode, peak {peaks[name]} MB"
        )


def read_all(name: str, file: bytes, rows: int) -> None:
    read(name, Stream([file]), rows)


def decode(lines: list[bytes]) -> None:
    decode_one = Decoder(Row).decode
    for line in lines:
        decode_one(line)


def read(name: str, stream: "Stream", rows: int) -> None:
    found = 0
    for it in importer(name)(Reading(now=NOW)).read(stream):
        if isinstance(it, Problem):
            raise SystemExit(f"the file made here had a problem: {it}")
        found += 1
    if found != rows:
        raise SystemExit(f"{found} posts came of {rows} rows")


def peak(name: str, rows: int) -> int:
    """Measure in a process of its own: a peak never comes down again."""
    command = [sys.executable, __file__, "--rows", str(rows), "--peak", name]
    return int(subprocess.check_output(command))


def best(work: Callable[[], None]) -> float:
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def made(rows: int) -> Iterator[dict[str, str]]:
    """Make rows as an export has them: all columns, 5 to 40 words, now and then two lines."""
    source = random.Random(7)
    for number in range(rows):
        author = source.randrange(rows // 4 + 1)
        words = source.choices(WORDS, k=source.randint(5, 40))
        yield {
            "platform": "bluesky",
            "id": f"at://did:example:{author}/post/{number}",
            "kind": source.choice(("mention", "reply", "quote")),
            "author_id": f"did:example:{author}",
            "author_handle": f"person{author}.example",
            "author_name": f"Person {author}",
            "text": source.choice(("\n", *" " * 9)).join((" ".join(words), str(number))),
            "created_at": (NOW - timedelta(seconds=number)).isoformat(),
            "url": f"https://posts.example/{number}",
            "language": "en",
            "in_reply_to": "",
            "conversation": f"conversation-{number % 999}",
            "addressed_to": "her.example",
        }


def chunks(name: str, rows: int) -> Iterator[bytes]:
    batch: list[dict[str, str]] = []
    for number, row in enumerate(made(rows), 1):
        batch.append(row)
        if len(batch) == BATCH or number == rows:
            yield written(name, batch, with_header=number <= BATCH)
            batch.clear()


def written(name: str, batch: list[dict[str, str]], *, with_header: bool) -> bytes:
    if name == "ndjson":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in batch).encode()
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(batch[0]), lineterminator="\n")
    if with_header:
        writer.writeheader()
    writer.writerows(batch)
    return text.getvalue().encode()


class Stream:
    """Pieces as a file to read from."""

    def __init__(self, pieces: Iterator[bytes] | list[bytes]) -> None:
        self._pieces = iter(pieces)
        self._piece = memoryview(b"")

    def read(self, size: int, /) -> bytes:
        if not self._piece:
            self._piece = memoryview(next(self._pieces, b""))
        part, self._piece = self._piece[:size], self._piece[size:]
        return bytes(part)


if __name__ == "__main__":
    main()
