"""Turns of an edition taken by all who have a place at once: run after tests.real.seating has seated them.

Says `queued=... in order=... booked=... refused=...` of one soapbox and of the one table of a clinic.
"""

import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")

import django

django.setup()

from django.db import connections  # noqa: E402 -- after the set-up
from django.utils import timezone  # noqa: E402 -- after the set-up

from fuerza.attendance.models import Registration  # noqa: E402 -- after the set-up
from fuerza.people.models import Person  # noqa: E402 -- after the set-up
from fuerza.programme import services as programme  # noqa: E402 -- after the set-up
from fuerza.programme.models import Edition, Session  # noqa: E402 -- after the set-up
from fuerza.slots import services  # noqa: E402 -- after the set-up
from fuerza.slots.models import Turn  # noqa: E402 -- after the set-up
from fuerza.slots.queries import Words  # noqa: E402 -- after the set-up


def at_once(rows: list[Registration], do: Callable[[Registration], object]) -> Counter[str]:
    """Have all of them do one thing at the same moment, and count what came of it."""
    start = threading.Barrier(len(rows))

    def one(row: Registration) -> str:
        start.wait()
        try:
            do(row)
        except services.Refused:
            return "refused"
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is told
            return repr(error)
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(rows)) as pool:
        return Counter(pool.map(one, rows))


def session_of(edition: Edition, kind: str, hour: int) -> Session:
    new = programme.NewSession(
        format=kind,
        on=edition.first_day,
        starts=time(hour),
        ends=time(hour + 1),
        titles={"en": kind},
    )
    return programme.add_session(edition=edition, new=new, now=timezone.now())


def main() -> None:
    edition = Edition.objects.get()
    rows = list(Registration.objects.filter(state="confirmed").select_related("edition", "person"))
    soapbox, clinic = session_of(edition, "soapbox", 9), session_of(edition, "clinic", 11)
    by = Person.objects.get(username="olivia")
    new = services.NewTables(
        first=time(11), minutes=30, count=1, ambassador=by, language="en", topics=("x",)
    )
    [table] = services.make_tables(session=clinic, new=new, by=by, now=timezone.now())

    def join(row: Registration) -> None:
        words = Words(name="x")
        services.join(
            session=soapbox, registration=row, words=words, is_named=False, now=timezone.now()
        )

    def book(row: Registration) -> None:
        services.book(
            session=clinic, registration=row, table_id=table.pk, name="x", now=timezone.now()
        )

    joined, booked = at_once(rows, join), at_once(rows, book)
    numbers = list(Turn.objects.order_by("number").values_list("number", flat=True))
    in_order = numbers == list(range(1, len(rows) + 1))
    others = {why: n for why, n in (joined + booked).items() if why not in ("done", "refused")}
    sys.stderr.writelines(f"{why}\n" for why in others)
    sys.stdout.write(
        f"queued={joined['done']} in order={in_order} "
        f"booked={booked['done']} refused={booked['refused']}"
    )


if __name__ == "__main__":
    main()
