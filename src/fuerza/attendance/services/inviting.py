"""Inviting: one or many, by mail, link or code; sent, sent anew, taken back.

A token is in the answer to whoever asked, or in the mail, and nowhere else.
"""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from fuerza.attendance import queries
from fuerza.attendance.choices import UNANSWERED, Channel, InvitationState, Refusal
from fuerza.attendance.models import Invitation
from fuerza.attendance.services.seating import Refused
from fuerza.core import audit, codes, crypto, jobs, mail
from fuerza.core.choices import MailKind
from fuerza.people.models import Person
from fuerza.programme.models import Edition

_ON_PAPER = 16  # letters


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What invitations made together have in common."""

    channel: str
    language: str = "en"
    field: str = ""
    why: str = ""
    days: int = 14
    is_locked: bool = False
    waivers: Sequence[str] = ()


class Made(msgspec.Struct, frozen=True):
    """An invitation and the token that answers it; of one by mail the token is made when the mail is."""

    invitation: Invitation
    token: str


def invite(
    *,
    edition: Edition,
    terms: Terms,
    addresses: Sequence[str] = (),
    number: int = 0,
    by: Person,
    now: datetime,
) -> list[Made]:
    """Invite each address by mail, or make so many links or codes to hand over.

    Raises:
        Refused: nobody can come in to this edition now.

    """
    why = queries.closed_because(edition, now, waivers=terms.waivers)
    if why is not None:
        raise Refused(why)
    crypto.data_key(edition.pk)  # keys first, rows after (seams.md)
    whom = addresses if terms.channel == Channel.MAIL else [""] * number
    with transaction.atomic():
        made = [_made(edition, terms, address, by, now) for address in whom]
        audit.note_all(by.pk, by.pk, "invited", [one.invitation.pk for one in made], at=now)
        for one in made:
            if terms.channel == Channel.MAIL:
                _post(one.invitation, now)
    return made


@transaction.atomic
def revoke(*, invitation: Invitation, by: Person, now: datetime) -> Invitation:
    """Take back an invitation that has not been answered with yes.

    Raises:
        Refused: it has.

    """
    invitation = _unanswered(invitation)
    invitation.state, invitation.answered_at = InvitationState.REVOKED, now
    invitation.save(update_fields=["state", "answered_at"])
    audit.note(by.pk, by.pk, "invitation taken back", invitation.pk, at=now)
    return invitation


@transaction.atomic
def send_anew(*, invitation: Invitation, days: int = 14, by: Person, now: datetime) -> Made:
    """Make a fresh link, so that the one before stops working: by mail it is sent, else it is in the answer.

    Raises:
        Refused: it has been answered, or was taken back.

    """
    invitation = _unanswered(invitation)
    token = _token(invitation.channel)
    invitation.token_hash = queries.token_hash(token)
    invitation.expires_at = now + timedelta(days=days)
    invitation.save(update_fields=["token_hash", "expires_at"])
    audit.note(by.pk, by.pk, "invitation sent anew", invitation.pk, at=now)
    if invitation.channel == Channel.MAIL:
        _post(invitation, now)
    return Made(invitation, token)


def deliver(*, invitation_id: uuid.UUID, now: datetime) -> bool:
    """Make the link and hand its mail to the mail server; False where nothing is to be sent any more.

    The token is made here, so that none ever lies in a job. Done twice, the link in the later mail works.
    """
    found = Invitation.objects.filter(pk=invitation_id, state__in=UNANSWERED, expires_at__gt=now)
    invitation = found.first()
    address = queries.address_of(invitation) if invitation else ""
    if invitation is None or not address:
        return False
    token = _token(Channel.MAIL)
    invitation.token_hash = queries.token_hash(token)
    invitation.save(update_fields=["token_hash"])
    with translation.override(invitation.language):
        hint = _("You can see it here: %(address)s") % {"address": queries.link_of(token)}
        mail.written(MailKind.NOTE, address, hint=hint).send()
    invitation.state = InvitationState.SENT
    invitation.save(update_fields=["state"])
    return True


def _made(edition: Edition, terms: Terms, address: str, by: Person, now: datetime) -> Made:
    token = _token(terms.channel)
    invitation = Invitation(
        edition=edition,
        channel=terms.channel,
        token_hash=queries.token_hash(token),
        field=terms.field,
        language=terms.language,
        is_locked=terms.is_locked and bool(address),
        waivers=list(terms.waivers),
        invited_by=by,
        made_at=now,
        expires_at=now + timedelta(days=terms.days),
    )
    if address:
        invitation.sealed_address = _sealed(invitation, "address", address)
        invitation.address_key = queries.address_key(edition.pk, address)
    if terms.why:
        invitation.sealed_why = _sealed(invitation, "why", terms.why)
    invitation.save(force_insert=True)
    return Made(invitation, token)


def _sealed(invitation: Invitation, field: str, text: str) -> bytes:
    return crypto.seal_personal(invitation.edition_id, text, queries.place_of(invitation.pk, field))


def _post(invitation: Invitation, now: datetime) -> None:
    jobs.enqueue(
        "attendance.send_invitation",
        key=str(invitation.pk),
        invitation=invitation.pk,
        now=now,
    )


def _unanswered(invitation: Invitation) -> Invitation:
    fresh = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if fresh.state == InvitationState.ACCEPTED:
        raise Refused(Refusal.USED)
    if fresh.state == InvitationState.REVOKED:
        raise Refused(Refusal.REVOKED)
    return fresh


def _token(channel: str) -> str:
    """Make a token: 256 bits for a link, 78 that can be typed for a code on paper."""
    if channel != Channel.CODE:
        return secrets.token_urlsafe(32).replace("-", "_")  # a hyphen is what codes are parted by
    return codes.in_groups(codes.new_code(_ON_PAPER))
