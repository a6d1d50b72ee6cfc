"""Destroying exhibits: their keys first, then their sealed bodies, then what the journals still hold of both."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fuerza.core import audit, keyrings
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault.choices import CustodyVerb, ExhibitState
from fuerza.vault.models import Custody, Exhibit, Receipt
from fuerza.vault.services.keeping import TOOL


def erase(*, exhibits: Sequence[Exhibit], by: Person | None, now: datetime) -> None:
    """Destroy exhibits so that nobody can open them again, from a backup of this database neither.

    What stays: number, commitment, custody, and a receipt that says so. Copies in packages that she already
    handed out can't be recalled. Those destroyed before are passed over.
    """
    there = [each for each in exhibits if each.state != ExhibitState.SHREDDED]
    SealedKey.objects.filter(key_id__in=[each.pk for each in there]).delete()
    _empty(there, by=by, now=now)
    transaction.on_commit(keyrings.empty_journals)


@transaction.atomic
def _empty(there: Sequence[Exhibit], *, by: Person | None, now: datetime) -> None:
    ids = [each.pk for each in there]
    Exhibit.objects.filter(pk__in=ids).update(
        state=ExhibitState.SHREDDED, sealed=b"", size=0, platform="", written_at=None
    )
    Receipt.objects.filter(exhibit__in=ids).delete()
    Receipt.objects.bulk_create(
        [Receipt(exhibit=each, text=_destroyed(each, now), made_at=now) for each in there]
    )
    Custody.objects.bulk_create(
        [Custody(exhibit=each, verb=CustodyVerb.SHREDDED, actor=by, at=now) for each in there]
    )
    for person_id in {each.person_id for each in there}:
        gone = [each.pk for each in there if each.person_id == person_id]
        audit.note_all(person_id, by.pk if by else None, "vault.erased", gone, at=now)


def _destroyed(exhibit: Exhibit, now: datetime) -> str:
    return (
        "destroyed: 1\n"
        f"item: {exhibit.pk}\n"
        f"commitment: {bytes(exhibit.commitment).hex()}\n"
        f"destroyed_at: {now.isoformat()}\n"
        f"tool: {TOOL}\n"
    )
