"""Tables of a clinic: hers and those she may have, an ambassador's own, and what organisers made."""

import uuid
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from fuerza.apart.queries import kept_apart
from fuerza.attendance.choices import SEATED
from fuerza.attendance.models import Registration
from fuerza.core.times import local
from fuerza.people import queries as people
from fuerza.people.choices import RoleName
from fuerza.people.models import Person, Role
from fuerza.programme.models import Edition, Session
from fuerza.programme.queries.agenda import Hours
from fuerza.slots.models import Booking, Table


def offered_to(registration: Registration, session: Session, now: datetime) -> list[Table]:
    """List the tables that she can take now.

    One whose ambassador is to be kept apart from her is not there, as one that somebody took is not: from the list
    nobody can tell which it was.
    """
    ahead = Table.objects.filter(session=session, begins_at__gt=now)
    tables = list(
        ahead.exclude(booking__registration__state__in=SEATED).order_by("begins_at", "id")
    )
    sitting = {one.ambassador_id for one in tables if one.ambassador_id}
    apart = {registration.person_id, *kept_apart(registration.person_id, sitting)}
    return [one for one in tables if one.ambassador_id not in apart]


def booking_of(registration: Registration, session: Session) -> Booking | None:
    """What she has or waits for at a clinic, or None."""
    found = Booking.objects.filter(registration=registration, session=session)
    return found.select_related("registration", "session__edition", "table__ambassador").first()


def waiting_at(session: Session) -> QuerySet[Booking]:
    found = Booking.objects.filter(session=session, table=None, registration__state__in=SEATED)
    return found.select_related("registration__person").order_by("number")


def tables_at(session: Session) -> list[Table]:
    """List what was made for a clinic, for organisers: who sits there, and never who took it."""
    return list(session.tables.select_related("ambassador", "session").order_by("begins_at", "id"))


def table_at(session: Session, pk: uuid.UUID) -> Table | None:
    return session.tables.filter(pk=pk).first()


def tables_with(person: Person, edition_id: uuid.UUID) -> list[tuple[Table, Booking | None]]:
    """List an ambassador's own tables at an edition, each with what somebody wrote who took it."""
    tables = Table.objects.filter(ambassador=person, session__edition=edition_id)
    taken = {
        one.table_id: one
        for one in Booking.objects.filter(
            table__in=tables, registration__state__in=SEATED
        ).select_related("registration")
    }
    rows = tables.select_related("session").order_by("begins_at", "id")
    return [(one, taken.get(one.pk)) for one in rows]


def sits_at(person: Person, now: datetime) -> list[Edition]:
    """List the editions at which she sits at a table that lies ahead."""
    ahead = Edition.objects.filter(
        sessions__tables__ambassador=person, sessions__tables__begins_at__gt=now
    )
    return list(ahead.select_related("place").distinct().order_by("first_day", "id"))


def ambassadors_for(edition: Edition, now: datetime) -> list[Person]:
    """List who can sit at a table: whoever facilitates this edition or the whole programme."""
    in_force = Q(ends_at=None) | Q(ends_at__gt=now)
    scope = Q(scope_id=None) | Q(scope_id=edition.pk)
    roles = Role.objects.filter(in_force, scope, name=RoleName.FACILITATOR)
    found = Person.objects.filter(is_active=True, joined_at__isnull=False, roles__in=roles)
    return sorted(found.distinct(), key=people.name_of)


def hours_of(table: Table) -> Hours:
    """Say a table's hours in the zone of its session."""
    begins = local(table.begins_at, table.session.zone)
    return Hours(table.session, begins, begins + timedelta(minutes=table.minutes))
