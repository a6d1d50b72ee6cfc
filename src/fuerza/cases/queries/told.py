"""A case as it is told once it is open: its title, what is in it, and what was written into it."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Manager, QuerySet

from fuerza.cases.choices import Entry, Exactness
from fuerza.cases.models import Alias, Case, CaseExhibit, Incident, Note, Written
from fuerza.cases.queries.bodies import (
    BODIES,
    Account,
    entry_place,
    title_place,
)
from fuerza.cases.queries.cases import CaseAt, Secrets, case_secrets, exhibits_in
from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.desk.models import Mention
from fuerza.people.models import Person
from fuerza.vault import queries as vault
from fuerza.vault.models import Exhibit
from safeguard.evidence import read_record

ROWS: dict[Entry, Manager[Any]] = {
    Entry.ALIAS: Alias.objects,
    Entry.INCIDENT: Incident.objects,
    Entry.NOTE: Note.objects,
}


class ToldExhibit(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit of the case. `text` is None where it was destroyed, or lies from before a reset."""

    exhibit: Exhibit
    added_at: datetime
    happened_at: datetime
    text: str | None = None
    author: str = ""
    author_name: str = ""
    platform: str = ""
    url: str = ""
    written_at: datetime | None = None
    pictures: int = 0
    category: str = ""
    severity: int = 0
    is_masked: bool = False


class ToldAlias(msgspec.Struct, frozen=True, kw_only=True):
    id: uuid.UUID
    accounts: tuple[Account, ...]
    reason: str
    made_at: datetime
    is_masked: bool = False


class ToldIncident(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the incident log; `exhibits` are those of its evidence that still belong to the case."""

    id: uuid.UUID
    happened_at: datetime
    exactness: Exactness
    zone: str
    is_offline: bool
    what: str
    who: str
    why: str
    needed: str
    exhibits: tuple[uuid.UUID, ...]
    made_at: datetime
    by: Person | None
    is_masked: bool = False


class ToldNote(msgspec.Struct, frozen=True, kw_only=True):
    id: uuid.UUID
    text: str
    made_at: datetime
    by: Person | None
    is_masked: bool = False


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All of a case, opened. Exhibits in the order they were written, incidents in the order they happened."""

    case: Case
    title: str
    exhibits: tuple[ToldExhibit, ...]
    aliases: tuple[ToldAlias, ...]
    incidents: tuple[ToldIncident, ...]
    notes: tuple[ToldNote, ...]


def told(at: CaseAt, opened: Opened | None) -> Told | None:
    """Open all of a case; None while locked. It holds every text: a page takes `exhibits_told` of its own rows."""
    secrets = case_secrets(at.case, opened)
    if opened is None or not secrets:
        return None
    return Told(
        case=at.case,
        title=title_of(at.case, secrets),
        exhibits=tuple(exhibits_told(at, list(exhibits_in(at)), opened)),
        aliases=aliases_told(at, secrets),
        incidents=incidents_told(at, secrets),
        notes=notes_told(at, secrets),
    )


def title_of(case: Case, secrets: Secrets) -> str:
    """Open the title; "" where she gave none."""
    if not case.sealed_title:
        return ""
    return unsealed(secrets, case.sealed_title, title_place(case.pk)).decode()


def titles_of(cases: Sequence[Case], opened: Opened | None) -> dict[uuid.UUID, str]:
    """Open the titles of many with one query; those whose key this keyring does not hold are left out."""
    if opened is None:
        return {}
    held = vault.case_secrets({each.case_key_id for each in cases}, opened=opened)
    return {
        each.pk: title_of(each, tuple(held[each.case_key_id].values()))
        for each in cases
        if held[each.case_key_id]
    }


def exhibits_told(at: CaseAt, rows: Sequence[CaseExhibit], opened: Opened) -> list[ToldExhibit]:
    """Open these exhibits of a case, in their order, holding one body at a time; the same queries for any number."""
    exhibits = [row.exhibit for row in rows]
    said = {
        mention.exhibit_id: mention
        for mention in Mention.objects.filter(person=at.owner, exhibit__in=exhibits)
        .only("exhibit_id", "category", "severity")
        .order_by("pk")
    }
    opened_now = {
        exhibit.pk: _facts(body) for exhibit, body in vault.bodies_of(exhibits, opened=opened)
    }
    return [
        ToldExhibit(
            exhibit=row.exhibit,
            added_at=row.added_at,
            happened_at=row.happened_at,
            category=said[row.exhibit_id].category if row.exhibit_id in said else "",
            severity=said[row.exhibit_id].severity if row.exhibit_id in said else 0,
            **opened_now.get(row.exhibit_id, {"platform": row.exhibit.platform}),
        )
        for row in rows
    ]


def aliases_told(at: CaseAt, secrets: Secrets) -> tuple[ToldAlias, ...]:
    return tuple(
        ToldAlias(id=row.pk, made_at=row.made_at, accounts=body.accounts, reason=body.reason)
        for row, body in entries_told(at, Entry.ALIAS, secrets)
    )


def incidents_told(at: CaseAt, secrets: Secrets) -> tuple[ToldIncident, ...]:
    """Tell the incident log in the order in which it happened."""
    rows = entries_told(at, Entry.INCIDENT, secrets)
    linked = {pk for _row, body in rows for pk in body.exhibits}
    evidence = CaseExhibit.objects.filter(case=at.case, exhibit__in=linked)
    there = set(evidence.values_list("exhibit_id", flat=True))
    found = [
        ToldIncident(
            id=row.pk,
            happened_at=row.happened_at,
            exactness=body.exactness,
            zone=body.zone,
            is_offline=body.is_offline,
            what=body.what,
            who=body.who,
            why=body.why,
            needed=body.needed,
            exhibits=tuple(pk for pk in body.exhibits if pk in there),
            made_at=row.made_at,
            by=row.by,
        )
        for row, body in rows
        if isinstance(row, Incident)
    ]
    return tuple(sorted(found, key=lambda it: (it.happened_at, it.made_at)))


def notes_told(at: CaseAt, secrets: Secrets) -> tuple[ToldNote, ...]:
    return tuple(
        ToldNote(id=row.pk, text=body.text, made_at=row.made_at, by=row.by)
        for row, body in entries_told(at, Entry.NOTE, secrets)
    )


def entries_in(at: CaseAt, kind: Entry) -> QuerySet[Any]:
    """What was written into the case, in the order it was written; what was taken out is not among it."""
    rows = ROWS[kind].filter(case=at.case, removed_at=None)
    return rows.select_related("by").order_by("made_at", "pk")


def entries_told(at: CaseAt, kind: Entry, secrets: Secrets) -> list[tuple[Written, Any]]:
    return [
        (row, msgspec.msgpack.decode(_opened(row, kind, secrets), type=BODIES[kind]))
        for row in entries_in(at, kind)
    ]


def _opened(row: Written, kind: Entry, secrets: Secrets) -> bytes:
    return unsealed(secrets, row.sealed, entry_place(kind, row.pk))


def unsealed(secrets: Secrets, sealed: "bytes | memoryview[int]", where: bytes) -> bytes:
    """Open with whichever of a case's keys it was sealed to.

    Raises:
        Unopened: with none of them.

    """
    for secret in secrets:
        with suppress(crypto.Unopened):
            return crypto.open_sealed(secret, bytes(sealed), where)
    raise crypto.Unopened("with none of the case's keys")


def _facts(body: vault.Body) -> dict[str, Any]:
    record = read_record(body.record)
    source = record.source
    return {
        "text": record.content.text,
        "author": source.author.handle or "",
        "author_name": source.author.display_name or "",
        "platform": source.platform,
        "url": source.urls[0] if source.urls else "",
        "written_at": source.created_at,
        "pictures": len(body.media),
    }
