"""Speaking together: organisers open a day and can end it; she joins by consent, and leaving removes her at once."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fuerza.attendance.choices import SEATED
from fuerza.attendance.models import Registration
from fuerza.campaigns import queries
from fuerza.campaigns.choices import Refusal
from fuerza.campaigns.models import Member, Together
from fuerza.campaigns.services.cleaning import Refused
from fuerza.core import audit, crypto
from fuerza.people import services as people
from fuerza.people.choices import Purpose
from fuerza.people.models import Person
from fuerza.programme.models import Campaign


@transaction.atomic
def open_day(
    *, campaign: Campaign, begins_at: datetime, ends_at: datetime, by: Person, now: datetime
) -> Together:
    day = Together.objects.create(campaign=campaign, begins_at=begins_at, ends_at=ends_at)
    audit.note(by.pk, by.pk, "day opened", day.pk, at=now)
    return day


@transaction.atomic
def end_day(*, day: Together, by: Person, now: datetime) -> None:
    """End a day before its time: nobody sees anybody from then on, and who joined is deleted."""
    held = Together.objects.select_for_update().get(pk=day.pk)
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    held.members.all().delete()
    audit.note(by.pk, by.pk, "day ended", day.pk, at=now)


@transaction.atomic
def join(
    *, day: Together, registration: Registration, platform: str, handle: str, now: datetime
) -> Member:
    """Join a day, or change her handle. She agrees, with a receipt, to being listed until it ends.

    Raises:
        Refused: the day is over, or was ended.

    """
    held = Together.objects.select_for_update().get(pk=day.pk)
    if not queries.is_open(held, now):
        raise Refused(Refusal.OVER)
    person = registration.person
    member = Member.objects.filter(day=held, person=person).first()
    member = member or Member(day=held, person=person)
    member.registration, member.platform = registration, platform
    member.sealed_handle = crypto.seal_personal(person.pk, handle, queries.handle_place(member.pk))
    member.save()
    people.consent_give(
        person=person,
        purpose=Purpose.HASHTAG_LISTING,
        scope_id=str(held.pk),
        expires_at=held.ends_at,
        now=now,
    )
    return member


@transaction.atomic
def leave(*, member: Member, now: datetime) -> None:
    """Leave a day: her handle is gone for everybody with the next look."""
    people.consent_withdraw(
        person=member.person,
        purpose=Purpose.HASHTAG_LISTING,
        scope_id=str(member.day_id),
        now=now,
    )
    member.delete()


@transaction.atomic
def purge(*, now: datetime) -> None:
    """Delete who joined a day that is over, and who gave up her place since."""
    Member.objects.filter(Q(day__ends_at__lte=now) | ~Q(registration__state__in=SEATED)).delete()
