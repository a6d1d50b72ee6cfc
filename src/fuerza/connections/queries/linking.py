"""What is read of linked accounts and of files that were brought."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from fuerza.connections.choices import PROBLEMS, ConnectionState
from fuerza.connections.models import Connection, Import
from fuerza.core import crypto
from fuerza.people.models import Person
from safeguard.platforms.names import NAMES
from safeguard.platforms.registry import CONNECTORS

# what most are attacked on: what isn't connected is said (misuse.md)
_EXPECTED = ("bluesky", "mastodon", "x")


def label_of(platform: str) -> str:
    """Name a platform the way it names itself."""
    if platform in CONNECTORS:
        return str(CONNECTORS[platform][0])
    return NAMES.get(platform, platform)


def said(code: str, *, column: str = "", detail: str = "") -> str:
    """Put a problem of a file, or a refusal of it, into a sentence."""
    return str(PROBLEMS[code]) % {"column": column, "detail": detail}


def connections_of(person: Person) -> QuerySet[Connection]:
    return Connection.objects.filter(person=person).exclude(state=ConnectionState.ENDED)


def not_connected(person: Person) -> list[str]:
    """Name the platforms that most are attacked on and she has not connected."""
    linked = set(connections_of(person).values_list("platform", flat=True))
    return [name for name in _EXPECTED if name not in linked]


def connection_of(person: Person, pk: uuid.UUID) -> Connection | None:
    return connections_of(person).filter(pk=pk).first()


def handles_of(connections: Iterable[Connection]) -> dict[uuid.UUID, str]:
    """Open the handles of one person's linked accounts; they are hers to see."""
    rows = list(connections)
    if not rows:
        return {}
    secret = crypto.data_key(rows[0].person_id)
    return {
        row.pk: crypto.decrypt(
            secret, bytes(row.sealed_handle), connection_place(row.pk, "handle")
        ).decode()
        for row in rows
    }


def connection_place(pk: uuid.UUID, field: str) -> bytes:
    return crypto.place("connections_connection", pk, field)


def import_of(person: Person, pk: uuid.UUID) -> Import | None:
    return Import.objects.filter(person=person, pk=pk).first()


def imports_of(person: Person) -> QuerySet[Import]:
    return Import.objects.filter(person=person).order_by("-made_at")
