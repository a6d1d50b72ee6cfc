"""What goes a week after an edition: notes on needs, and the names of the door list."""

from datetime import datetime, timedelta

from fuerza.attendance.choices import KEPT_DAYS
from fuerza.attendance.models import Need, Registration


def purge(*, now: datetime) -> None:
    """Delete what has had its time; whoever left or was erased is gone already."""
    over = (now - timedelta(days=KEPT_DAYS + 1)).date()
    Need.objects.filter(registration__edition__last_day__lt=over).delete()
    named = Registration.objects.filter(edition__last_day__lt=over)
    named.exclude(sealed_legal_name=b"").update(sealed_legal_name=b"")
