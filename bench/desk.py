"""The desk at a hundred thousand mentions: import speed against SQLite's own limit, memory, and the cost of a page.

`uv run bench/desk.py [COUNT]` prints CPU per unit and ratios inside this one run; wall times of a shared machine say
little. Each part runs in a process of its own over one throw-away data folder, so that memory is its own too.
"""

import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import msgspec

WORDS = (
    "council report street thanks article budget wrong shame great market question source today"
).split()
SAID = (
    "I know where you live, you will be sorry",
    "shut up, you stupid woman, nobody asked you",
    "send me a picture of you in bed",
    "thank you for speaking up, we stand with you",
    "delete your account or we post your address",
    "you are an idiot and a liar",
)
EVERY = (
    10  # one mention in so many says one of these before its other words, and one is part of a raid
)
RAIDS = 20  # as many as the first page shows, so that it is as full at a thousand mentions
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHUNK = 5_000
PAGES = 20


def rows(count: int, seed: int = 3) -> Iterator[bytes]:
    """Make NDJSON lines of about 380 bytes, as an export would hold them."""
    chosen = random.Random(seed)
    for number in range(count):
        at = NOW - timedelta(seconds=chosen.randrange(40 * 86_400))
        row = {
            "platform": "bluesky",
            "id": f"at://did:example:{number}/post/{number:012d}",
            "kind": "mention",
            "author_id": f"did:example:{chosen.randrange(20_000)}",
            "author_handle": f"person{chosen.randrange(20_000)}.example",
            "text": said(number, chosen),
            "created_at": at.isoformat(),
            "url": f"https://network.example/post/{number:012d}",
        }
        yield msgspec.json.encode(row) + b"\n"


def said(number: int, chosen: random.Random) -> str:
    """Make a text of 22 words or so, so that every category and group of a real desk is there at any size."""
    turn = number // EVERY
    hurtful = SAID[turn % RAIDS % len(SAID)]
    if number % EVERY == 1:
        return f"{hurtful} {' '.join(random.Random(turn % RAIDS).choices(WORDS, k=22))} {turn}"
    words = " ".join(chosen.choices(WORDS, k=22))
    return f"{hurtful} {words}" if number % EVERY == 0 else words


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def least(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """Give the best of three runs: what else the machine does can only add to a figure."""
    figures = []
    for _ in range(3):
        before()
        figures.append(spent(work))
    return min(figures)


def say(what: str, count: int, seconds: float, limit: float) -> None:
    print(
        f"{what:<62} {count / seconds:>9,.0f} a CPU-s {limit / seconds:>7.1%} of the limit",
        flush=True,
    )


def raw_limit(file: Path, row: Callable[[bytes], tuple[object, ...]]) -> float:
    """Decode the same lines and insert the same rows, without index, journal or sync: what SQLite can do with them."""
    base = sqlite3.connect(file.with_name("raw.sqlite3"))
    base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
    width = len(row(next(file.open("rb"))))
    columns = ", ".join(f"c{number}" for number in range(width))
    sql = f"INSERT INTO t VALUES ({', '.join('?' * width)})"  # noqa: S608 -- made above

    def anew() -> None:
        base.executescript(f"DROP TABLE IF EXISTS t; CREATE TABLE t ({columns})")

    def insert() -> None:
        with file.open("rb") as lines:
            while chunk := [row(line) for line in islice(lines, CHUNK)]:
                base.executemany(sql, chunk)
                base.commit()

    return least(insert, before=anew)


def storing(file: Path, count: int) -> None:
    """Part one: SQLite's limit, then our reader and our tables with all their indexes, without sealing or scoring."""
    from django.db import transaction

    from fuerza.core import bulk
    from fuerza.core.ids import uuid7
    from fuerza.desk.models import Mention
    from fuerza.desk.services import taking_in
    from fuerza.people.models import Person
    from safeguard.platforms import registry
    from safeguard.platforms.base import Reading
    from safeguard.records import Post

    person = Person.objects.create_user("unsealed")

    def posts() -> Iterator[Post]:
        with file.open("rb") as stream:
            for it in registry.importer("ndjson")(Reading(now=NOW)).read(stream):
                assert isinstance(it, Post)
                yield it

    def store() -> None:
        read = posts()
        while chunk := list(islice(read, CHUNK)):
            with transaction.atomic():
                bulk.insert(Mention, taking_in.MENTION, map(plain, chunk))

    def clear_away() -> None:
        Mention.objects.filter(person=person).delete()

    def plain(post: Post) -> tuple[object, ...]:
        pk = uuid7()
        key = os.urandom(16)
        keys = (key, key, key, key[:8], b"", b"")
        clear = ("mention", "file", "bluesky", *keys, pk, post.raw, "und", "nothing", 0, 0, "")
        return (pk, person.pk, None, None, *clear, None, True, "staged", post.written_at, NOW)

    def ready(line: bytes) -> tuple[object, ...]:
        row = msgspec.json.decode(line)
        key = os.urandom(16)
        clear = (
            "mention",
            "file",
            row["platform"],
            key,
            key,
            key,
            key[:8],
            b"",
            b"",
            row["id"],
            line,
            "und",
            "nothing",
        )
        return (
            uuid7().hex,
            person.pk.hex,
            None,
            None,
            *clear,
            0,
            0,
            "",
            None,
            1,
            "staged",
            row["created_at"],
            "now",
        )

    limit = raw_limit(file, ready)
    say("SQLite alone: the same rows, no index, no journal, no sync", count, limit, limit)
    say("parsed", count, least(lambda: sum(1 for _ in posts())), limit)
    say("parsed and stored, all indexes (goal 40 %)", count, least(store, before=clear_away), limit)
    clear_away()
    file.with_name("limit").write_text(str(limit))


def importing(file: Path, count: int) -> None:
    """Part two: the import as a person has it: checked, scored, keyed, sealed, stored, shown, grouped."""
    from fuerza.connections import services as connections
    from fuerza.core import keyrings
    from fuerza.desk import services as desk
    from fuerza.floods.services import find
    from fuerza.people.models import Person
    from safeguard.classify.detector import Detector

    limit = float(file.with_name("limit").read_text())
    person = Person.objects.create_user("large")
    keyrings.make_keyring(person.pk, now=NOW)
    made = []

    def bring() -> None:
        with file.open("rb") as stream:
            it, _checked = connections.bring(
                person=person, file=stream, zone="", mine=None, now=NOW
            )
        made.append(it)

    def complete(score: desk.Scorer) -> None:
        desk.complete_import(made=made[0], score=score, clock=lambda: NOW, beat=lambda _a, _b: None)

    say("checked whole (dry run) and kept encrypted", count, spent(bring), limit)
    scores = Detector().score(["x"])
    scored: list[float] = []
    detector = Detector()

    def score(texts: object) -> list[object]:
        began = time.process_time()
        found = detector.score(texts)
        scored.append(time.process_time() - began)
        return found

    whole = spent(lambda: complete(score))
    assert scores
    say("  of taking in: scored", count, sum(scored), limit)
    say("  of taking in: parsed, keyed, sealed, stored, shown", count, whole - sum(scored), limit)
    say("taken in, all together", count, whole, limit)
    say(
        "grouped (copy-paste and pile-ons)",
        count,
        spent(lambda: find(person=person, now=NOW)),
        limit,
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"peak memory of this part, scoring and grouping included: {peak:.0f} MB (goal: under 300)"
    )


def paging(file: Path, count: int) -> None:
    """Part three: the first page at a thousand mentions and at `count`: queries and CPU a request."""
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from fuerza.connections import services as connections
    from fuerza.core import keyrings
    from fuerza.core.interruption import VERB
    from fuerza.desk import services as desk
    from fuerza.floods.services import find
    from fuerza.people.models import Person
    from safeguard.classify.detector import Detector

    call_command("collectstatic", "--noinput", verbosity=0)
    small = Person.objects.create_user("small")
    keyrings.make_keyring(small.pk, now=NOW)
    with file.open("rb") as stream:
        lines = [next(stream) for _ in range(1_000)]
    made, _checked = connections.bring(person=small, file=lines, zone="", mine=None, now=NOW)
    desk.complete_import(
        made=made, score=Detector().score, clock=lambda: NOW, beat=lambda _a, _b: None
    )
    find(person=small, now=NOW)
    costs = {}
    for name, size in (("small", 1_000), ("large", count)):
        client = Client(headers={"host": "localhost"})
        client.force_login(Person.objects.get(username=name))
        session = client.session
        session[VERB] = True  # she has read the warning before
        session.save()
        address = reverse("desk:watch")
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
            asked = len(queries)  # the next request forgets them
        costs[name] = min(spent(lambda: client.get(address)) for _ in range(PAGES))  # noqa: B023 -- used at once
        print(
            f"first page at {size:>9,} mentions: {asked} queries, {costs[name] * 1000:.1f} ms CPU"
        )
    print(f"ratio: {costs['large'] / costs['small']:.2f} (goal: 1.5 or less)")


PARTS = {"storing": storing, "importing": importing, "paging": paging}


def main() -> None:
    if len(sys.argv) > 2:
        part, file, count = sys.argv[1:]
        import django

        django.setup()
        PARTS[part](Path(file), int(count))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "mentions.ndjson"
        with file.open("wb") as out:
            out.writelines(rows(count))
        print(f"{count:,} mentions of {file.stat().st_size // count} bytes")
        env = os.environ | {"FUERZA_DATA": name, "DJANGO_SETTINGS_MODULE": "fuerza.settings"}
        subprocess.run([sys.executable, "-m", "fuerza", "migrate", "-v0"], env=env, check=True)
        for part in PARTS:
            subprocess.run(
                [sys.executable, __file__, part, str(file), str(count)], env=env, check=True
            )


if __name__ == "__main__":
    main()
