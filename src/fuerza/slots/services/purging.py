"""What goes after an edition: its queue and its tables a week after, or all at once when it is closed for good."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from fuerza.attendance.choices import KEPT_DAYS
from fuerza.slots.models import Booking, Order, Table, Turn
from fuerza.slots.services.ordering import forget_those_who_left


@transaction.atomic
def purge(*, now: datetime) -> None:
    """Delete what has had its time, and what is left of whoever gave up her place."""
    over = (now - timedelta(days=KEPT_DAYS + 1)).date()
    _delete(Q(session__edition__last_day__lt=over))
    forget_those_who_left(Q())


@transaction.atomic
def forget_edition(*, edition_id: uuid.UUID) -> None:
    """Delete all of it that is there for one edition."""
    _delete(Q(session__edition=edition_id))


def _delete(where: Q) -> None:
    for rows in (Turn.objects, Booking.objects, Table.objects, Order.objects):
        rows.filter(where).delete()
