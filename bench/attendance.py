"""Checking in at a door with 5,000 tickets: time and queries a request, and the list that a phone takes along.

    python bench/attendance.py [--tickets 5000]

An edition with so many registrations, each with a ticket; 300 of them are checked in one after the other by the door's
page, through all middleware, on SQLite. Wall time is what a person at the door waits for on a quiet machine; CPU is
what it costs on a busy one. The limit of issue 7 (p95 of 50 ms or less) is compared with both.

2026-11-30, two cores with a load of eight (six others' tests): a check-in takes 14 queries and one of the keys, CPU
p50 13.9 ms and p95 15.7 (0.31 of the limit), wall p50 51 ms and p95 98; refused CPU p95 15.4 ms. The list of 4,700
takes 5.6 s of CPU and is 2.3 MB. Wall time was not measured on a quiet machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

CHECKED, LIMIT = 300, 50
SHELF = 200  # people a step, so that filling says how far it has come


def fill(tickets: int) -> Any:
    """Open an edition of today with so many registrations and a door; return what opens the door."""
    from django.utils import timezone

    from fuerza.attendance import queries, services
    from fuerza.attendance.models import Registration
    from fuerza.core import crypto
    from fuerza.door import services as door
    from fuerza.people.models import Person
    from fuerza.programme import services as programme

    now = timezone.now()
    opened = programme.open_programme(
        slug="bench", name="Bench", hashtag="#Bench", language="en", now=now
    )
    place = programme.add_place(
        new=programme.NewPlace(names={"en": "Accra"}, country="GH", zone="Africa/Accra")
    )
    details = programme.Details(starts=now.date().isoformat())
    edition = programme.open_edition(programme=opened, place=place, details=details, now=now)
    programme.write_text(holder=edition, field="issue", language="en", text="Who pays")
    edition = programme.move_on(edition=edition, to="announced", now=now)
    by = Person.objects.create_user("olivia")
    services.settle_seats(edition=edition, capacity=tickets, by=by, now=now)
    for begin in range(0, tickets, SHELF):
        people = Person.objects.bulk_create(
            Person(username=f"p{one}") for one in range(begin, begin + SHELF)
        )
        rows = []
        for number, person in enumerate(people, begin + 1):
            row = Registration(
                edition=edition,
                person=person,
                state="confirmed",
                number=number,
                registered_at=now,
                moved_at=now,
            )
            names = f'{{"badge":"Badge {number}","public":""}}'
            row.sealed_names = crypto.seal_personal(person.pk, names, queries.names_place(row.pk))
            rows.append(row)
        Registration.objects.bulk_create(rows)
    terms = door.Terms(may_take_list=True)
    return door.open_door(edition=edition, terms=terms, by=by, now=now + timedelta(seconds=1))


def measure(tickets: int) -> None:
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from fuerza.door.models import Ticket
    from fuerza.door.queries import code_for

    call_command("collectstatic", "--noinput", verbosity=0)
    began = time.process_time()
    made = fill(tickets)
    print(
        f"{tickets} registrations with tickets, made in {time.process_time() - began:.1f} s of CPU"
    )
    client = Client(headers={"host": "localhost"})
    client.post(reverse("door:enter", args=[made.code]))
    address = reverse("door:door")
    codes = [code_for(pk) for pk in Ticket.objects.values_list("pk", flat=True)[: CHECKED + 2]]

    def check(code: str, status: int = 200) -> tuple[float, float]:
        wall, cpu = time.perf_counter(), time.process_time()
        reply = client.post(address, {"text": code, "who": "herself"})
        spent = (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000
        assert reply.status_code == status, reply.status_code
        return spent

    check(codes[-1])
    rows, keys = (CaptureQueriesContext(connections[name]) for name in ("default", "keys"))
    with rows, keys:
        check(codes[-2])
    print(f"check-in: {len(rows)} queries and {len(keys)} of the keys")
    for name, status in (("in", 200), ("refused", 409)):
        spent = [check(code, status) for code in codes[:CHECKED]]
        for what, values in (
            ("wall", [wall for wall, _cpu in spent]),
            ("CPU", [cpu for _wall, cpu in spent]),
        ):
            p95 = statistics.quantiles(values, n=20)[-1]
            print(
                f"{name:<8} {what:<5} p50 {statistics.median(values):6.1f} ms   p95 {p95:6.1f} ms"
                f"   {p95 / LIMIT:.2f} of the limit ({LIMIT} ms)"
            )
    began = time.process_time()
    reply = client.post(reverse("door:list"))
    took, entries = time.process_time() - began, len(reply.json()["entries"])
    print(f"list of {entries}: {took:.1f} s of CPU, {len(reply.content) / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=5_000)
    options = parser.parse_args()
    if "FUERZA_BENCH_ATTENDANCE" in os.environ:
        import django

        django.setup()
        measure(options.tickets)
        return
    with tempfile.TemporaryDirectory() as name:
        env = os.environ | {
            "FUERZA_DATA": name,
            "DJANGO_SETTINGS_MODULE": "fuerza.settings",
            "FUERZA_BENCH_ATTENDANCE": "yes",
        }
        subprocess.run([sys.executable, "-m", "fuerza", "migrate", "-v0"], env=env, check=True)
        arguments = [sys.executable, __file__, "--tickets", str(options.tickets)]
        subprocess.run(arguments, env=env, check=True)


if __name__ == "__main__":
    main()
