"""Who is on call at an edition and when; where nobody is, or one alone."""

import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import pairwise

import msgspec
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import SEATED
from fuerza.core import crypto, times
from fuerza.incidents.choices import PAIR, SHOWN_FROM
from fuerza.incidents.models import Contacts, Duty, Total, Wall
from fuerza.people import queries as people
from fuerza.people.choices import RoleName
from fuerza.people.models import Person, Role
from fuerza.programme import queries as programme
from fuerza.programme.choices import EditionState
from fuerza.programme.models import Edition

TEAM = (RoleName.ORGANISER, RoleName.FACILITATOR, RoleName.ADVISER)
OVER = (
    EditionState.CANCELLED,
    EditionState.COMPLETED,
    EditionState.REPORTED,
    EditionState.ARCHIVED,
)


class Gap(msgspec.Struct, frozen=True):
    """A time in which fewer than two are on call."""

    begins: datetime
    ends: datetime
    people: int


def team_of(edition: Edition) -> QuerySet[Person]:
    """List who can be on call: whoever organises, facilitates or advises, here or in the whole programme."""
    roles = Role.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=Now()),
        Q(scope_id=None) | Q(scope_id=edition.pk),
        name__in=TEAM,
    )
    there = Person.objects.filter(is_active=True, joined_at__isnull=False)
    return there.filter(pk__in=roles.values("person")).order_by("username")


def duties_of(edition: Edition) -> list[Duty]:
    rows = Duty.objects.filter(edition=edition).select_related("person")
    return list(rows.order_by("starts_at", "ends_at", "id"))


def on_call(edition: Edition, now: datetime) -> list[Duty]:
    return [one for one in duties_of(edition) if one.starts_at <= now < one.ends_at]


def phone_of(duty: Duty) -> str:
    if not duty.sealed_phone:
        return ""
    return crypto.open_personal(duty.person_id, bytes(duty.sealed_phone), phone_place(duty.pk))


def phone_place(duty_id: uuid.UUID) -> bytes:
    return crypto.place("incidents_duty", duty_id, "phone")


class Reached(msgspec.Struct, frozen=True):
    """Somebody on call, as whoever is there sees her."""

    name: str
    phone: str
    starts_at: datetime
    ends_at: datetime


def reached(duties: Iterable[Duty]) -> list[Reached]:
    return [
        Reached(people.name_of(one.person), phone_of(one), one.starts_at, one.ends_at)
        for one in duties
    ]


def contacts_of(edition: Edition) -> Contacts | None:
    rows = Contacts.objects.filter(edition=edition).select_related("outside", "safeguarding")
    return rows.first()


def contacts_for(edition: Edition) -> QuerySet[Person]:
    """List who can be turned to besides: whoever works for the programme elsewhere, and is not of this team."""
    there = Person.objects.filter(is_active=True, joined_at__isnull=False, roles__name__in=TEAM)
    return there.exclude(pk__in=team_of(edition).values("pk")).distinct().order_by("username")


def gaps_of(edition: Edition, duties: Iterable[Duty]) -> list[Gap]:
    """List when fewer than two different people are on call, from the first day's start to the last day's end."""
    span = span_of(edition)
    if span is None:
        return []
    begins, ends = span
    rows = [one for one in duties if one.starts_at < ends and one.ends_at > begins]
    inner = {moment for one in rows for moment in (one.starts_at, one.ends_at)}
    cuts = sorted({begins, ends} | {moment for moment in inner if begins < moment < ends})
    found: list[Gap] = []
    for since, until in pairwise(cuts):
        there = {one.person_id for one in rows if one.starts_at <= since and one.ends_at >= until}
        if len(there) >= PAIR:
            continue
        if found and found[-1].ends == since and found[-1].people == len(there):
            found[-1] = Gap(found[-1].begins, until, len(there))
        else:
            found.append(Gap(since, until, len(there)))
    return found


def span_of(edition: Edition) -> tuple[datetime, datetime] | None:
    """Return from when to when somebody should be on call; None while its days are not known."""
    if edition.first_day is None or edition.last_day is None:
        return None
    zone = times.zone_named(edition.zone)
    end = datetime.combine(edition.last_day + timedelta(days=1), time(0), zone)
    return datetime.combine(edition.first_day, time(0), zone), end


def is_without(edition: Edition, now: datetime) -> bool:
    """Say whether an edition is running, or is in its days, while nobody is on call."""
    span = span_of(edition)
    in_its_days = span is not None and span[0] <= now < span[1] and edition.state not in OVER
    runs = edition.state == EditionState.RUNNING
    return (runs or in_its_days) and not on_call(edition, now)


def without_cover(person: Person, now: datetime) -> list[Edition]:
    """List the editions she organises that are under way with nobody on call."""
    viewer = programme.viewer_of(person)
    if not viewer.is_organiser:
        return []
    found = Edition.objects.exclude(state__in=OVER).select_related("place")
    if not viewer.organises_all:
        found = found.filter(pk__in=viewer.organises)
    yesterday, tomorrow = (now - timedelta(days=1)).date(), (now + timedelta(days=1)).date()
    near = Q(first_day__lte=tomorrow, last_day__gte=yesterday)
    rows = found.filter(Q(state=EditionState.RUNNING) | near).order_by("first_day", "pk")
    return [one for one in rows if is_without(one, now)]


def is_there(person: Person, edition: Edition) -> bool:
    """Say whether she has a place at an edition, or is of its team: both may report, and see who is on call."""
    row = attendance.registration_of(person, edition.pk)
    has_place = row is not None and row.state in SEATED
    return has_place or team_of(edition).filter(pk=person.pk).exists()


def wall_of(edition: Edition) -> Wall | None:
    return Wall.objects.filter(edition=edition).first()


def total_of(edition: Edition) -> int:
    """Return how many reports were deleted after their time; 0 for any number below five."""
    row = Total.objects.filter(edition=edition).first()
    return row.reports if row and row.reports >= SHOWN_FROM else 0
