"""Whether a ticket lets somebody in, and what the door is told of her: badge, colour, whether she needs something."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import KEPT_DAYS, RegistrationState
from fuerza.attendance.models import Registration
from fuerza.door.choices import Refusal, TicketState, Who
from fuerza.door.models import Door, Ticket
from fuerza.door.queries.doors import OVER
from fuerza.door.queries.tickets import Shown
from fuerza.programme.choices import EditionState
from fuerza.programme.models import Edition

_EVE = timedelta(days=1)  # badges may be handed out the evening before
_STANDS = {
    RegistrationState.CANCELLED: Refusal.CANCELLED,
    RegistrationState.WAITLISTED: Refusal.WAITING,
    RegistrationState.OFFERED: Refusal.NOT_CONFIRMED,
}


class Face(msgspec.Struct, frozen=True):
    """All that a door is told of one person; `legal` only where the edition's door list asks for it."""

    badge: str
    photo: str
    has_needs: bool
    legal: str = ""


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """What was shown at a door: whose entry is asked for, when, and whether it is only being sent now."""

    shown: Shown
    who: str = Who.HERSELF
    at: datetime
    is_sent: bool = False


def refusal_of(asking: Asking, ticket: Ticket | None, door: Door) -> Refusal | None:
    """Say why what was shown lets nobody in at this door; None where it does."""
    if asking.shown.is_ours is False:
        return Refusal.FORGED
    if ticket is None:
        return Refusal.GONE if asking.shown.is_ours else Refusal.UNKNOWN
    if ticket.edition_id != door.edition_id:
        return Refusal.OTHER_EDITION
    if ticket.state == TicketState.REISSUED:
        return Refusal.REPLACED
    registration = ticket.registration
    return (
        _by_the_day(registration.edition, asking)
        or _by_her_place(registration, ticket)
        or _by_who_is_in(registration, ticket, asking.who)
    )


def face_of(registration: Registration, door: Door) -> Face:
    return Face(
        badge=attendance.names_of(registration).badge,
        photo=registration.photo,
        has_needs=registration.needs.exists(),
        legal=attendance.legal_name_of(registration) if door.asks_legal_name else "",
    )


def is_over(edition: Edition, today: date) -> bool:
    """Say whether an edition is over: by its state, or so long ago that what is needed at the door is deleted."""
    last = edition.last_day
    return edition.state in OVER or (last is not None and today > last + timedelta(days=KEPT_DAYS))


def _by_the_day(edition: Edition, asking: Asking) -> Refusal | None:
    if edition.state == EditionState.CANCELLED:
        return Refusal.CALLED_OFF
    today = asking.at.astimezone(ZoneInfo(edition.zone)).date()
    if edition.first_day is not None and today < edition.first_day - _EVE:
        return Refusal.NOT_YET
    return Refusal.OVER if is_over(edition, today) and not asking.is_sent else None


def _by_her_place(registration: Registration, ticket: Ticket) -> Refusal | None:
    if registration.person_id in attendance.kept_out(ticket.edition_id, [registration.person_id]):
        return Refusal.EXCLUDED
    stands = _STANDS.get(RegistrationState(registration.state))
    if stands is None and (
        ticket.state == TicketState.VOID or ticket.number != registration.number
    ):
        return Refusal.VOIDED
    return stands


def _by_who_is_in(registration: Registration, ticket: Ticket, who: str) -> Refusal | None:
    is_in = ticket.state == TicketState.USED
    if who == Who.HERSELF:
        return Refusal.ALREADY_IN if is_in else None
    if not is_in:
        return Refusal.ALONE
    inside = ticket.check_ins.filter(who=Who.ALONG).count()
    return None if inside < registration.companions.count() else Refusal.ALL_IN
