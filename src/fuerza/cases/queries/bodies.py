"""What lies sealed in the rows of a case, and where each is bound to."""

import uuid

import msgspec

from fuerza.cases.choices import Entry, Exactness
from fuerza.core import crypto


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account somewhere, as it called itself then."""

    platform: str
    handle: str


class AliasBody(msgspec.Struct, frozen=True, kw_only=True):
    """Accounts that are one person in her judgement, and why she thinks so."""

    accounts: tuple[Account, ...]
    reason: str


class IncidentBody(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the incident log; what is not known yet is empty. `exhibits` is the evidence she linked."""

    what: str
    who: str = ""
    why: str = ""
    needed: str = ""
    zone: str = "UTC"
    exactness: Exactness = Exactness.UNSURE
    is_offline: bool = False
    exhibits: tuple[uuid.UUID, ...] = ()


class NoteBody(msgspec.Struct, frozen=True, kw_only=True):
    text: str


EntryBody = AliasBody | IncidentBody | NoteBody
BODIES: dict[Entry, type[EntryBody]] = {
    Entry.ALIAS: AliasBody,
    Entry.INCIDENT: IncidentBody,
    Entry.NOTE: NoteBody,
}


def title_place(case_id: uuid.UUID) -> bytes:
    return crypto.place("cases_case", case_id, "title")


def entry_place(kind: Entry, row_id: uuid.UUID) -> bytes:
    return crypto.place(f"cases_{kind}", row_id, "sealed")
