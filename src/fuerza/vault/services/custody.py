"""What becomes of an exhibit elsewhere, on its chain of custody: that it was reported, and under which number."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fuerza.core import crypto
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.models import Custody, Exhibit
from fuerza.vault.queries import reference_key_id, reference_key_place, reference_place


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
            line.sealed_ref = crypto.encrypt(_key_of(exhibit), reference.encode(), where)
            line.save(update_fields=["sealed_ref"])


def _key_of(exhibit: Exhibit) -> bytes:
    """Return the key of the numbers on an exhibit, made on first use: destroying the exhibit destroys it."""
    owner, where = crypto.data_key(exhibit.person_id), reference_key_place(exhibit.pk)
    held, _made = SealedKey.objects.get_or_create(
        key_id=reference_key_id(exhibit.pk),
        holder_id=exhibit.person_id,
        defaults={
            "owner_id": exhibit.person_id,
            "sealed": crypto.encrypt(owner, secrets.token_bytes(32), where),
        },
    )
    return crypto.decrypt(owner, bytes(held.sealed), where)
