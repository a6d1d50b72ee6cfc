"""The programme's public pages: queries and CPU a request, and the same of pretalx where it can be had.

    python bench/programme.py [--without-peer]

Ours: an ordinary edition, one of 200 sessions in two languages with ten partners, its calendar, and the list at 1, 30
and 300 editions, asked for as a visitor through all middleware; the least CPU of twenty requests. pretalx is installed
from the package index into an environment that is thrown away, with an event of as many talks, and is asked for its
schedule and its calendar in the same way. It shows other things: read its figures as an order of size.

2026-11-30, two cores shared with others, the least of twenty: the list takes 8 queries, 7.4 ms at 1, 13.5 at 30 and
13.4 at 300 (a page shows 30); an edition 7 queries and 9.6 ms, of 200 sessions 27 ms; a calendar of 200 sessions 20
ms. An hour before, with every choice's words asked for anew in each row, 9.1, 15.7 and 17.1 ms, and 39 for the 200
sessions. pretalx 2025.2.2 with 200 talks, on a busier day: schedule 8 queries and 61 ms, calendar 8 and 516 ms.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.peers import NotRun, installed, said

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROUNDS, SESSIONS, PARTNERS = 20, 200, 10
SIZES = (1, 30, 300)
GOALS = {
    **{f"list of {size}": (8, 15) for size in SIZES},
    "edition page": (8, 15),
    "edition calendar": (None, 60),
}
_PRETALX = """
import datetime as dt, os, sys, time
os.environ.update(DJANGO_SETTINGS_MODULE="pretalx.settings", PRETALX_DATA_DIR=sys.argv[1], PRETALX_DEBUG="False")
import django
django.setup()
from django.core.management import call_command
from django.conf import settings
settings.ALLOWED_HOSTS = ["*"]
call_command("migrate", verbosity=0)
from django.utils.timezone import now
from django_scopes import scope, scopes_disabled
from pretalx.event.models import Event, Organiser
from pretalx.schedule.models import Room, TalkSlot
from pretalx.submission.models import Submission, SubmissionType
from pretalx.submission.models.submission import SubmissionStates
count = int(sys.argv[2])
day = now().date() + dt.timedelta(days=30)
organiser = Organiser.objects.create(name="Bench", slug="bench")
with scopes_disabled():
  event = Event.objects.create(name="Bench", slug="bench", organiser=organiser, is_public=True, date_from=day,
    date_to=day + dt.timedelta(days=9), timezone="UTC", email="bench@example.org", locale_array="en", locale="en",
    content_locale_array="en")
with scope(event=event):
    event.build_initial_data() if hasattr(event, "build_initial_data") else None
    kind = event.cfp.default_type
    rooms = [Room.objects.create(event=event, name=f"Room {n}") for n in range(4)]
    began = dt.datetime.combine(day, dt.time(8), tzinfo=dt.timezone.utc)
    for n in range(count):
        talk = Submission.objects.create(event=event, title=f"Talk {n}", submission_type=kind, abstract="Words",
            state=SubmissionStates.CONFIRMED, content_locale="en")
        at = began + dt.timedelta(days=n // 20 % 10, minutes=30 * (n // 4 % 5))
        TalkSlot.objects.update_or_create(submission=talk, schedule=event.wip_schedule,
            defaults=dict(room=rooms[n % 4], start=at, end=at + dt.timedelta(minutes=30), is_visible=True))
    event.wip_schedule.freeze("1") if hasattr(event.wip_schedule, "freeze") else event.release_schedule("1")
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(headers={"host": "localhost"})
for name, path in (("schedule page", "/bench/schedule/"), ("schedule calendar", "/bench/schedule/export/schedule.ics")):
    reply = client.get(path, follow=True)
    body = b"".join(reply) if reply.streaming else reply.content
    assert reply.status_code == 200 and b"Talk 1" in body, (name, reply.status_code, len(body))
    with CaptureQueriesContext(connection) as queries:
        again = client.get(path)
        counted = len(queries)
    assert again.status_code == 200, again.status_code
    spent = []
    for _ in range(20):
        began = time.process_time(); client.get(path); spent.append(time.process_time() - began)
    print(f"pretalx: {name}|{counted}|{min(spent) * 1000:.1f}")
"""


def fill(editions: int) -> Any:
    """Open so many editions; the first has 200 sessions and ten partners."""
    from fuerza.programme import services
    from fuerza.programme.choices import EditionState
    from fuerza.programme.models import Place, Programme
    from fuerza.programme.services import Details, NewPlace, NewSession, Terms

    programme = Programme.objects.first() or services.open_programme(
        slug="bench", name="Bench", hashtag="#Bench", language="en", now=NOW, about="We meet."
    )
    place = Place.objects.first() or services.add_place(
        new=NewPlace(names={"en": "Bogotá", "es": "Bogotá"}, country="CO", zone="America/Bogota")
    )
    held = programme.editions.count()
    for number in range(held, editions):
        day = date(2027, 4, 9) + timedelta(days=7 * number)
        details = Details(starts=day.isoformat(), languages=("es", "en"))
        edition = services.open_edition(programme=programme, place=place, details=details, now=NOW)
        services.write_text(holder=edition, field="issue", language="en", text="Who pays")
        for one in range(0 if number else SESSIONS):
            titles = {"en": f"Talk {one}", "es": f"Charla {one}"}
            at = datetime(2027, 4, 9, 8) + timedelta(minutes=30 * (one % 20))  # noqa: DTZ001 -- an hour of a day
            new = NewSession(
                format="panel",
                starts=at.time(),
                ends=(at + timedelta(minutes=30)).time(),
                titles=titles,
                on=day + timedelta(days=one // 20),
            )
            services.add_session(edition=edition, new=new, now=NOW, status="reviewed")
        for one in range(0 if number else PARTNERS):
            terms = Terms(role="host", told={"en": "Gets no data."})
            services.add_partner(edition=edition, name=f"Partner {one}", kind="ngo", terms=terms)
        for state in (EditionState.ANNOUNCED, EditionState.OPEN):
            edition = services.move_on(edition=edition, to=state, now=NOW)
    return programme.editions.order_by("first_day").first()


def fill_ordinary(like: Any) -> Any:
    """Give the second edition an ordinary agenda: eight sessions, four partners, four claims."""
    from fuerza.programme import services
    from fuerza.programme.services import NewSession, Source, Terms

    edition = like.programme.editions.order_by("first_day")[1]
    for one in range(8):
        at = datetime(2027, 4, 9, 8 + one)  # noqa: DTZ001 -- an hour of a day
        new = NewSession(
            format="panel",
            starts=at.time(),
            ends=at.replace(minute=50).time(),
            titles={"en": f"Talk {one}"},
        )
        services.add_session(edition=edition, new=new, now=NOW)
    for one in range(4):
        terms = Terms(role="host", told={"en": "Gets no data."})
        services.add_partner(edition=edition, name=f"Partner {one}", kind="ngo", terms=terms)
        services.add_fact(
            edition=edition, field="format", value=f"Claim {one}", source=Source(title="A blog")
        )
    return edition


def asked(address: str, words: str) -> tuple[int, float]:
    """Ask for a page: how many queries, and the least CPU of twenty requests, in milliseconds."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    reply = client.get(address)
    assert (reply.status_code, words in reply.text) == (200, True), address
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
        count = len(queries)
    return count, min(spent(lambda: client.get(address)) for _ in range(ROUNDS)) * 1000


def spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def measure() -> None:
    from django.core.management import call_command
    from django.urls import reverse

    call_command("collectstatic", "--noinput", verbosity=0)
    edition: Any = None
    for size in SIZES:
        edition = fill(size)
        count, cpu = asked(reverse("programme:list"), "Bogotá")
        tell(f"list of {size}", count, cpu)
    ordinary = fill_ordinary(edition)
    for name, address, words in (
        ("edition page", reverse("programme:show", args=[ordinary.pk]), "Talk 7"),
        ("edition page, 200 sessions", reverse("programme:show", args=[edition.pk]), "Talk 199"),
        (
            "edition calendar",
            reverse("programme:edition_calendar", args=[edition.pk, "es"]),
            "Charla 199",
        ),
    ):
        count, cpu = asked(address, words)
        tell(name, count, cpu)


def tell(name: str, count: int, cpu: float) -> None:
    most, goal = GOALS.get(name, (None, None))
    wanted = f"   (goal: {f'{most} queries and ' if most else ''}{goal} ms or less)" if goal else ""
    print(f"{name:<32}{count:>4} queries {cpu:>7.1f} ms{wanted}")


def peer() -> None:
    with tempfile.TemporaryDirectory() as name:
        try:
            python = installed("pretalx", Path(name))
            told = said(python, "-c", _PRETALX, name, SESSIONS)
        except NotRun as why:
            print(f"{'pretalx':<32} not run: {why}")
            return
    for line in told.splitlines():
        if line.startswith("pretalx: "):
            what, count, cpu = line.split("|")
            print(f"{what:<32}{count:>4} queries {float(cpu):>7.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-peer", action="store_true")
    options = parser.parse_args()
    if "FUERZA_BENCH_PROGRAMME" in os.environ:
        import django

        django.setup()
        measure()
        return
    with tempfile.TemporaryDirectory() as name:
        env = os.environ | {
            "FUERZA_DATA": name,
            "DJANGO_SETTINGS_MODULE": "fuerza.settings",
            "FUERZA_BENCH_PROGRAMME": "yes",
        }
        subprocess.run([sys.executable, "-m", "fuerza", "migrate", "-v0"], env=env, check=True)
        subprocess.run([sys.executable, __file__], env=env, check=True)
    if not options.without_peer:
        peer()


if __name__ == "__main__":
    main()
