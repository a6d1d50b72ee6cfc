"""What belongs to a case: exhibits come in and leave, and whoever she let into the case can read them.

An exhibit's key is sealed to the case when it comes in, if whoever adds it can open it; the rest, and the keys for
helpers who came since, are caught up when she next opens the case.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from fuerza.cases.models import Case, CaseExhibit
from fuerza.cases.queries import CaseAt, case_secrets
from fuerza.cases.services.renewing import renew
from fuerza.core import audit
from fuerza.core.keyrings import Opened, readers_of
from fuerza.core.models import Keyring, SealedKey
from fuerza.people import queries as people
from fuerza.people.models import Person
from fuerza.vault import services as vault
from fuerza.vault.choices import ExhibitState
from fuerza.vault.models import Exhibit

AT_ONCE = 2_000


class NotAllowed(RuntimeError):
    """The helper was not given the right to do that with this case."""


def check_may_add(at: CaseAt) -> None:
    """Refuse whoever may not document in this case.

    Raises:
        NotAllowed: the grant does not say so.

    """
    if not at.may_write:
        raise NotAllowed


def add(
    *, at: CaseAt, exhibits: Collection[Exhibit], opened: Opened | None, now: datetime
) -> list[Exhibit]:
    """Put exhibits of hers into the case; those there before are passed over. Return those that are new to it.

    Raises:
        NotAllowed: a helper who may not document in this case.

    """
    check_may_add(at)
    return take_in(case=at.case, exhibits=exhibits, opened=opened, by=at.actor, now=now)


@transaction.atomic
def take_in(
    *,
    case: Case,
    exhibits: Collection[Exhibit],
    opened: Opened | None,
    by: Person,
    now: datetime,
) -> list[Exhibit]:
    """Put exhibits into a case that is known to be theirs who adds."""
    known = CaseExhibit.objects.filter(case=case, exhibit__in=exhibits)
    there = set(known.values_list("exhibit_id", flat=True))
    fresh = [
        each
        for each in {each.pk: each for each in exhibits}.values()
        if each.person_id == case.person_id
        and each.state == ExhibitState.KEPT
        and each.pk not in there
    ]
    CaseExhibit.objects.bulk_create(
        [
            CaseExhibit(
                case=case,
                exhibit=each,
                added_at=now,
                happened_at=each.written_at or each.kept_at,
            )
            for each in fresh
        ]
    )
    if fresh:
        audit.note_all(case.person_id, by.pk, "cases.added", [each.pk for each in fresh], at=now)
    if opened:
        vault.join(exhibits=fresh, case_key=case.case_key, opened=opened)
    return fresh


@transaction.atomic
def take_out(*, at: CaseAt, exhibits: Collection[Exhibit], now: datetime) -> int:
    """Take exhibits out of the case, with the case's way to them; they stay kept. Adding them again is the undo.

    Raises:
        NotAllowed: only she takes something out.

    """
    if not at.is_own:
        raise NotAllowed
    rows = CaseExhibit.objects.filter(case=at.case, exhibit__in=exhibits)
    gone = [row.exhibit for row in rows.select_related("exhibit").defer("exhibit__sealed")]
    rows.delete()
    vault.leave(exhibits=gone, case_key=at.case.case_key)
    ids = [each.pk for each in gone]
    audit.note_all(at.owner.pk, at.actor.pk, "cases.took_out", ids, at=now)
    return len(gone)


def let_read(*, at: CaseAt, opened: Opened, now: datetime) -> int:
    """Hand the case's key to whoever has a grant for it now, take it from whose grant is over, join what is missing.

    Where the case got a new key, it is all sealed to that first. While her keyring is open, since only she can.
    Done before, it does nothing. Return how many keys were handed on.
    """
    if not at.is_own or not case_secrets(at.case, opened):
        return 0
    readers = readers_of(people.readers_of(at.owner, now, scope_id=at.case.pk))
    renew(case=at.case, opened=opened, now=now)
    key = at.case.case_key
    held = set(SealedKey.objects.filter(key_id=key.pk).values_list("holder_id", flat=True))
    over = Keyring.objects.filter(pk__in=held - readers.keys()).exclude(person_id=at.owner.pk)
    gone = list(over.values_list("pk", flat=True))
    if gone:
        SealedKey.objects.filter(key_id=key.pk, holder_id__in=gone).delete()
    missing = {holder: public for holder, public in readers.items() if holder not in held}
    if missing:
        vault.hand_on_case(case_key=key, opened=opened, readers=missing)
    return len(missing) + _join_missing(at, opened)


def _join_missing(at: CaseAt, opened: Opened) -> int:
    """Seal to the case what was put into it by somebody who could not open it, the newest 2,000 at once.

    What no key reaches (it was kept before a reset) stays among the missing, and must not be all that is tried.
    """
    inside = CaseExhibit.objects.filter(case=at.case, exhibit__state=ExhibitState.KEPT)
    joined = SealedKey.objects.filter(holder_id=at.case.case_key_id)
    pictures = Exhibit.objects.filter(  # no subquery: PostgreSQL took minutes over one
        beside__case_exhibits__case=at.case,
        beside__state=ExhibitState.KEPT,
        state=ExhibitState.KEPT,
    )
    if joined.count() >= inside.count() + pictures.count():
        return 0
    there = set(joined.values_list("key_id", flat=True))
    newest = inside.order_by("-added_at", "-id").values_list("exhibit_id", flat=True)
    missing = [pk for pk in newest if pk not in there][:AT_ONCE]
    rest = Exhibit.objects.filter(pk__in=missing).defer("sealed")
    return len(vault.join(exhibits=list(rest), case_key=at.case.case_key, opened=opened))
