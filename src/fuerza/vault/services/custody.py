"""What becomes of an exhibit elsewhere, on its chain of custody: that it was reported, and under which number."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fuerza.core import crypto
from fuerza.people.models import Person
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.models import Custody, Exhibit
from fuerza.vault.queries import reference_place


@transaction.atomic
def note_reported(
    *, exhibits: Iterable[Exhibit], by: Person | None, at: datetime, act: uuid.UUID, reference: str
) -> None:
    """Write that exhibits were reported: by which act, when, and what the platform calls the report, if it said."""
    for exhibit in exhibits:
        line = Custody.objects.create(
            exhibit=exhibit, verb=CustodyVerb.REPORTED, actor=by, at=at, object_id=str(act)
        )
        if reference:
            where = reference_place(line)
            line.sealed_ref = crypto.seal_personal(exhibit.person_id, reference, where)
            line.save(update_fields=["sealed_ref"])
