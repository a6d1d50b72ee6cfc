"""Write and run jobs, beside what the database itself needs to insert, update and finish as many bare rows.

    python bench/jobs.py [--jobs 2000]

CPU of this process a job, best of three, all in one run: read the ratios, not the milliseconds. On SQLite in a
throw-away folder; with DATABASE_URL (and KEYS_DATABASE_URL) set, on what they name: an empty PostgreSQL, of which
the server's own CPU is not seen here. The bare row is one INSERT and two UPDATEs, each in a transaction of its own:
the least a job's life can cost.
"""

import argparse
import os
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2_000)
    count = parser.parse_args().jobs
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUERZA_DATA"] = folder
        (Path(folder) / "keys").mkdir()
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        from fuerza.core import dumps

        if not all(dumps.is_empty(connection) for connection in connections.all()):
            sys.exit("This bench deletes jobs: DATABASE_URL must name an empty database.")
        call_command("migrate", verbosity=0)
        report(count)


def report(count: int) -> None:
    from django.db import connection

    make_bare_table()
    bare = best_of_three(bare_rows, count)
    print(f"{connection.display_name}, {count} jobs, CPU a job, best of three")
    line("bare row: insert, take, finish", bare, bare)
    line("bare row: insert", best_of_three(bare_inserts, count), bare)
    line("enqueue, a transaction each", best_of_three(enqueue_each, count), bare)
    line("enqueue, one transaction", best_of_three(enqueue_together, count), bare)
    line("enqueue with a key, joined", best_of_three(enqueue_joined, count), bare)
    line(
        "run, claimed one by one", best_of_three(lambda n: run(n, 1), count, enqueue_together), bare
    )
    line(
        "run, claimed ten at once",
        best_of_three(lambda n: run(n, 10), count, enqueue_together),
        bare,
    )


def line(what: str, seconds: float, bare: float) -> None:
    print(f"{what:32} {seconds * 1000:7.3f} ms {seconds / bare:6.1f} x the bare row")


def best_of_three(
    work: Callable[[int], None], count: int, before: Callable[[int], None] | None = None
) -> float:
    found = []
    for _ in range(3):
        clear()
        if before:
            before(count)
        began = time.process_time()
        work(count)
        found.append((time.process_time() - began) / count)
    return min(found)


def clear() -> None:
    from django.db import connection

    from fuerza.core.models import Job

    Job.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bench_bare")


def make_bare_table() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_bare (id char(32) PRIMARY KEY, state text, run_at text, worker text)"
        )
        cursor.execute("CREATE INDEX bench_next ON bench_bare (state, run_at)")


def bare_inserts(count: int) -> None:
    from django.db import connection, transaction

    for number in range(count):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bench_bare VALUES (%s, 'ready', %s, '')",
                [uuid.uuid4().hex, f"{number:09}"],
            )


def bare_rows(count: int) -> None:
    """Insert, then take the next and finish it, as plainly as SQL can."""
    from django.db import connection, transaction

    bare_inserts(count)
    for _ in range(count):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE bench_bare SET state = 'running', worker = 'me' WHERE id ="
                " (SELECT id FROM bench_bare WHERE state = 'ready' ORDER BY run_at LIMIT 1)"
                " RETURNING id"
            )
            [taken] = cursor.fetchone()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE bench_bare SET state = 'done' WHERE id = %s", [taken])


def enqueue_each(count: int) -> None:
    from django.utils import timezone

    from fuerza.core import jobs

    for number in range(count):
        jobs.enqueue("bench.nothing", n=number, now=timezone.now())


def enqueue_together(count: int) -> None:
    from django.db import transaction

    with transaction.atomic():
        enqueue_each(count)


def enqueue_joined(count: int) -> None:
    from django.utils import timezone

    from fuerza.core import jobs

    for number in range(count):
        jobs.enqueue("bench.nothing", key="one", n=number, now=timezone.now())


def run(count: int, at_once: int) -> None:
    from fuerza.core import jobs, worker
    from fuerza.core.models import Job

    jobs.handler("bench.nothing")(nothing)
    while worker.run_due(at_once, worker="bench"):
        pass
    assert Job.objects.filter(state="done").count() == count


def nothing(_run: object) -> None:
    """Do nothing: what is measured is what having it done costs."""


if __name__ == "__main__":
    main()
