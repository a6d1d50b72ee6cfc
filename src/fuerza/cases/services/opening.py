"""Opening a case and what becomes of it as a whole: its name, closed, open again, put away, dropped."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from fuerza.cases.models import Case
from fuerza.cases.queries import ROWS, CaseAt, title_place
from fuerza.cases.services.adding import NotAllowed, take_in
from fuerza.cases.services.renewing import shut
from fuerza.core import audit, crypto
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.vault import services as vault
from fuerza.vault.models import Exhibit

CAN_COME_BACK = timedelta(days=30)


@transaction.atomic
def open_case(
    *,
    person: Person,
    title: str,
    exhibits: Collection[Exhibit],
    opened: Opened | None,
    now: datetime,
) -> Case:
    """Open a case of hers with these exhibits in it. It works while she is locked: who helps reads them later.

    Raises:
        KeyGone: she has no keyring.

    """
    case = Case(person=person, case_key=vault.new_case_key(person, now=now), opened_at=now)
    case.sealed_title = _sealed_title(case, title)
    case.save(force_insert=True)
    audit.note(person.pk, person.pk, "cases.opened", case.pk, at=now)
    take_in(case=case, exhibits=exhibits, opened=opened, by=person, now=now)
    return case


def rename(*, at: CaseAt, title: str, now: datetime) -> None:
    case = _hers(at)
    case.sealed_title = _sealed_title(case, title)
    _saved(case, "sealed_title", "cases.renamed", now)


def close(*, at: CaseAt, now: datetime) -> None:
    """Say that it is over for now; nothing is lost, and it can be opened again."""
    case = _hers(at)
    case.closed_at = now
    _saved(case, "closed_at", "cases.closed", now)


def open_again(*, at: CaseAt, now: datetime) -> None:
    case = _hers(at)
    case.closed_at = None
    _saved(case, "closed_at", "cases.opened_again", now)


def put_away(*, at: CaseAt, now: datetime) -> None:
    """Take the case out of her sight and everybody's; for thirty days she can take it back. Exhibits stay kept."""
    case = _hers(at)
    case.removed_at = now
    _saved(case, "removed_at", "cases.put_away", now)


def take_back(*, case: Case, now: datetime) -> None:
    case.removed_at = None
    _saved(case, "removed_at", "cases.took_back", now)


def drop(*, case: Case, now: datetime) -> None:
    """Destroy a case that was put away: its key, so that nothing written into it opens again, then its rows."""
    shut(case.case_key)
    with transaction.atomic():
        audit.note(case.person_id, None, "cases.dropped", case.pk, at=now)
        case.delete()
        case.case_key.delete()


def drop_old(*, now: datetime) -> int:
    """Drop what was put away thirty days ago, and the lines taken out of cases then; return how many cases."""
    before = now - CAN_COME_BACK
    for rows in ROWS.values():
        rows.filter(removed_at__lt=before).delete()
    old = Case.objects.filter(removed_at__lt=before)
    for case in old:
        drop(case=case, now=now)
    return len(old)


def _hers(at: CaseAt) -> Case:
    if not at.is_own:
        raise NotAllowed
    return at.case


@transaction.atomic
def _saved(case: Case, field: str, verb: str, now: datetime) -> None:
    case.save(update_fields=[field])
    audit.note(case.person_id, case.person_id, verb, case.pk, at=now)


def _sealed_title(case: Case, title: str) -> bytes:
    title = " ".join(title.split())
    if not title:
        return b""
    return crypto.seal_to(bytes(case.case_key.public), title.encode(), title_place(case.pk))
