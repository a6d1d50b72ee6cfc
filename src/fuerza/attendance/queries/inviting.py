"""Invitations: finding one by its token, what it says, why it can't be answered, and an organiser's list of them."""

import uuid
from collections.abc import Iterable
from datetime import datetime

import msgspec
import segno
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.urls import reverse

from fuerza.attendance.choices import InvitationState, Refusal, Waiver
from fuerza.attendance.models import Invitation
from fuerza.attendance.queries.sealed import opened
from fuerza.attendance.queries.seats import seats_of
from fuerza.core import crypto
from fuerza.programme.choices import EditionState, Visibility
from fuerza.programme.models import Edition

AT_ONCE = 500
_OPEN = (EditionState.ANNOUNCED, EditionState.OPEN)
_LATE = (*_OPEN, EditionState.CLOSED, EditionState.RUNNING)


class Pasted(msgspec.Struct, frozen=True):
    """A pasted list: whom it names, each once; what in it is no address; who was invited already."""

    addresses: list[str]
    wrong: list[str]
    known: list[str]


def token_hash(token: str) -> bytes:
    """Hash a token under the master key: codes on paper are short enough to be guessed from a plain hash."""
    bare = token.replace("-", "").strip()
    return crypto.keyed(settings.ENV.master_key, "invitation", bare)


def invitation_by(token: str) -> Invitation | None:
    """Find an invitation by its token, whether or not it can be answered."""
    found = Invitation.objects.filter(token_hash=token_hash(token))
    return found.select_related("edition", "invited_by").first()


def refusal_of(invitation: Invitation, now: datetime) -> Refusal | None:
    """Say why an invitation can't be answered now; None where it can. A no may become a yes until it is too old."""
    if invitation.state == InvitationState.REVOKED:
        return Refusal.REVOKED
    if invitation.state == InvitationState.ACCEPTED:
        return Refusal.USED
    if invitation.expires_at <= now:
        return Refusal.EXPIRED
    return closed_because(invitation.edition, now, waivers=invitation.waivers)


def closed_because(
    edition: Edition, now: datetime, *, waivers: Iterable[str] = ()
) -> Refusal | None:
    """Say why nobody can come in to an edition now; None where somebody can."""
    if edition.state == EditionState.CANCELLED:
        return Refusal.CALLED_OFF
    seats = seats_of(edition)
    is_late = Waiver.LATE in waivers
    is_over = seats is None or (seats.answers_until is not None and seats.answers_until <= now)
    is_open = edition.state in (_LATE if is_late else _OPEN) and (is_late or not is_over)
    is_gone = seats is not None and seats.closed_at is not None
    if seats is None or is_gone or edition.visibility == Visibility.SEALED or not is_open:
        return Refusal.NOT_OPEN
    return None


def why_of(invitation: Invitation) -> str:
    """Say why she is invited, in the organisers' words; nothing where the edition was closed for good."""
    return _opened(invitation, "why")


def address_of(invitation: Invitation) -> str:
    return _opened(invitation, "address")


def is_her_address(invitation: Invitation, address: str) -> bool:
    return bytes(invitation.address_key) == address_key(invitation.edition_id, address)


def address_key(edition_id: uuid.UUID, address: str) -> bytes:
    """Return what makes two spellings of an address one, and shows neither."""
    return crypto.keyed(crypto.data_key(edition_id), "address", address.strip().casefold())


def place_of(invitation_id: uuid.UUID, field: str) -> bytes:
    return crypto.place("attendance_invitation", invitation_id, field)


def link_of(token: str) -> str:
    """Write the address of an invitation."""
    return f"{settings.ENV.origin}{reverse('attendance:answer', args=[token])}"


def code_page() -> str:
    """Write the address at which a code is typed in."""
    return f"{settings.ENV.origin}{reverse('attendance:code')}"


def picture_of(link: str) -> str:
    """Draw a link for a phone's camera, as the address of a picture."""
    made: str = segno.make(link, error="m", micro=False).svg_data_uri(light="white", border=4)
    return made


def invitations_of(edition: Edition) -> QuerySet[Invitation]:
    return edition.invitations.order_by("-made_at", "id")


def read_list(edition: Edition, text: str) -> Pasted:
    """Read a pasted list of addresses, parted by lines, commas or semicolons."""
    parts = [part.strip() for part in text.replace(";", "\n").replace(",", "\n").splitlines()]
    named = {part.casefold(): part for part in parts if part}
    right = [part for part in named.values() if _is_address(part)]
    keys = set(
        edition.invitations.exclude(state=InvitationState.REVOKED).values_list(
            "address_key", flat=True
        )
    )
    held = {bytes(key) for key in keys}
    known = [part for part in right if address_key(edition.pk, part) in held]
    return Pasted(
        addresses=[part for part in right if part not in known],
        wrong=[part for part in named.values() if part not in right],
        known=known,
    )


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _opened(invitation: Invitation, field: str) -> str:
    place = place_of(invitation.pk, field)
    return opened(invitation, field, edition_id=invitation.edition_id, place=place)
