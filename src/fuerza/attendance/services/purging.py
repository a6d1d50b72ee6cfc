"""What goes after an edition: by the clock, or all at once when an organiser closes it for good."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction

from fuerza.attendance import queries
from fuerza.attendance.choices import KEPT_DAYS, SEATED
from fuerza.attendance.models import Brought, Invitation, Need, Registration, Reveal, Seats, Venue
from fuerza.core import audit, hooks, keyrings
from fuerza.people.choices import RoleName
from fuerza.people.models import Person, Role
from fuerza.programme.models import Edition

PLACE_LONGER = timedelta(days=23)


def purge(*, now: datetime) -> None:
    """Delete what has had its time; whoever left or was erased is gone already."""
    over = (now - timedelta(days=KEPT_DAYS + 1)).date()
    Need.objects.filter(registration__edition__last_day__lt=over).delete()
    Reveal.objects.filter(edition__last_day__lt=over).delete()
    Venue.objects.filter(edition__last_day__lt=over - PLACE_LONGER).delete()
    named = Registration.objects.filter(edition__last_day__lt=over)
    named.exclude(sealed_legal_name=b"").update(sealed_legal_name=b"")


def close_for_good(*, edition: Edition, by: Person, now: datetime) -> None:
    """Delete all that says who was invited, who came and where it was; keep how many, in counts.

    The rows go, and with them the key that the edition's addresses and place lie under; what each agreed to stays in
    her own ledger alone. Nobody is signed out and no account goes.
    """
    with transaction.atomic():
        Seats.objects.get_or_create(edition=edition, defaults={"capacity": 0})
        seats = Seats.objects.select_for_update().get(pk=edition.pk)
        if seats.closed_at is None:
            seats.totals = _totals(edition, now)
            seats.closed_at = now
        seats.save()
        for rows in (
            Brought.objects,
            Registration.objects,
            Invitation.objects,
            Venue.objects,
            Reveal.objects,
        ):
            rows.filter(edition=edition.pk).delete()
        Role.objects.filter(name=RoleName.PARTICIPANT, scope_id=edition.pk).delete()
        for _name, close in hooks.each("closing"):
            close(edition.pk)
        audit.note(by.pk, by.pk, "edition closed for good", edition.pk, at=now)
    keyrings.destroy(edition.pk)


def _totals(edition: Edition, now: datetime) -> dict[str, dict[str, int]]:
    rows = list(Registration.objects.filter(edition=edition).values_list("state", "field"))
    counted = queries.numbers(edition, now)
    return {
        "all": {"invited": counted.invited, "companions": counted.companions},
        "states": dict(Counter(state for state, _field in rows)),
        "fields": dict(Counter(field for state, field in rows if field and state in SEATED)),
    }
