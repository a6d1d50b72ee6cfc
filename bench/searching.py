"""Searching a desk: the CPU of a search by keyed stems against SQLite's own full-text index over the plain texts.

`uv run bench/searching.py [COUNT]` makes COUNT mentions (100,000), makes them searchable, and asks for words that few,
some and most of them hold. FTS5 reads the same texts in clear, in the same run; it neither seals nor stems.
"""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAGE = 5_000
WORDS = 40_000  # different ones, used as words are: the n-th most common one n times less often than the first
LONG = 18
TIMES = 7


def texts(count: int, seed: int = 3) -> Iterator[str]:
    chosen = random.Random(seed)
    vocabulary = [named(number) for number in range(WORDS)]
    weights = list(accumulate(1 / (number + 1) for number in range(WORDS)))
    for _ in range(count):
        yield " ".join(chosen.choices(vocabulary, cum_weights=weights, k=LONG))


def named(number: int) -> str:
    """Name a word by letters alone, the same one for a number in every run."""
    letters = "bdfglmnprstvz"
    name = ""
    for _ in range(4):
        number, place = divmod(number, len(letters))
        name += letters[place] + "aeiou"[(number + place) % 5]
    return name


def spent(work: Callable[[], object]) -> float:
    """Give the least CPU of some runs: what else the machine does can only add to a figure."""
    figures = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        figures.append(time.process_time() - began)
    return min(figures)


def main(count: int) -> None:
    from fuerza.connections import services as connections
    from fuerza.core import keyrings
    from fuerza.desk.services.taking_in import take_in
    from fuerza.people.models import Person
    from fuerza.sorting import queries, services
    from fuerza.sorting.models import Posting
    from safeguard.classify.records import HEADS, Score
    from safeguard.records import Author, Page, Post

    person = Person.objects.create_user("her")
    keyrings.make_keyring(person.pk, now=NOW)
    opened = keyrings.open_with_server(person.pk, now=NOW)
    linked = connections.link(
        person=person, platform="bluesky", connector="sample", account="a", handle="h", now=NOW
    )
    scored = Score(
        heads=dict.fromkeys(HEADS, 0.01),
        labels=(),
        severity=0,
        language="en",
        why=(),
        model="m",
        point="balanced",
    )
    every = list(texts(count))
    numbers = iter(range(count))
    rest = iter(every)
    while some := list(islice(rest, PAGE)):
        posts = tuple(
            Post(
                platform="bluesky",
                id=str(number),
                kind="mention",
                author=Author(handle=f"{named(number % 20_000)}.example", id=str(number % 20_000)),
                text=text,
                written_at=NOW - timedelta(seconds=count - number),
                raw=b"{}",
            )
            for text, number in zip(some, numbers, strict=False)
        )
        take_in(origin=linked, page=Page(posts=posts), scores=[scored] * len(posts), now=NOW)

    began = time.process_time()
    is_whole = False
    while not is_whole:
        is_whole = services.index_on(
            person=person, opened=opened, clock=lambda: NOW + timedelta(minutes=2)
        ).is_whole
    taken = time.process_time() - began
    rows = Posting.objects.count()
    print(f"made searchable: {count / taken:,.0f} mentions a CPU-s, {rows:,} rows of the index")

    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE VIRTUAL TABLE said USING fts5(text)")
    began = time.process_time()
    plain.executemany("INSERT INTO said (text) VALUES (?)", ((text,) for text in every))
    print(f"FTS5, plain:     {count / (time.process_time() - began):,.0f} mentions a CPU-s")

    print(f"{'asked for':<28} {'fit':>8} {'ours':>9} {'FTS5':>9}  ratio")
    for said, asked in (
        ("a rare word", named(30_000)),
        ("a usual word", named(300)),
        ("the most common word", named(0)),
        ("two common words", f"{named(0)} {named(1)}"),
        ("a common and a rare one", f"{named(0)} {named(30_000)}"),
    ):
        number = queries.search(person, asked, opened).number
        ours = spent(lambda: queries.search(person, asked, opened))  # noqa: B023 -- used at once
        sql = "SELECT rowid FROM said WHERE said MATCH ? ORDER BY rowid DESC LIMIT 2000"
        theirs = spent(lambda: plain.execute(sql, (asked,)).fetchall())  # noqa: B023 -- used at once
        print(
            f"{said:<28} {number:>8,} {ours * 1000:>6.1f} ms {theirs * 1000:>6.1f} ms  {ours / theirs:.1f}"
        )


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if "FUERZA_BENCH" in os.environ:
        import django

        django.setup()
        main(wanted)
    else:
        with tempfile.TemporaryDirectory() as folder:
            settings = {"FUERZA_DATA": folder, "DJANGO_SETTINGS_MODULE": "fuerza.settings"}
            env = os.environ | settings | {"FUERZA_BENCH": "1"}
            subprocess.run([sys.executable, "-m", "fuerza", "migrate", "-v0"], env=env, check=True)
            subprocess.run([sys.executable, str(Path(__file__)), str(wanted)], env=env, check=True)
