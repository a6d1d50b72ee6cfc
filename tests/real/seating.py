"""A small programme in which many answer their invitations at once: what the test of concurrent registrations starts.

Says `confirmed=... waitlisted=... in order=... errors=...`; with `twice` one invitation is answered many times at once;
with `doors` the one ticket that there is then is shown at many doors at once.
"""

import os
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")

import django

django.setup()

from django.db import connections  # noqa: E402 -- after the set-up
from django.utils import timezone  # noqa: E402 -- after the set-up

from fuerza.attendance import services  # noqa: E402 -- after the set-up
from fuerza.attendance.models import Invitation, Registration  # noqa: E402 -- after the set-up
from fuerza.core import crypto  # noqa: E402 -- after the set-up
from fuerza.door import services as door  # noqa: E402 -- after the set-up
from fuerza.door.models import Door  # noqa: E402 -- after the set-up
from fuerza.door.queries import code_for  # noqa: E402 -- after the set-up
from fuerza.people.models import Person  # noqa: E402 -- after the set-up
from fuerza.programme import services as programme  # noqa: E402 -- after the set-up
from fuerza.programme.models import Edition  # noqa: E402 -- after the set-up

SEATS = 20


def build(number: int) -> None:
    """Open an edition with twenty seats, and make so many people and as many invitations."""
    now = timezone.now()
    opened = programme.open_programme(
        slug="walk", name="Walk", hashtag="WalkOn", language="en", now=now
    )
    place = programme.add_place(
        new=programme.NewPlace(names={"en": "Accra"}, country="GH", zone="Africa/Accra")
    )
    details = programme.Details(starts=str((now + timedelta(days=90)).date()))
    edition = programme.open_edition(programme=opened, place=place, details=details, now=now)
    programme.write_text(holder=edition, field="issue", language="en", text="Walking home")
    edition = programme.move_on(edition=edition, to="announced", now=now)
    organiser = Person.objects.create_user("olivia")
    services.settle_seats(edition=edition, capacity=SEATS, by=organiser, now=now)
    terms = services.Terms(channel="link")
    services.invite(edition=edition, terms=terms, number=number, by=organiser, now=now)
    for one in range(number):
        crypto.data_key(Person.objects.create_user(f"p{one}").pk)


def answer(side_by_side: int, *, is_one_invitation: bool) -> None:
    """Have all of them answer, as many at once as asked for; they start together."""
    people = list(Person.objects.filter(username__startswith="p").order_by("username"))
    invitations = list(Invitation.objects.order_by("id").select_related("edition"))
    if is_one_invitation:
        people, invitations = [people[0]] * len(people), [invitations[0]] * len(people)
    start = threading.Barrier(side_by_side)
    errors: list[str] = []

    def yes(number: int) -> None:
        if number < side_by_side:
            start.wait()
        try:
            services.accept(
                invitation=invitations[number],
                person=people[number],
                reply=services.Reply(badge=f"badge {number}"),
                now=timezone.now(),
            )
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is counted
            errors.append(repr(error))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(side_by_side) as pool:
        list(pool.map(yes, range(len(people))))
    sys.stderr.writelines(f"{error}\n" for error in errors[:3])
    tell(len(errors))


def enter(doors: int) -> None:
    """Show one ticket at so many doors at once, and say what each was told."""
    now = timezone.now()
    Edition.objects.update(starts=str(now.date()), first_day=now.date(), last_day=now.date())
    registration = Registration.objects.get()
    by, edition = registration.person, Edition.objects.get()
    opened = [
        door.open_door(edition=edition, terms=door.Terms(), by=by, now=now).door
        for _one in range(doors)
    ]
    code = code_for(door.ticket_for(registration=registration, now=now).pk)
    start = threading.Barrier(doors)

    def show(at: Door) -> str:
        start.wait()
        try:
            return door.check_in(door=at, text=code, now=timezone.now()).why or "in"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(doors) as pool:
        told = Counter(pool.map(show, opened))
    sys.stdout.write("".join(f" {why}={number}" for why, number in sorted(told.items())))


def tell(errors: int) -> None:
    rows = list(Registration.objects.order_by("number").values_list("state", "number"))
    states = [state for state, _number in rows]
    is_in_order = [number for _state, number in rows] == list(range(1, len(rows) + 1))
    is_first = states == sorted(states)  # all who have a place stand before all who wait
    sys.stdout.write(
        f"confirmed={states.count('confirmed')} waitlisted={states.count('waitlisted')} "
        f"in order={is_in_order and is_first} errors={errors}"
    )


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        verb, _equals, number = argument.partition("=")
        if verb == "build":
            build(int(number))
        elif verb == "doors":
            enter(int(number))
        else:
            assert Edition.objects.exists()
            answer(int(number), is_one_invitation=verb == "twice")
