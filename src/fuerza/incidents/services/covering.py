"""What an organiser settles beforehand: who is on call, whom to turn to besides, the link on the wall."""

import secrets
import uuid
from datetime import datetime

from django.db import transaction

from fuerza.core import audit, crypto, mail
from fuerza.core.choices import MailKind
from fuerza.incidents import queries
from fuerza.incidents.models import Contacts, Duty, Wall
from fuerza.people.models import Person
from fuerza.programme.models import Edition


class NotOfTheTeam(ValueError):
    """Somebody was put on call who neither organises nor facilitates nor advises here."""


class EndedBeforeItBegan(ValueError):
    """A time on call ended before it began."""


def put_on_call(
    *,
    edition: Edition,
    pair: tuple[tuple[Person, str], ...],
    starts_at: datetime,
    ends_at: datetime,
    by: Person,
    now: datetime,
) -> list[Duty]:
    """Put people on call for a time, each with the number she is reached by; two different ones are a pair.

    Raises:
        NotOfTheTeam: one of them is not.
        EndedBeforeItBegan: the time is none.

    """
    if ends_at <= starts_at:
        raise EndedBeforeItBegan
    team = set(queries.team_of(edition).values_list("pk", flat=True))
    if not {person.pk for person, _phone in pair} <= team:
        raise NotOfTheTeam
    for person, _phone in pair:
        crypto.data_key(person.pk)  # keys first, rows after (seams.md)
    made = []
    with transaction.atomic():
        for person, phone in pair:
            duty = Duty(
                id=uuid.uuid4(),
                edition=edition,
                person=person,
                starts_at=starts_at,
                ends_at=ends_at,
            )
            where = queries.phone_place(duty.pk)
            duty.sealed_phone = crypto.seal_personal(person.pk, phone, where) if phone else b""
            duty.save(force_insert=True)
            made.append(duty)
            audit.note(person.pk, by.pk, "put on call", duty.pk, at=now)
            if person.pk != by.pk:
                mail.send(person, MailKind.DATE, now=now)
    return made


@transaction.atomic
def take_off_call(*, duty: Duty, by: Person, now: datetime) -> None:
    """End a time on call. What she handles already stays hers to handle."""
    audit.note(duty.person_id, by.pk, "taken off call", duty.pk, at=now)
    if duty.person_id != by.pk:
        mail.send(duty.person, MailKind.DATE, now=now)
    duty.delete()


@transaction.atomic
def settle_contacts(
    *,
    edition: Edition,
    outside: Person | None,
    safeguarding: Person | None,
    by: Person,
    now: datetime,
) -> Contacts:
    """Write whom reports go to where the team can't read them, and who is told when nobody can."""
    contacts, _made = Contacts.objects.update_or_create(
        edition=edition, defaults={"outside": outside, "safeguarding": safeguarding}
    )
    audit.note(by.pk, by.pk, "incident contacts settled", edition.pk, at=now)
    return contacts


@transaction.atomic
def make_link(*, edition: Edition, by: Person, now: datetime) -> str:
    """Make the link for the wall anew; return its token, this once. The one before stops working."""
    token = secrets.token_urlsafe(16)
    Wall.objects.update_or_create(
        edition=edition, defaults={"token_hash": queries.token_hash(token), "made_at": now}
    )
    audit.note(by.pk, by.pk, "incident link made", edition.pk, at=now)
    return token
