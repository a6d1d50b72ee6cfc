"""What goes by the clock, and with an edition that is closed for good."""

import uuid
from datetime import datetime, timedelta

from fuerza.vetting.choices import CONFIRM_DAYS, KEPT_DAYS, SETTLED
from fuerza.vetting.models import Application, Opening


def purge(*, now: datetime) -> None:
    """Delete what was not confirmed, and what was answered, or whose edition was over, long ago.

    Before that: whoever said yes to the invitation has an account by now, and what she asked is hers.
    """
    invited = Application.objects.filter(
        person=None, invitation__registration__isnull=False
    ).select_related("invitation__registration")
    for application in invited:
        assert application.invitation is not None
        application.person_id = application.invitation.registration.person_id
        application.save(update_fields=["person"])
    kept = now - timedelta(days=KEPT_DAYS)
    unconfirmed = Application.objects.filter(confirmed_at=None)
    unconfirmed.filter(made_at__lt=now - timedelta(days=CONFIRM_DAYS)).delete()
    Application.objects.filter(state__in=SETTLED, settled_at__lt=kept).delete()
    Application.objects.filter(edition__last_day__lt=kept.date()).delete()


def close(*, edition_id: uuid.UUID) -> None:
    """Delete who asked to come, what was said to it, and what was asked."""
    Application.objects.filter(edition=edition_id).delete()
    Opening.objects.filter(edition=edition_id).delete()
