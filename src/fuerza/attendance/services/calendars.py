"""Her calendar: by which word it tells of an edition, and the address by which it follows."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from fuerza.attendance import queries
from fuerza.attendance.models import Calendar, Registration
from fuerza.core import audit

FEED_DAYS = 180


@transaction.atomic
def settle_title(*, registration: Registration, title: str, now: datetime) -> Calendar:
    """Have her calendar call it by another word."""
    own = queries.calendar_of(registration)
    if own.title != title:
        own.title, own.changed_at = title, now
        own.sequence += 1
        own.save()
    return own


@transaction.atomic
def begin_feed(*, registration: Registration, now: datetime) -> str:
    """Make the address of a feed and return its token, this once; the one before follows nothing from now on."""
    token = secrets.token_urlsafe(32)
    own = queries.calendar_of(registration)
    own.token_hash = queries.feed_hash(token)
    own.expires_at = now + timedelta(days=FEED_DAYS)
    own.save()
    _note(registration, "calendar address made", now)
    return token


@transaction.atomic
def end_feed(*, registration: Registration, now: datetime) -> None:
    """Have whatever follows her address find nothing there."""
    own = Calendar.objects.filter(pk=registration.pk)
    if own.exclude(token_hash=None).update(token_hash=None, expires_at=None):
        _note(registration, "calendar address ended", now)


def _note(registration: Registration, verb: str, now: datetime) -> None:
    audit.note(registration.person_id, registration.person_id, verb, registration.pk, at=now)
