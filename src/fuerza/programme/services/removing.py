"""Taking something off an edition again: a partner, a session, a hashtag, a claim."""

import uuid
from datetime import datetime

from django.db import transaction

from fuerza.core import audit
from fuerza.people.models import Person
from fuerza.programme.models import Edition, Session
from fuerza.programme.queries import parts_of
from fuerza.programme.services.texts import noted


@transaction.atomic
def take_away(
    *, edition: Edition, kind: str, pk: uuid.UUID, now: datetime, by: Person | None = None
) -> bool:
    """Take one part of an edition away; say whether it was there. Another edition's part is not."""
    part = parts_of(edition, kind).filter(pk=pk).first()
    if isinstance(part, Session):
        noted(edition, 1 + part.sequence)  # what calendars count never falls
    count = parts_of(edition, kind).filter(pk=pk).delete()[0]
    if count and by is not None:
        audit.note(by.pk, by.pk, f"edition {kind} taken away", pk, at=now)
    return bool(count)
