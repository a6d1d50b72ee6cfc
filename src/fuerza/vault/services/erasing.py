"""Destroying exhibits: their keys first, then their sealed bodies, then what the journals still hold of both.

That it was begun is written down before, so that what a crash interrupts is ended later (`end_erasing`): an exhibit
is called destroyed when its key is gone, and not before.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from fuerza.core import audit, keyrings
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.choices import CustodyVerb, ExhibitState
from fuerza.vault.models import Custody, Exhibit, Fetching, Receipt
from fuerza.vault.services import log
from fuerza.vault.services.keeping import TOOL


class ExhibitIsHeld(RuntimeError):
    """What was to be destroyed is on hold; nothing was destroyed."""


def erase(*, exhibits: Sequence[Exhibit], by: Person | None, now: datetime) -> None:
    """Destroy exhibits so that nobody can open them again, from a backup of this database neither.

    The pictures that stand beside one go with it. What stays: number, commitment, custody, a line in the log, and a
    receipt that says so. Copies in packages that she already handed out can't be recalled. Those destroyed before
    are passed over.

    Raises:
        ExhibitIsHeld: she has put one of them on hold.

    """
    _begin(exhibits, by=by, now=now)
    end_erasing(now=now)


def end_erasing(*, now: datetime) -> None:
    """Destroy whatever erasing was begun of: what is in hand, and what a crash left half done."""
    begun = list(Exhibit.objects.filter(state=ExhibitState.ENDING).values_list("pk", flat=True))
    if not begun:
        return
    numbers = map(queries.reference_key_id, begun)
    SealedKey.objects.filter(key_id__in=[*begun, *numbers]).delete()
    _empty(begun, now=now)
    transaction.on_commit(keyrings.empty_journals)


@transaction.atomic
def _begin(exhibits: Sequence[Exhibit], *, by: Person | None, now: datetime) -> None:
    named = [each.pk for each in exhibits]
    known = Exhibit.objects.filter(Q(pk__in=named) | Q(beside__in=named))
    there = list(_locked(known.exclude(state__in=[ExhibitState.ENDING, ExhibitState.SHREDDED])))
    if any(each.held_at for each in there):
        raise ExhibitIsHeld
    Exhibit.objects.filter(pk__in=[each.pk for each in there]).update(state=ExhibitState.ENDING)
    Custody.objects.bulk_create(
        [Custody(exhibit=each, verb=CustodyVerb.SHREDDED, actor=by, at=now) for each in there]
    )
    Fetching.objects.filter(exhibit__in=there).delete()
    for person_id in {each.person_id for each in there}:
        gone = [each.pk for each in there if each.person_id == person_id]
        audit.note_all(person_id, by.pk if by else None, "vault.erased", gone, at=now)


@transaction.atomic
def _empty(begun: Sequence[uuid.UUID], *, now: datetime) -> None:
    there = list(_locked(Exhibit.objects.filter(pk__in=begun, state=ExhibitState.ENDING)))
    ids = [each.pk for each in there]
    Exhibit.objects.filter(pk__in=ids).update(
        state=ExhibitState.SHREDDED, sealed=b"", size=0, platform="", written_at=None
    )
    Custody.objects.filter(exhibit__in=ids).update(sealed_ref=b"")
    Receipt.objects.filter(exhibit__in=ids).delete()
    Receipt.objects.bulk_create(
        [Receipt(exhibit=each, text=_destroyed(each, now), made_at=now) for each in there]
    )
    log.add_destroyed(there)


def _locked(exhibits: QuerySet[Exhibit]) -> QuerySet[Exhibit]:
    """Lock these rows until the transaction ends, and read them without their bodies."""
    needed = ("pk", "person_id", "commitment", "held_at")
    return exhibits.select_for_update().only(*needed).order_by("number")


def _destroyed(exhibit: Exhibit, now: datetime) -> str:
    return (
        "destroyed: 1\n"
        f"item: {exhibit.pk}\n"
        f"commitment: {bytes(exhibit.commitment).hex()}\n"
        f"destroyed_at: {now.isoformat()}\n"
        f"tool: {TOOL}\n"
    )
