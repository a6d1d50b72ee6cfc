"""What of a case a pack is filled from: its exhibits with their fingerprints, and the lines of its incident log."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime

import msgspec

from fuerza.cases import queries as cases
from fuerza.core.keyrings import Opened
from fuerza.vault import queries as vault
from fuerza.vault.models import Exhibit
from safeguard.evidence import read_record


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit as a pack tells of it. `files` are its files' names and SHA-256, record.json first."""

    id: uuid.UUID
    number: int
    platform: str
    handle: str
    name: str
    account: str
    url: str
    native_id: str
    text: str
    language: str
    written_at: datetime
    pictures: int
    files: tuple[tuple[str, str], ...]
    receipt: str

    @property
    def digest(self) -> str:
        return self.files[0][1]


class Line(msgspec.Struct, frozen=True):
    """A line of the incident log."""

    happened_at: datetime
    text: str


class Material(msgspec.Struct, frozen=True):
    items: tuple[Item, ...]
    lines: tuple[Line, ...] = ()

    @property
    def platforms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(item.platform for item in self.items))


def items_of(exhibits: Iterable[Exhibit], opened: Opened) -> tuple[Item, ...]:
    """Open these exhibits, in the order of their numbers; what this keyring does not reach is left out."""
    return tuple(_item(exhibit, body) for exhibit, body in vault.bodies_of(exhibits, opened=opened))


def lines_of(incidents: Iterable[cases.ToldIncident]) -> tuple[Line, ...]:
    """Take the incident log; her free notes stay where they are."""
    return tuple(
        Line(each.happened_at, " ".join(filter(None, (each.what, each.who, each.why))))
        for each in incidents
    )


def _item(exhibit: Exhibit, body: vault.Body) -> Item:
    record = read_record(body.record)
    source = record.source
    files = (("record.json", hashlib.sha256(body.record).hexdigest()),)
    return Item(
        id=exhibit.pk,
        number=exhibit.number,
        platform=exhibit.platform,
        handle=source.author.handle or "",
        name=source.author.display_name or "",
        account=source.author.id or "",
        url=source.urls[0] if source.urls else "",
        native_id=source.native_id or "",
        text=record.content.text,
        language=source.language or "",
        written_at=source.created_at,
        pictures=len(body.media),
        files=files + tuple((fact.path, fact.sha256) for fact in record.integrity.files),
        receipt=bytes(exhibit.commitment).hex(),
    )
