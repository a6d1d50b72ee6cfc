"""Read a table of posts, and an archive of X, beside what msgspec alone needs to decode the same lines or objects.

    python bench/importing.py [--rows 200000]

Rows a CPU second, best of three, all in one run; the memory is the whole process's peak while a file of
--rows rows streams past, and says nothing of the file's size. The limit makes no Post: it decodes each
line to a Struct and forgets it. The archive is a ZIP as X gives it out, unpacked as it is read.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from msgspec.json import Decoder

from safeguard.platforms.base import Problem, Reading
from safeguard.platforms.registry import importer
from safeguard.platforms.table.rows import Row
from safeguard.platforms.x_archive.posts import Wrapped
from safeguard.records import Post

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
ACCOUNT = b'window.YTD.account.part0 = [{"account": {"accountId": "1", "username": "her"}}]'
TWEET = """  {
    "tweet" : {
      "edit_info" : {
        "initial" : { "editTweetIds" : [ "%(id)s" ], "editsRemaining" : "5", "isEditEligible" : true }
      },
      "retweeted" : false,
      "source" : "<a href=\\"https://mobile.example\\" rel=\\"nofollow\\">Web App</a>",
      "entities" : {
        "hashtags" : [ ],
        "symbols" : [ ],
        "user_mentions" : [ { "name" : "B", "screen_name" : "b", "indices" : [ "0", "2" ], "id" : "7" } ],
        "urls" : [ ]
      },
      "display_text_range" : [ "0", "%(length)s" ],
      "favorite_count" : "3",
      "in_reply_to_status_id_str" : "9",
      "id_str" : "%(id)s",
      "in_reply_to_user_id" : "7",
      "truncated" : false,
      "retweet_count" : "1",
      "id" : "%(id)s",
      "in_reply_to_status_id" : "9",
      "created_at" : "%(time)s",
      "favorited" : false,
      "full_text" : %(text)s,
      "lang" : "es",
      "in_reply_to_screen_name" : "b",
      "in_reply_to_user_id_str" : "7"
    }
  }"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--peak", choices=("csv", "ndjson", "x_archive"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak == "x_archive":
        with tempfile.TemporaryDirectory() as folder:
            read_archive(archive(Path(folder), options.rows), options.rows)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    if options.peak:
        read(options.peak, Stream(chunks(options.peak, options.rows)), options.rows)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    report(options.rows)


def report(rows: int) -> None:
    # Peaks first: a child starts from its parent's, and this one is about to hold whole files.
    peaks = {name: peak(name, rows) for name in ("ndjson", "csv", "x_archive")}
    report_archive(rows, peaks["x_archive"])
    files = {name: b"".join(chunks(name, rows)) for name in ("ndjson", "csv")}
    lines = files["ndjson"].splitlines()
    limit = rows / best(partial(decode, lines))
    print(f"{rows:,} rows; msgspec's bare decode: {limit:,.0f} rows a CPU second")
    for name, file in files.items():
        speed = rows / best(partial(read_all, name, file, rows))
        print(
            f"{name:>7}: {speed:>9,.0f} rows a CPU second,"
            f" {speed / limit:.2f} of the bare decode, peak {peaks[name]} MB"
        )


def report_archive(rows: int, megabytes: int) -> None:
    objects = [tweet(number, row["text"]).encode() for number, row in enumerate(made(rows))]
    limit = rows / best(partial(decode, objects, Wrapped))
    del objects
    with tempfile.TemporaryDirectory() as folder:
        speed = rows / best(partial(read_archive, archive(Path(folder), rows), rows))
    print(f"{rows:,} posts of an archive; msgspec's bare decode: {limit:,.0f} a CPU second")
    print(
        f"x_archive: {speed:>7,.0f} posts a CPU second,"
        f" {speed / limit:.2f} of the bare decode, peak {megabytes} MB"
    )


def archive(folder: Path, rows: int) -> Path:
    path = folder / "archive.zip"
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("data/account.js", ACCOUNT)
        with packed.open("data/tweets.js", "w") as out:
            out.write(b"window.YTD.tweets.part0 = [\n")
            for number, row in enumerate(made(rows)):
                out.write(((",\n" if number else "") + tweet(number, row["text"])).encode())
            out.write(b"\n]")
    return path


def tweet(number: int, text: str) -> str:
    time_ = f"{NOW - timedelta(seconds=number):%a %b %d %H:%M:%S +0000 %Y}"
    told = {"id": 10**18 + number, "length": len(text), "time": time_, "text": json.dumps(text)}
    return TWEET % told


def read_archive(path: Path, rows: int) -> None:
    with path.open("rb") as file:
        read("x_archive", file, rows, own=True)


def read_all(name: str, file: bytes, rows: int) -> None:
    read(name, Stream([file]), rows)


def decode(lines: list[bytes], form: type = Row) -> None:
    decode_one: Callable[[bytes], object] = Decoder(form).decode
    for line in lines:
        decode_one(line)


def read(name: str, stream: Any, rows: int, *, own: bool = False) -> None:
    found = 0
    for it in importer(name)(Reading(now=NOW, own=own)).read(stream):
        if isinstance(it, Problem):
            raise SystemExit(f"the file made here had a problem: {it}")
        found += isinstance(it, Post)
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
