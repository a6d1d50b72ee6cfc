"""Holding: what she needs for a case can't be destroyed, by slip or in a hard hour, until she lifts the hold herself.

Hers alone to set and to lift, and each stands in the chain of custody. Erasing herself goes before it: hers, too.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fuerza.core import audit
from fuerza.vault.choices import CustodyVerb, ExhibitState
from fuerza.vault.models import Custody, Exhibit


def hold(*, exhibit: Exhibit, now: datetime) -> bool:
    """Put what is kept on hold; False where it was so, or is being destroyed."""
    return _set(exhibit, CustodyVerb.HELD, now=now)


def release(*, exhibit: Exhibit, now: datetime) -> bool:
    """Lift the hold; False where there was none."""
    return _set(exhibit, CustodyVerb.RELEASED, now=now)


@transaction.atomic
def _set(exhibit: Exhibit, verb: CustodyVerb, *, now: datetime) -> bool:
    """Hold or release it, and the pictures that stand beside it."""
    is_to_hold = verb == CustodyVerb.HELD
    rows = Exhibit.objects.filter(
        Q(pk=exhibit.pk) | Q(beside=exhibit), state=ExhibitState.KEPT, held_at__isnull=is_to_hold
    )
    changed = list(rows.select_for_update().only("pk", "person_id").order_by("number"))
    Exhibit.objects.filter(pk__in=[each.pk for each in changed]).update(
        held_at=now if is_to_hold else None
    )
    owner = exhibit.person_id
    for each in changed:
        Custody.objects.create(exhibit=each, verb=verb, actor_id=owner, at=now)
        audit.note(owner, owner, f"vault.{verb}", each.pk, at=now)
    return bool(changed)
