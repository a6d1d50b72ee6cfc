"""Doors: an organiser's list of them, and the one that a phone is at."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from fuerza.attendance.choices import RegistrationState
from fuerza.attendance.models import Registration, Seats
from fuerza.door.choices import MISSES_AT_MOST, Refusal
from fuerza.door.models import Door
from fuerza.door.queries.tickets import bare, link_hash
from fuerza.programme.choices import EditionState
from fuerza.programme.models import Edition

OVER = (EditionState.COMPLETED, EditionState.REPORTED, EditionState.ARCHIVED)


def doors_of(edition: Edition) -> QuerySet[Door]:
    return edition.doors.order_by("-number")


def door_of(edition: Edition, pk: uuid.UUID) -> Door | None:
    return edition.doors.filter(pk=pk).first()


def door_by_link(code: str, now: datetime) -> Door | None:
    """Find the door that a link or its code opens, while it was not used and is not too old."""
    found = Door.objects.filter(
        link_hash=link_hash(bare(code)), link_until__gt=now, ends_at__gt=now, taken_back_at=None
    )
    return found.select_related("edition").first()


def door_by_cookie(cookie: str) -> Door | None:
    """Find the door that a phone is at, whether or not it is still open."""
    if not cookie:
        return None
    found = Door.objects.filter(cookie_hash=link_hash(cookie))
    return found.select_related("edition").first()


def shut_because(door: Door, at: datetime) -> Refusal | None:
    """Say why a door lets nobody in at a moment; None where it does."""
    if door.taken_back_at is not None:
        return Refusal.DOOR_TAKEN_BACK
    if door.misses >= MISSES_AT_MOST:
        return Refusal.TOO_MANY_MISSES
    if is_closed_for_good(door.edition_id):
        return Refusal.CLOSED_FOR_GOOD
    return None if at < door.ends_at else Refusal.DOOR_OVER


def is_closed_for_good(edition_id: uuid.UUID) -> bool:
    return Seats.objects.filter(edition=edition_id, closed_at__isnull=False).exists()


def address_of(code: str) -> str:
    """Write the address that opens a door."""
    return f"{settings.ENV.origin}{reverse('door:enter', args=[code])}"


def door_page() -> str:
    """Write the address at which a door's code is typed in."""
    return f"{settings.ENV.origin}{reverse('door:door')}"


def totals(edition: Edition) -> tuple[int, int] | None:
    """Count who came and who did not, once it is over; before that nobody counts."""
    if edition.state not in OVER:
        return None
    rows = Registration.objects.filter(edition=edition)
    came = rows.filter(state=RegistrationState.ATTENDED).count()
    return came, rows.filter(state=RegistrationState.NO_SHOW).count()
