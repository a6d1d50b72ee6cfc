"""What is written down when a masked helper unfolds one thing of a case."""

import uuid
from datetime import datetime

from django.db import transaction

from fuerza.cases.choices import Entry
from fuerza.cases.queries import CaseAt, entries_in, exhibits_in
from fuerza.core import audit
from fuerza.vault import services as vault


@transaction.atomic
def unfold(*, at: CaseAt, pk: uuid.UUID, now: datetime) -> uuid.UUID | None:
    """Write into the owner's trail what is unfolded now; None, and nothing written: it is not in the case."""
    row = exhibits_in(at).filter(exhibit=pk).first()
    if row is not None:
        vault.note_viewed(exhibit=row.exhibit, by=at.actor, now=now)
    elif any(entries_in(at, kind).filter(pk=pk).exists() for kind in Entry):
        audit.note(at.owner.pk, at.actor.pk, "cases.unfolded", pk, at=now)
    else:
        return None
    return pk
