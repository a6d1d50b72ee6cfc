"""Answering an invitation, from an account that is there or one begun by the answer; and not coming after all."""

import uuid
from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.attendance import queries
from fuerza.attendance.choices import (
    IN_TOUCH,
    InvitationState,
    Photo,
    Refusal,
    RegistrationState,
)
from fuerza.attendance.models import Invitation, Registration, Seats
from fuerza.attendance.services import seating, settling
from fuerza.attendance.services.seating import Refused
from fuerza.core import audit, crypto
from fuerza.people import services as people
from fuerza.people.choices import RoleName
from fuerza.people.models import Person, Role


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What she says with her yes; everything may be left out, and nothing is agreed to by leaving it out."""

    address: str = ""  # asked for where the invitation is for one address alone
    badge: str = ""
    photo: str = Photo.RED
    purposes: tuple[str, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    companions: tuple[str, ...] = ()
    keeps_rules: bool = False  # asked of whoever comes along with somebody


def begin_account(
    *,
    invitation: Invitation,
    username: str,
    password: str | None,
    reply: Reply,
    language: str,
    now: datetime,
) -> Person:
    """Begin the account that an answer needs, by a link that is made and used up here and that nobody ever holds.

    The invitation's own token opens no account: the name, the password or the passkey are chosen by whoever answers,
    and from then on only those sign in.

    Raises:
        Refused: the invitation can't be answered.
        NameTaken: somebody else signs in with this name.

    """
    _check(invitation, reply, now)
    with transaction.atomic():
        made = people.invite(
            by=None, roles=[RoleName.PARTICIPANT], scope_id=invitation.edition_id, now=now
        )
        begun = people.begin(token=made.token, username=username, password=password, now=now)
        inviter = invitation.invited_by
        begun.is_demo = inviter is not None and inviter.is_demo  # the demo's guests are the demo's
        begun.language = language  # in which she read what she said yes to
        begun.save(update_fields=["is_demo", "language"])
        return begun


def accept(*, invitation: Invitation, person: Person, reply: Reply, now: datetime) -> Registration:
    """Say yes: she has a seat, or waits in the queue. Answered twice from one account, it is one registration.

    Raises:
        Refused: the invitation can't be answered, or was from another account.

    """
    crypto.data_key(person.pk)  # keys first, rows after (seams.md)
    with transaction.atomic():
        seats = seating.hold(invitation.edition, now)
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        invitation.edition = seats.edition
        known = queries.registration_of(person, seats.pk)
        if known is not None and known.invitation_id == invitation.pk and known.state in IN_TOUCH:
            return known
        _check(invitation, reply, now, by=known)
        if queries.kept_out(seats.pk, [person.pk]):
            raise Refused(Refusal.KEPT_OUT)
        registration = known or Registration(
            edition=seats.edition, person=person, number=0, registered_at=now, moved_at=now
        )
        _fill(registration, invitation, reply)
        if known is not None and known.state in IN_TOUCH:
            known.save()  # invited twice: one place, by the invitation answered last
        else:
            _enter(registration, seats, reply, now)
        settling.settle(registration=registration, reply=reply, now=now)
        invitation.state, invitation.answered_at = InvitationState.ACCEPTED, now
        invitation.save(update_fields=["state", "answered_at"])
        people.give_role(
            person=person, name=RoleName.PARTICIPANT, by=None, now=now, scope_id=seats.pk
        )
        audit.note(person.pk, person.pk, "answered yes", registration.pk, at=now)
        return registration


@transaction.atomic
def decline(*, invitation: Invitation, now: datetime) -> Invitation:
    """Say no. Nobody is asked why, and until the invitation is too old it can become a yes.

    Raises:
        Refused: it can't be answered.

    """
    invitation = (
        Invitation.objects.select_for_update().select_related("edition").get(pk=invitation.pk)
    )
    why = queries.refusal_of(invitation, now)
    if why is not None:
        raise Refused(why)
    invitation.state, invitation.answered_at = InvitationState.DECLINED, now
    invitation.save(update_fields=["state", "answered_at"])
    return invitation


@transaction.atomic
def leave(*, registration: Registration, now: datetime) -> Registration:
    """Not come after all: the seat goes on, what she agreed to for the edition ends, names and needs are deleted."""
    seats = seating.hold(registration.edition, now)
    registration = Registration.objects.select_related("edition", "person").get(pk=registration.pk)
    if registration.state not in IN_TOUCH:
        return registration
    seating.free(registration, seats, now)
    settling.forget(registration=registration, now=now)
    for role in Role.objects.filter(
        person=registration.person, name=RoleName.PARTICIPANT, scope_id=registration.edition_id
    ):
        people.take_role(role=role, by=None, now=now)
    audit.note(
        registration.person_id, registration.person_id, "not coming", registration.pk, at=now
    )
    return registration


def give_up(*, person_id: uuid.UUID, now: datetime) -> None:
    """Give up what somebody has at editions ahead to which she is not let in: her seat goes on to whoever waits."""
    held = Registration.objects.filter(person=person_id, state__in=IN_TOUCH)
    for registration in held.select_related("edition"):
        if queries.kept_out(registration.edition_id, [person_id]):
            leave(registration=registration, now=now)


def _check(
    invitation: Invitation, reply: Reply, now: datetime, *, by: Registration | None = None
) -> None:
    why = queries.refusal_of(invitation, now)
    if why == Refusal.USED and by is not None and by.invitation_id == invitation.pk:
        why = queries.closed_because(invitation.edition, now, waivers=invitation.waivers)
    if why is not None:
        raise Refused(why)
    if invitation.is_locked and not queries.is_her_address(invitation, reply.address):
        raise Refused(Refusal.OTHER_ADDRESS)
    if queries.is_brought(invitation) and not reply.keeps_rules:
        raise Refused(Refusal.RULES)


def _fill(registration: Registration, invitation: Invitation, reply: Reply) -> None:
    registration.invitation = invitation
    registration.field = invitation.field
    registration.photo = reply.photo


def _enter(registration: Registration, seats: Seats, reply: Reply, now: datetime) -> None:
    registration.state = RegistrationState.WAITLISTED
    registration.number = seats.next_number
    registration.save()
    settling.bring(registration, reply.companions)
    seating.seat(registration, seats, now)
