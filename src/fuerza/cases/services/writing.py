"""Writing into a case: that two accounts are one person, the incident log, notes; and taking a line out again."""

import uuid
from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.cases.choices import Entry
from fuerza.cases.models import Alias, Incident, Note, Written
from fuerza.cases.queries import (
    ROWS,
    AliasBody,
    CaseAt,
    EntryBody,
    IncidentBody,
    NoteBody,
    entry_place,
)
from fuerza.cases.services.adding import NotAllowed, check_may_add
from fuerza.core import audit, crypto


class BadAlias(ValueError):
    """That accounts are one person was said of fewer than two of them, or without a reason."""


def say_alias(*, at: CaseAt, body: AliasBody, now: datetime) -> Alias:
    """Write that accounts are one person: her judgement alone, with her reason.

    Raises:
        NotAllowed: somebody who helps with the case.
        BadAlias: of one account, or without a reason.

    """
    if not at.is_own:
        raise NotAllowed
    if len(set(body.accounts)) < 2 or not body.reason.strip():  # noqa: PLR2004 -- one and the same person needs two
        raise BadAlias
    row = Alias(case=at.case, by=at.actor, made_at=now)
    _store(at, row, Entry.ALIAS, body, now)
    return row


def log_incident(
    *, at: CaseAt, happened_at: datetime, body: IncidentBody, now: datetime
) -> Incident:
    """Write a line into the incident log.

    Raises:
        NotAllowed: a helper who may not document in this case.

    """
    check_may_add(at)
    row = Incident(case=at.case, by=at.actor, made_at=now, happened_at=happened_at)
    _store(at, row, Entry.INCIDENT, body, now)
    return row


@transaction.atomic
def change_incident(
    *, at: CaseAt, row: Incident, happened_at: datetime, body: IncidentBody, now: datetime
) -> None:
    """Say a line of the incident log anew: her own words, or those that she let somebody write.

    Raises:
        NotAllowed: a helper who changes what another wrote.

    """
    if not at.may_change(row.by_id):
        raise NotAllowed
    row.happened_at = happened_at
    row.sealed = _sealed(at, row, Entry.INCIDENT, body)
    row.save(update_fields=["happened_at", "sealed"])
    audit.note(at.owner.pk, at.actor.pk, "cases.changed_incident", row.pk, at=now)


def write_note(*, at: CaseAt, text: str, now: datetime) -> Note:
    """Write a note into the case.

    Raises:
        NotAllowed: a helper who may not document in this case.

    """
    check_may_add(at)
    row = Note(case=at.case, by=at.actor, made_at=now)
    _store(at, row, Entry.NOTE, NoteBody(text=text), now)
    return row


def take_line_out(*, at: CaseAt, kind: Entry, pk: uuid.UUID, now: datetime) -> bool:
    """Take a line out of the case, so that it can be put back; False where there is none.

    Raises:
        NotAllowed: a helper takes out what she wrote herself, and no more.

    """
    return _moved(at, kind, pk, removed_at=now, now=now)


def put_line_back(*, at: CaseAt, kind: Entry, pk: uuid.UUID, now: datetime) -> bool:
    """Undo `take_line_out`; it raises the same."""
    return _moved(at, kind, pk, removed_at=None, now=now)


@transaction.atomic
def _moved(
    at: CaseAt, kind: Entry, pk: uuid.UUID, *, removed_at: datetime | None, now: datetime
) -> bool:
    is_away = removed_at is None
    rows = ROWS[kind].filter(case=at.case, pk=pk, removed_at__isnull=not is_away)
    row = rows.first()
    if row is None:
        return False
    if not at.may_change(row.by_id):
        raise NotAllowed
    row.removed_at = removed_at
    row.save(update_fields=["removed_at"])
    verb = "put_back" if is_away else "took_out"
    audit.note(at.owner.pk, at.actor.pk, f"cases.{verb}_{kind}", row.pk, at=now)
    return True


@transaction.atomic
def _store(at: CaseAt, row: Written, kind: Entry, body: EntryBody, now: datetime) -> None:
    row.sealed = _sealed(at, row, kind, body)
    row.save(force_insert=True)
    audit.note(at.owner.pk, at.actor.pk, f"cases.wrote_{kind}", row.pk, at=now)


def _sealed(at: CaseAt, row: Written, kind: Entry, body: EntryBody) -> bytes:
    plain = msgspec.msgpack.encode(body)
    return crypto.seal_to(bytes(at.case.case_key.public), plain, entry_place(kind, row.pk))
