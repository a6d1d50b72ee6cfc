"""The trail of who did or saw what of whose: append-only, shown to its owner, chained so that edits are seen.

Ids and verbs, never a text. Each entry's seal covers the entry before it (HMAC-SHA256 under a key made from the
master key), so a changed, dropped or reordered entry breaks the chain; a cut tail shows only against a seal
kept elsewhere.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction

from fuerza.core import crypto
from fuerza.core.models import AuditEntry

_START = b"\x00" * 32


def note(
    person_id: uuid.UUID,
    actor_id: uuid.UUID | None,
    verb: str,
    object_id: object = "",
    *,
    at: datetime,
) -> AuditEntry:
    """Append one entry to the trail of `person_id`; `actor_id` is None for the machine itself."""
    return note_all(person_id, actor_id, verb, [object_id], at=at)[0]


@transaction.atomic
def note_all(
    person_id: uuid.UUID,
    actor_id: uuid.UUID | None,
    verb: str,
    object_ids: Iterable[object],
    *,
    at: datetime,
) -> list[AuditEntry]:
    """Append an entry for each of many objects, in their order, at the cost of a few queries."""
    last = (
        AuditEntry.objects.select_for_update().filter(person_id=person_id).order_by("-id").first()
    )
    seal = bytes(last.seal) if last else _START
    entries = []
    for object_id in object_ids:
        entry = AuditEntry(
            person_id=person_id, actor_id=actor_id, verb=verb, object_id=str(object_id), at=at
        )
        entry.seal = seal = _seal(seal, entry)
        entries.append(entry)
    return AuditEntry.objects.bulk_create(entries)


def was_noted(person_id: uuid.UUID, actor_id: uuid.UUID, verb: str, object_id: object) -> bool:
    """Say whether this actor has this entry in the trail of `person_id`."""
    return AuditEntry.objects.filter(
        person_id=person_id, actor_id=actor_id, verb=verb, object_id=str(object_id)
    ).exists()


def trail_of(person_id: uuid.UUID) -> Iterator[AuditEntry]:
    """Read her trail, oldest first: who saw or did what of hers."""
    yield from AuditEntry.objects.filter(person_id=person_id).order_by("id").iterator()


def first_broken(entries: Iterable[AuditEntry]) -> AuditEntry | None:
    """Return the first entry of one person's trail (oldest first) that doesn't fit the one before, or None."""
    before = _START
    for entry in entries:
        if bytes(entry.seal) != _seal(before, entry):
            return entry
        before = bytes(entry.seal)
    return None


def _seal(before: bytes, entry: AuditEntry) -> bytes:
    line = "|".join(
        [
            before.hex(),
            str(entry.person_id),
            str(entry.actor_id),
            entry.verb,
            entry.object_id,
            entry.at.isoformat(),
        ]
    )
    return crypto.keyed(settings.ENV.master_key, "audit", line)
