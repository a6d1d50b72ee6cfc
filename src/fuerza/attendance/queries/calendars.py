"""Her calendar: a neutral word, the hours and the city, and an address that says nothing once it has had its time."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from fuerza.attendance.choices import KEPT_DAYS, SEATED
from fuerza.attendance.models import Calendar, Registration
from fuerza.attendance.queries.keeping import kept_out
from fuerza.core import crypto, disclosure
from fuerza.programme import queries as programme
from fuerza.programme.choices import EditionState, Precision
from fuerza.programme.models import Edition
from safeguard.publish import ics

NOTHING = "Calendar"  # what a calendar is called, whoever asks for it and whatever is in it


def calendar_of(registration: Registration) -> Calendar:
    """Return how her calendar tells of it, as it is or as it would begin."""
    found = Calendar.objects.filter(pk=registration.pk).first()
    return found or Calendar(registration=registration, changed_at=registration.registered_at)


def feed_hash(token: str) -> bytes:
    """Hash the token of a feed; no token of another purpose has the same."""
    return crypto.keyed(settings.ENV.master_key, "calendar feed", token)


def feed_address(token: str) -> str:
    return f"{settings.ENV.origin}{reverse('attendance:feed', args=[token])}"


def calendar_by(token: str, now: datetime) -> bytes:
    """Write what follows an address: hers while it holds; else an empty calendar, the same for every other token."""
    held = Calendar.objects.filter(token_hash=feed_hash(token), expires_at__gt=now)
    found = held.select_related("registration__edition", "registration__person").first()
    if found is None or not disclosure.may_show(found.registration.person, found, "feed"):
        return written([])
    return calendar_file(found.registration, now)


def calendar_file(registration: Registration, now: datetime) -> bytes:
    return written(events_of(registration, now))


def written(events: list[ics.Event]) -> bytes:
    return ics.calendar(events, name=NOTHING, product=NOTHING)


def events_of(registration: Registration, now: datetime) -> list[ics.Event]:
    """Put each day of an edition into her calendar, in her language; nothing where she has no place, or it is over."""
    edition = registration.edition
    language = registration.person.language or edition.source_language
    is_out = bool(kept_out(edition.pk, [registration.person_id]))
    if registration.state not in SEATED or _is_over(edition, now) or is_out:
        return []
    with translation.override(language):
        guest = programme.participant_of(edition)
        page = programme.page_of(guest, edition.pk, language=language)
        return list(_events(registration, page, language)) if page else []


def _events(
    registration: Registration, page: programme.EditionPage, language: str
) -> Iterator[ics.Event]:
    edition, own = page.edition, calendar_of(registration)
    same: dict[str, Any] = {
        "summary": own.get_title_display(),
        "location": programme.area_of(page, language),
        "url": f"{settings.ENV.origin}{reverse('attendance:mine', args=[edition.pk])}",
        "is_cancelled": edition.state == EditionState.CANCELLED,
        "sequence": edition.sequence + own.sequence + sum(one.sequence for one in page.sessions),
        "changed_at": max(
            own.changed_at, edition.changed_at, *(one.changed_at for one in page.sessions)
        ),
    }
    for number, (begins, ends) in enumerate(_spans(page)):
        yield ics.Event(uid=_uid(registration.pk, number), begins=begins, ends=ends, **same)


def _spans(page: programme.EditionPage) -> Iterator[tuple[date, date]]:
    """Say from when to when she is there: one stretch a day, not how the day is parted; a bare day is whole."""
    edition = page.edition
    settled = [day.hours for day in page.days if day.on is not None]
    for hours in settled:
        yield (
            min(one.begins for one in hours if one.begins),
            max(one.ends for one in hours if one.ends),
        )
    if not settled and edition.precision == Precision.DAY and edition.first_day:
        yield edition.first_day, edition.first_day + timedelta(days=1)


def _uid(registration_id: uuid.UUID, number: int) -> str:
    """Name a day of hers by its number, so that it moves with the edition; nobody finds the edition by it."""
    return crypto.keyed(
        settings.ENV.master_key, "calendar day", f"{registration_id} {number}"
    ).hex()


def _is_over(edition: Edition, now: datetime) -> bool:
    return edition.last_day is not None and now.date() > edition.last_day + timedelta(
        days=KEPT_DAYS
    )
