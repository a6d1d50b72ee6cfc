"""What goes by the clock, and with an edition that is closed for good."""

import uuid
from datetime import datetime, timedelta

from fuerza.apart.choices import KEPT_DAYS, PROPOSED_DAYS, ExclusionState
from fuerza.apart.models import Exclusion, Talk


def purge(*, now: datetime) -> None:
    """Delete proposals that nobody seconded, exclusions that ended long ago, talks of editions that are over."""
    kept = now - timedelta(days=KEPT_DAYS)
    proposed = Exclusion.objects.filter(state=ExclusionState.PROPOSED)
    proposed.filter(proposed_at__lt=now - timedelta(days=PROPOSED_DAYS)).delete()
    Exclusion.objects.filter(ends_at__lt=kept).delete()
    Exclusion.objects.filter(lifted_at__lt=kept).delete()
    Talk.objects.filter(edition__last_day__lt=(now - timedelta(days=1)).date()).delete()


def close(*, edition_id: uuid.UUID) -> None:
    """Delete what an edition alone was about; what holds for all editions stays."""
    Exclusion.objects.filter(edition=edition_id).delete()
    Talk.objects.filter(edition=edition_id).delete()
