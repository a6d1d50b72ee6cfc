"""Days on which members speak together: who may join, who did, and which others she is shown.

A member is shown to members alone, while the day lasts, where at least five are to be seen with herself, and twenty at
most. Whoever is to be kept apart from her is not there, and from the list nobody can tell. There is no count.
"""

import uuid
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from fuerza.apart.queries import kept_apart
from fuerza.attendance.choices import SEATED
from fuerza.attendance.models import Registration
from fuerza.campaigns.choices import LEAST, SHOWN_AT_MOST
from fuerza.campaigns.models import Member, Together
from fuerza.core import crypto
from fuerza.people import queries as people
from fuerza.people.choices import Purpose
from fuerza.people.models import Person
from fuerza.programme.models import Campaign, Programme


def days_of(campaign: Campaign) -> QuerySet[Together]:
    return campaign.days.order_by("-begins_at", "id")


def day_of(campaign: Campaign, pk: uuid.UUID) -> Together | None:
    return campaign.days.filter(pk=pk).first()


def place_in(person: Person, programme: Programme) -> Registration | None:
    """The place she has, or had, at an edition of the programme: who has none can't join."""
    found = Registration.objects.filter(
        person=person, edition__programme=programme, state__in=SEATED
    )
    return found.order_by("-registered_at").first()


def days_for(person: Person, programme: Programme, now: datetime) -> list[Together]:
    """List the days that she can join or has joined."""
    if place_in(person, programme) is None:
        return []
    ahead = Together.objects.filter(campaign__programme=programme, ended_at=None, ends_at__gt=now)
    return list(ahead.select_related("campaign").order_by("begins_at", "id"))


def day_for(person: Person, pk: uuid.UUID, now: datetime) -> tuple[Together, Registration] | None:
    """One day that she can join, and the place by which she can; else None."""
    day = Together.objects.filter(pk=pk).select_related("campaign__programme").first()
    if day is None or not is_open(day, now):
        return None
    registration = place_in(person, day.campaign.programme)
    return (day, registration) if registration is not None else None


def is_open(day: Together, now: datetime) -> bool:
    return day.ended_at is None and now < day.ends_at


def lasts(day: Together, now: datetime) -> bool:
    return is_open(day, now) and day.begins_at <= now


def member_of(person: Person, day: Together, now: datetime) -> Member | None:
    """Her own row, while she agrees to be listed and has a place."""
    found = _members(day).filter(person=person).first()
    return found if found is not None and _agrees(found, now) else None


def others_for(member: Member, now: datetime) -> list[tuple[str, str]]:
    """List platform and handle of others to cheer on; nothing before it begins, after it ended, or among too few."""
    day = member.day
    if not lasts(day, now):
        return []
    every = [one for one in _members(day) if one.pk != member.pk]
    apart = kept_apart(member.person_id, [one.person_id for one in every])
    shown: list[tuple[str, str]] = []
    for one in sorted(every, key=lambda other: _lot(member, other)):
        if one.person_id not in apart and _agrees(one, now):
            shown.append((one.get_platform_display(), handle_of(one)))
        if len(shown) == SHOWN_AT_MOST:
            break
    return sorted(shown) if len(shown) + 1 >= LEAST else []


def members_of(person: Person) -> QuerySet[Member]:
    found = Member.objects.filter(person=person).select_related("day", "person")
    return found.order_by("day__begins_at", "id")


def handle_of(member: Member) -> str:
    return crypto.open_personal(
        member.person_id, bytes(member.sealed_handle), handle_place(member.pk)
    )


def handle_place(pk: uuid.UUID) -> bytes:
    return crypto.place("campaigns_member", pk, "handle")


def _members(day: Together) -> QuerySet[Member]:
    found = Member.objects.filter(day=day, registration__state__in=SEATED, person__is_active=True)
    return found.select_related("day", "person")


def _agrees(member: Member, now: datetime) -> bool:
    return people.effective_consent(
        member.person, Purpose.HASHTAG_LISTING, str(member.day_id), at=now
    )


def _lot(member: Member, other: Member) -> bytes:
    """Draw for each member which others she is shown, always the same: nobody sees all of a long list."""
    return crypto.keyed(settings.ENV.master_key, "together", f"{member.pk}|{other.pk}")
