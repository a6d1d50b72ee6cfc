"""Registrations: hers to herself, and of everybody only what an organiser may know."""

import uuid
from datetime import UTC, datetime, time, timedelta

import msgspec
from django.db.models import QuerySet

from fuerza.attendance.choices import ASKED, IN_TOUCH, SEATED, OfferState
from fuerza.attendance.models import Need, Offer, Registration
from fuerza.core import crypto
from fuerza.people import queries as people
from fuerza.people.choices import Purpose
from fuerza.people.models import Person
from fuerza.programme.choices import DataAccess
from fuerza.programme.models import Edition

CONSENT_DAYS = 30  # what she agreed to for an edition ends so many days after its last day


class Names(msgspec.Struct, frozen=True):
    """What she wants to be called where; each may be empty, none need be the name in her passport."""

    badge: str = ""
    public: str = ""


def registration_of(person: Person, edition_id: uuid.UUID) -> Registration | None:
    """Her own registration at an edition, or None."""
    found = Registration.objects.filter(person=person, edition=edition_id)
    return found.select_related("edition", "person", "invitation").first()


def registrations_of(person: Person) -> QuerySet[Registration]:
    found = Registration.objects.filter(person=person).select_related("edition", "person")
    return found.order_by("registered_at")


def names_of(registration: Registration) -> Names:
    if not registration.sealed_names:
        return Names()
    opened = crypto.open_personal(
        registration.person_id, bytes(registration.sealed_names), names_place(registration.pk)
    )
    return msgspec.json.decode(opened.encode(), type=Names)


def legal_name_of(registration: Registration) -> str:
    """Return the name for the door list, while it is kept."""
    if not registration.sealed_legal_name:
        return ""
    return crypto.open_personal(
        registration.person_id,
        bytes(registration.sealed_legal_name),
        names_place(registration.pk, "legal_name"),
    )


def names_place(registration_id: uuid.UUID, field: str = "names") -> bytes:
    return crypto.place("attendance_registration", registration_id, field)


def needs_of(registration: Registration) -> list[tuple[Need, str]]:
    """List her needs with what she wrote about each."""
    return [
        (need, _note(registration.person_id, need)) for need in registration.needs.order_by("kind")
    ]


def needs_at(edition: Edition) -> list[tuple[Need, str]]:
    """List for organisers what people need, with no name beside it: who sits there is not needed to arrange it."""
    found = Need.objects.filter(registration__edition=edition, registration__state__in=IN_TOUCH)
    rows = found.select_related("registration").order_by("kind", "id")
    return [(need, _note(need.registration.person_id, need)) for need in rows]


def note_place(need_id: uuid.UUID) -> bytes:
    return crypto.place("attendance_need", need_id, "note")


def offer_to(registration: Registration, now: datetime) -> Offer | None:
    """The offer that she can say yes to now."""
    return registration.offers.filter(state=OfferState.PENDING, expires_at__gt=now).first()


def ahead_of(registration: Registration) -> int:
    """Count who waits before her."""
    return Registration.objects.filter(
        edition=registration.edition_id, state=registration.state, number__lt=registration.number
    ).count()


def asked_at(edition: Edition) -> list[Purpose]:
    """List what can be agreed to at an edition: giving her name to a partner only where one may get names."""
    named = edition.partnerships.filter(data_access=DataAccess.NAMED_WITH_CONSENT).exists()
    return [one for one in ASKED if named or one != Purpose.PARTNER_SHARE]


def agreed_to(registration: Registration, at: datetime) -> list[str]:
    """List what she agreed to for this edition, as it stands at a moment."""
    standing = people.consents_in_effect(registration.person, at)
    return sorted(purpose for purpose, scope in standing if scope == str(registration.edition_id))


def badges_at(edition: Edition, at: datetime) -> list[tuple[str, str]]:
    """List for organisers badge name and field of those who have a place and agreed to be on the list of the room."""
    rows = Registration.objects.filter(edition=edition, state__in=SEATED)
    agreeing = people.who_consents(
        [row.person_id for row in rows], Purpose.ROOM_LIST, str(edition.pk), at=at
    )
    named = [(names_of(row).badge, row) for row in rows if row.person_id in agreeing]
    return sorted((badge, str(row.get_field_display())) for badge, row in named if badge)


def consent_ends(edition: Edition) -> datetime | None:
    """Return when what is agreed to for an edition ends; None while its date is not known."""
    if edition.last_day is None:
        return None
    return datetime.combine(edition.last_day, time.max, UTC) + timedelta(days=CONSENT_DAYS)


def _note(person_id: uuid.UUID, need: Need) -> str:
    if not need.sealed_note:
        return ""
    return crypto.open_personal(person_id, bytes(need.sealed_note), note_place(need.pk))
