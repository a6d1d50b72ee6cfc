"""Bringing somebody with a name of her own: asked for, agreed to in private, and ended without a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from fuerza.attendance.choices import (
    COMPANIONS_AT_MOST,
    IN_TOUCH,
    Channel,
    InvitationState,
    Refusal,
    RegistrationState,
)
from fuerza.attendance.models import Brought, Invitation, Registration
from fuerza.attendance.services.answering import leave
from fuerza.attendance.services.inviting import Made, Terms, invite
from fuerza.attendance.services.seating import Refused, hold
from fuerza.core import audit, mail
from fuerza.core.choices import MailKind
from fuerza.people.models import Person


@transaction.atomic
def ask_to_bring(*, registration: Registration, now: datetime) -> Brought:
    """Ask for it on her page. Nothing is sent: whoever holds her phone could ask too.

    Raises:
        Refused: she has asked for as many as can come along.

    """
    if registration.brought.count() >= COMPANIONS_AT_MOST:
        raise Refused(Refusal.TOO_MANY)
    asked = Brought.objects.create(
        edition=registration.edition, registration=registration, asked_at=now
    )
    _note(registration, registration.person_id, "asked to bring somebody", now)
    return asked


@transaction.atomic
def agree_to_bring(*, brought: Brought, by: Person, now: datetime) -> Made:
    """Write that an organiser heard her yes from herself alone, and make the invitation to hand over.

    Raises:
        Refused: nobody can come in to this edition now.

    """
    registration = brought.registration
    assert registration is not None
    language = registration.person.language or registration.edition.source_language
    terms = Terms(channel=Channel.LINK, language=language)
    [made] = invite(edition=registration.edition, terms=terms, number=1, by=by, now=now)
    brought.invitation, brought.agreed_at, brought.agreed_with = made.invitation, now, by
    brought.save()
    _note(registration, by.pk, "agreed to bring somebody", now)
    return made


@transaction.atomic
def stop_bringing(*, brought: Brought, now: datetime) -> None:
    """Have it end, whatever it has come to. Nobody is told who ended it, or why."""
    registration, invitation = brought.registration, brought.invitation_id
    if invitation is not None:
        hold(brought.edition, now)  # whoever is answering it just now is done first
    brought.delete()
    if registration is not None:
        _note(registration, registration.person_id, "brings nobody", now)
    if invitation is None:
        return
    # Answered or not: else the same link would bring her back.
    Invitation.objects.filter(pk=invitation).update(state=InvitationState.REVOKED, answered_at=now)
    came = Registration.objects.filter(invitation=invitation, state__in=IN_TOUCH)
    for one in came.select_related("edition", "person"):
        leave(registration=one, now=now)
        mail.send(one.person, MailKind.DATE, now=now)


def stop_for_who_left(*, now: datetime) -> None:
    """End what was asked for by somebody who is not coming, or is gone."""
    is_gone = Q(registration=None) | Q(registration__state=RegistrationState.CANCELLED)
    for brought in Brought.objects.filter(is_gone).select_related("edition"):
        stop_bringing(brought=brought, now=now)


def _note(registration: Registration, by: UUID, verb: str, now: datetime) -> None:
    audit.note(registration.person_id, by, verb, registration.pk, at=now)
