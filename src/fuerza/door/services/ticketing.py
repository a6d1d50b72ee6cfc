"""Tickets: made for whoever has a place, made anew so that the one before stops holding."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import RegistrationState
from fuerza.attendance.models import Registration, Seats
from fuerza.core import audit
from fuerza.door import queries
from fuerza.door.choices import IN_FORCE, TicketState
from fuerza.door.models import Ticket
from fuerza.programme.models import Edition


class NoTicket(Exception):
    """There is nobody to make a ticket for: she has no place, or is in already."""


@transaction.atomic
def ticket_for(*, registration: Registration, now: datetime) -> Ticket:
    """Return her ticket, made if there is none that holds.

    Raises:
        NoTicket: she has no place, or may not come in.

    """
    registration = _held(registration)
    known = queries.ticket_of(registration)
    if known is not None:
        return known
    _may_have(registration)
    return _made(registration, now)


@transaction.atomic
def renew(*, registration: Registration, now: datetime) -> Ticket:
    """Make a new ticket; the one before stops holding.

    Raises:
        NoTicket: she has no place, may not come in, or is in already.

    """
    registration = _held(registration)
    _may_have(registration)
    known = Ticket.objects.filter(registration=registration, state=TicketState.ISSUED)
    known.update(state=TicketState.REISSUED, ended_at=now)
    made = _made(registration, now)
    audit.note(registration.person_id, registration.person_id, "ticket made anew", made.pk, at=now)
    return made


def make_all(*, edition: Edition, now: datetime) -> None:
    """Make a ticket for everybody who has a place and none that holds: a list taken along has all of them."""
    seated = Registration.objects.filter(edition=edition, state=RegistrationState.CONFIRMED)
    held = Ticket.objects.filter(
        edition=edition, state__in=IN_FORCE, number=F("registration__number")
    )
    rows = list(seated.exclude(pk__in=held.values("registration")))
    _end(rows, now)
    Ticket.objects.bulk_create([_new(row, now) for row in rows])


def _held(registration: Registration) -> Registration:
    """Wait for whoever takes, frees or uses a seat of this edition, and look again."""
    list(Seats.objects.select_for_update().filter(pk=registration.edition_id))
    return Registration.objects.get(pk=registration.pk)


def _may_have(registration: Registration) -> None:
    is_out = attendance.kept_out(registration.edition_id, [registration.person_id])
    if registration.state != RegistrationState.CONFIRMED or is_out:
        raise NoTicket


def _made(registration: Registration, now: datetime) -> Ticket:
    _end([registration], now)
    ticket = _new(registration, now)
    ticket.save(force_insert=True)
    return ticket


def _end(registrations: list[Registration], now: datetime) -> None:
    stale = Ticket.objects.filter(registration__in=registrations, state__in=IN_FORCE)
    stale.update(state=TicketState.VOID, ended_at=now)


def _new(registration: Registration, now: datetime) -> Ticket:
    ticket = Ticket(
        edition_id=registration.edition_id,
        registration=registration,
        number=registration.number,
        made_at=now,
    )
    ticket.code_hash = queries.code_hash(queries.code_for(ticket.pk))
    return ticket
