"""The desk's pages at a thousand, a hundred thousand and a million mentions: queries and CPU a request.

`uv run bench/pages.py [COUNT ...]` writes rows straight into a throw-away database (a tenth is one flood of an hour, a
tenth is two raids, the rest stands alone over forty days), has the job find them, and asks for each page as its
owner with her desk locked: opened, fifty bodies more are decrypted, at any size.

On 2026-11-30 at 1,000 / 1,000,000 (queries, CPU a request, ratio; a list of more than a thousand is not counted on each
look at it, which saves a query):

    first page                  16/16 queries    21.3/21.2 ms   1.00
    inbox: a category             9/8            50.1/46.3      0.93
    inbox: most urgent first      6/6            44.1/44.1      1.00
    group: the pile-on's list     8/7            53.3/48.1      0.90
    group: a raid's list          8/7            52.3/49.2      0.94
    pile-on                     14/13            21.7/20.9      0.97
    raid                        13/13            22.7/24.0      1.06
    what may come to her door     5/5             7.7/10.3      1.34

A hundred thousand ask the same queries as a million. A million mentions are found in 134 s of CPU the first time and
31 s again, in 889 MB.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAYS, RAIDS, PAGES = 40, 2, 20
SIZES = (1_000, 100_000, 1_000_000)


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def rows(person: Any, connection: Any, count: int) -> Iterator[tuple[object, ...]]:
    """Make rows in the order of `taking_in.MENTION`, as a network would have brought them."""
    from fuerza.core.ids import uuid7

    chosen = random.Random(5)
    copies = [chosen.randbytes(64) for _ in range(RAIDS)]
    key = uuid7()
    for number in range(count):
        is_flood, is_raid = number % 10 == 0, number % 10 == 1
        at = NOW - timedelta(seconds=chosen.randrange(DAYS * 86_400))
        if is_flood:
            at = NOW - timedelta(days=3) + timedelta(hours=number / count)
        author = number if is_flood else chosen.randrange(max(20, count // 10))
        signature = copies[number // 10 % RAIDS] if is_raid else chosen.randbytes(64)
        category, severity = ("A1", 1) if is_flood or is_raid else ("nothing", 0)
        urgent = number % 15 == 3
        yield (
            uuid7(),
            person.pk,
            connection.pk,
            None,
            "mention",
            "api",
            "bluesky",
            chosen.randbytes(16),
            author.to_bytes(16, "big"),
            chosen.randbytes(16),
            number.to_bytes(8, "big"),
            (7).to_bytes(8, "big") if is_flood and number % 3 else b"",
            signature,
            key,
            b"x" * 600,
            "en",
            "T1" if urgent else category,
            4 if urgent else severity,
            290 if urgent else 0,
            "weapon" if urgent and number % 150 == 3 else "",
            number % 2 == 0,
            True,
            "waiting",
            at,
            NOW,
        )


def fill(count: int) -> Any:
    """Write one person's desk of so many mentions, and have the job look at it."""
    from django.db import transaction

    from fuerza.connections import services as connections
    from fuerza.core import bulk, keyrings
    from fuerza.desk.models import Mention
    from fuerza.desk.services import taking_in
    from fuerza.desk.services.tallies import Cell
    from fuerza.desk.services.tallies import count as tally
    from fuerza.floods.services import find
    from fuerza.people.models import Person

    person = Person.objects.create_user(f"of{count}")
    keyrings.make_keyring(person.pk, now=NOW)
    connection = connections.link(
        person=person,
        platform="bluesky",
        connector="sample",
        account=f"did:{count}",
        handle="her.example",
        now=NOW,
    )
    cells: Counter[Cell] = Counter()
    category, decision, written_at = (
        taking_in.MENTION.index(name) for name in ("category", "decision", "written_at")
    )

    def counted() -> Iterator[tuple[object, ...]]:
        for row in rows(person, connection, count):
            day: Any = row[written_at]
            cells[Cell(day.date(), "bluesky", str(row[category]), str(row[decision]))] += 1
            yield row

    with transaction.atomic():
        bulk.insert(Mention, taking_in.MENTION, counted())
        tally(person.pk, cells)
    first = spent(lambda: find(person=person, now=NOW))
    again = spent(lambda: find(person=person, now=NOW))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:>9,}: found in {first:.1f} s CPU, again in {again:.1f} s; peak {peak:.0f} MB",
        flush=True,
    )
    return person


def pages_of(person: Any) -> dict[str, str]:
    from django.urls import reverse

    from fuerza.desk.models import Group

    flood = Group.objects.get(person=person, kind="pile_on")
    raid = Group.objects.filter(person=person, kind="text").latest("size")
    return {
        "first page": reverse("desk:watch"),
        "inbox: a category": reverse("desk:category", args=["A1"]),
        "inbox: most urgent first": reverse("desk:urgent"),
        "group: the pile-on's list": reverse("desk:group", args=[flood.pk]),
        "group: a raid's list": reverse("desk:group", args=[raid.pk]),
        "pile-on": reverse("floods:show", args=[flood.pk]),
        "raid": reverse("floods:show", args=[raid.pk]),
        "what may come to her door": reverse("floods:dangers"),
    }


def ask(person: Any) -> dict[str, tuple[int, float]]:
    """Ask for each page as she would: how many queries, and the least CPU of twenty requests."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from fuerza.core.interruption import VERB

    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    session = client.session
    session[VERB] = True  # she has read the warning before
    session.save()
    found = {}
    for name, address in pages_of(person).items():
        assert client.get(address).status_code == 200, name
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
            asked = len(queries)  # the next request forgets them
        found[name] = (asked, min(spent(lambda: client.get(address)) for _ in range(PAGES)))  # noqa: B023 -- used at once
    return found


def measure(sizes: list[int]) -> None:
    from django.core.management import call_command

    call_command("collectstatic", "--noinput", verbosity=0)
    found = {size: ask(fill(size)) for size in sizes}
    for name in found[sizes[0]]:
        cells = [
            f"{asked:>3} queries {cpu * 1000:>6.1f} ms"
            for asked, cpu in (found[size][name] for size in sizes)
        ]
        ratio = found[sizes[-1]][name][1] / found[sizes[0]][name][1]
        print(f"{name:<28}{'   '.join(cells)}   ratio {ratio:.2f} (goal: 2 or less)")


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or list(SIZES)
    if "FUERZA_BENCH_PAGES" in os.environ:
        import django

        django.setup()
        measure(sizes)
        return
    with tempfile.TemporaryDirectory() as name:
        env = os.environ | {
            "FUERZA_DATA": name,
            "DJANGO_SETTINGS_MODULE": "fuerza.settings",
            "FUERZA_BENCH_PAGES": "yes",
        }
        subprocess.run([sys.executable, "-m", "fuerza", "migrate", "-v0"], env=env, check=True)
        subprocess.run([sys.executable, __file__, *map(str, sizes)], env=env, check=True)


if __name__ == "__main__":
    main()
