"""After an edition: who never came to a door did not come; a week later tickets, doors and check-ins are gone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from fuerza.attendance.choices import KEPT_DAYS, RegistrationState
from fuerza.attendance.models import Registration
from fuerza.door import queries
from fuerza.door.choices import TicketState
from fuerza.door.models import CheckIn, Door, Ticket
from fuerza.programme.models import Edition


def settle_absent(*, now: datetime) -> None:
    """Write of editions that are over who did not come; where no door let anybody in, nobody knows, and nothing is."""
    used = Ticket.objects.filter(state=TicketState.USED).values("edition")
    waiting = Registration.objects.filter(state=RegistrationState.CONFIRMED).values("edition")
    for edition in Edition.objects.filter(pk__in=used).filter(pk__in=waiting):
        if queries.is_over(edition, now.date()):
            _settle(edition, now)


def purge(*, now: datetime) -> None:
    """Delete tickets, check-ins and doors a week after the last day; without one, a week after they were used."""
    over = now - timedelta(days=KEPT_DAYS + 1)
    past = Q(edition__last_day__lt=over.date())
    CheckIn.objects.filter(Q(ticket__edition__last_day__lt=over.date()) | Q(at__lt=over)).delete()
    Ticket.objects.filter(past | Q(edition__last_day=None, ended_at__lt=over)).delete()
    Door.objects.filter(past | Q(ends_at__lt=over)).delete()


@transaction.atomic
def _settle(edition: Edition, now: datetime) -> None:
    absent = Registration.objects.filter(edition=edition, state=RegistrationState.CONFIRMED)
    absent.update(state=RegistrationState.NO_SHOW, moved_at=now)
    issued = Ticket.objects.filter(edition=edition, state=TicketState.ISSUED)
    issued.update(state=TicketState.VOID, ended_at=now)
