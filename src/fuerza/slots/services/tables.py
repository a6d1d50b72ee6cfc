"""Tables of a clinic: organisers make them, she takes one or waits, and what comes free goes to whoever waits longest.

Each table is given away under the lock of its session, so that the last one is taken once.
"""

import uuid
from datetime import UTC, datetime, time, timedelta

import msgspec
from django.db import transaction

from fuerza.attendance.models import Registration
from fuerza.core import audit, mail
from fuerza.core.choices import MailKind
from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.programme.models import Session
from fuerza.slots import queries
from fuerza.slots.choices import Refusal
from fuerza.slots.models import Booking, Table
from fuerza.slots.queries import Words
from fuerza.slots.services.ordering import Refused, hold, number, seal_words


class NewTables(msgspec.Struct, frozen=True, kw_only=True):
    """Tables one after the other with one ambassador."""

    first: time  # where the session takes place
    minutes: int
    count: int = 1
    ambassador: Person
    language: str
    topics: tuple[str, ...] = ()


@transaction.atomic
def make_tables(*, session: Session, new: NewTables, by: Person, now: datetime) -> list[Table]:
    """Make tables within a clinic's hours; whoever waits gets them first.

    Raises:
        Refused: the session has no day yet, or they do not fit into its hours.

    """
    hold(session)
    if session.on is None:
        raise Refused(Refusal.NO_DAY)
    each = timedelta(minutes=new.minutes)
    first = programme.moment(session.on, new.first, session.zone).astimezone(UTC)
    ends = programme.moment(session.on, session.ends, session.zone)
    if new.first < session.starts or first + new.count * each > ends:
        raise Refused(Refusal.NOT_WITHIN)
    made = Table.objects.bulk_create(
        Table(
            session=session,
            begins_at=first + place * each,
            minutes=new.minutes,
            ambassador=new.ambassador,
            language=new.language,
            topics=list(new.topics),
        )
        for place in range(new.count)
    )
    audit.note(new.ambassador.pk, by.pk, "tables made", session.pk, at=now)
    _give_what_is_free(session, now)
    return made


@transaction.atomic
def take_away(*, table: Table, by: Person, now: datetime) -> None:
    """Take a table away; whoever had it waits for the next one, where she stood, and is written to."""
    session = table.session
    hold(session)
    had = Booking.objects.filter(table=table).select_related("registration__person").first()
    if table.ambassador_id:
        audit.note(table.ambassador_id, by.pk, "table taken away", table.pk, at=now)
    table.delete()
    if had is not None:
        mail.send(had.registration.person, MailKind.DATE, now=now)
    _give_what_is_free(session, now)


@transaction.atomic
def book(
    *,
    session: Session,
    registration: Registration,
    table_id: uuid.UUID | None,
    name: str,
    now: datetime,
) -> Booking:
    """Take a table, or without `table_id` wait for the next that she may have.

    Raises:
        Refused: the session is over, the table can't be had, or she has one.

    """
    order = hold(session)
    if not queries.is_open(session, now):
        raise Refused(Refusal.OVER)
    booking = queries.booking_of(registration, session)
    if booking is not None and booking.table is not None:
        raise Refused(Refusal.HAS_ONE)
    if booking is None:
        booking = Booking(session=session, registration=registration, number=number(order))
    if table_id is not None:
        booking.table = _offered(registration, session, table_id, now)
    seal_words(booking, Words(name=name))
    booking.save()
    audit.note(registration.person_id, registration.person_id, "table asked", booking.pk, at=now)
    _give_what_is_free(session, now)
    booking.refresh_from_db()
    return booking


@transaction.atomic
def cancel(*, booking: Booking, now: datetime) -> None:
    """Give up a table, or waiting for one; the table goes to whoever waits longest and may have it."""
    session = booking.session
    hold(session)
    booking.delete()
    _give_what_is_free(session, now)


def _offered(
    registration: Registration, session: Session, table_id: uuid.UUID, now: datetime
) -> Table:
    for table in queries.offered_to(registration, session, now):
        if table.pk == table_id:
            return table
    raise Refused(Refusal.TAKEN)


def _give_what_is_free(session: Session, now: datetime) -> None:
    for booking in queries.waiting_at(session):
        tables = queries.offered_to(booking.registration, session, now)
        if tables:
            booking.table = tables[0]
            booking.save(update_fields=["table"])
            mail.send(booking.registration.person, MailKind.DATE, now=now)
