"""What is read of linked accounts, of networks and of files that were brought."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.db.models import Q, QuerySet

from fuerza.connections.choices import (
    ABILITIES,
    ANY_GAP,
    FILES,
    GAPS,
    HARMLESS,
    NETWORKS,
    NOT_HARMLESS,
    PROBLEMS,
    SCOPES,
    SIGNS,
    WHY_NOT,
    ConnectionState,
    Network,
    Trouble,
)
from fuerza.connections.models import Connection, Import, SignIn
from fuerza.connections.queries.money import cap_of, is_priced
from fuerza.core import crypto
from fuerza.env import App
from fuerza.people.models import Person
from safeguard.platforms.base import Sniffed
from safeguard.platforms.names import NAMES
from safeguard.platforms.registry import AUTHORIZERS, CONNECTORS, IMPORTERS, connector

# what most are attacked on: what isn't connected is said (misuse.md)
_EXPECTED = ("bluesky", "mastodon", "x")
REPAIRED_AFTER = timedelta(hours=6)  # how soon an answer that could not be read is asked for again
ENDS_WITHIN = timedelta(minutes=35)  # connections.refresh_all comes every thirty minutes


def label_of(platform: str) -> str:
    """Name a platform the way it names itself."""
    if platform in CONNECTORS:
        return str(CONNECTORS[platform][0])
    return NAMES.get(platform, platform)


def importer_of(name: str) -> str:
    """Name a kind of file."""
    return str(FILES[IMPORTERS[name][0]])


def said(code: str, *, column: str = "", detail: str = "") -> str:
    """Put a problem of a file, or a refusal of it, into a sentence."""
    return str(PROBLEMS[code]) % {"column": column, "detail": detail}


def signs_of(sniffed: Sniffed) -> list[str]:
    """Say why a file was taken for what it is."""
    return [str(SIGNS[sign]) for sign in sniffed.reasons]


def on_offer() -> dict[str, Network]:
    """Map a code to each network that can be linked here: some only once the operator has an app of their own."""
    return {
        code: network
        for code, network in NETWORKS.items()
        if network.name in CONNECTORS
        and network.name in AUTHORIZERS
        and (not network.needs_app or app_of(network.name).client_id)
    }


def code_of(platform: str) -> str:
    """Return the code under which a network can be linked here, or ""."""
    return next((code for code, it in on_offer().items() if it.name == platform), "")


def app_of(platform: str) -> App:
    """Return the operator's own app at a network; an empty one where there is none, or where it may cost nothing."""
    app = getattr(settings.ENV, platform, None)
    is_on = isinstance(app, App) and (not is_priced(platform) or cap_of(platform))
    return app if is_on and isinstance(app, App) else App()


def connections_of(person: Person) -> QuerySet[Connection]:
    """Give them in the order in which she linked them."""
    hers = Connection.objects.filter(person=person).exclude(state=ConnectionState.ENDED)
    return hers.order_by("linked_at", "pk")


def not_connected(person: Person) -> list[str]:
    """Name the platforms that most are attacked on and she has not connected."""
    linked = set(connections_of(person).values_list("platform", flat=True))
    return [name for name in _EXPECTED if name not in linked]


def connection_of(person: Person, pk: uuid.UUID) -> Connection | None:
    return connections_of(person).filter(pk=pk).first()


def due(now: datetime) -> QuerySet[Connection]:
    """Name the accounts to be read now: connected, not waiting, and not lately unreadable, the longest unread first."""
    waits = Q(retry_at__gt=now)
    is_broken = Q(trouble=Trouble.UNREADABLE, tried_at__gt=now - REPAIRED_AFTER)
    rows = Connection.objects.filter(state=ConnectionState.CONNECTED).exclude(waits | is_broken)
    return rows.order_by("tried_at", "pk")


def is_down(connection: Connection) -> bool:
    """Say whether an account would be read, and its network does not let it: it may be late by more than usual."""
    return connection.state == ConnectionState.CONNECTED and connection.trouble != ""


def ending_soon(now: datetime) -> QuerySet[Connection]:
    """Name the accounts whose right to be read ends soon: paused ones too, so that they can go on."""
    held = Connection.objects.filter(state__in=[ConnectionState.CONNECTED, ConnectionState.PAUSED])
    return held.filter(watch_expires_at__lte=now + ENDS_WITHIN).exclude(watch_token=b"")


def sign_in_of(person: Person, pk: uuid.UUID, now: datetime) -> SignIn | None:
    """Find a sign-in that she began and may still come back from."""
    rows = SignIn.objects.filter(person=person, pk=pk, expires_at__gt=now)
    return rows.select_related("connection").first()


def server_of(connection: Connection) -> str:
    """Open what she typed to link an account; the handle where that was nothing."""
    field, value = "server", bytes(connection.sealed_server)
    if not value:
        field, value = "handle", bytes(connection.sealed_handle)
    where = connection_place(connection.pk, field)
    return crypto.open_personal(connection.person_id, value, where)


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


def import_place(pk: uuid.UUID, field: str) -> bytes:
    return crypto.place("connections_import", pk, field)


def imports_of(person: Person) -> QuerySet[Import]:
    return Import.objects.filter(person=person).order_by("-made_at")


class About(msgspec.Struct, frozen=True):
    """What a linked account's page says of its network, in words; `blocks_show` to everybody there."""

    can: tuple[str, ...]
    cannot: tuple[str, ...]
    gaps: tuple[str, ...]
    blocks_show: bool


def about(connection: Connection) -> About:
    """Say what this desk can do on a network and what not, and what the network did not give."""
    can = connector(connection.connector).capabilities
    gaps = [str(GAPS.get(code, ANY_GAP)) for code in connection.gaps]
    return About(
        can=tuple(str(words) for name, words in ABILITIES.items() if name in can),
        cannot=tuple(str(words) for name, words in ABILITIES.items() if name not in can),
        gaps=tuple(dict.fromkeys(gaps)),
        blocks_show="block.public" in can,
    )


def abilities_of(connection: Connection | None) -> frozenset[str]:
    """Name what can be done through an account, if it is connected."""
    if connection is None or connection.state != ConnectionState.CONNECTED:
        return frozenset()
    return connector(connection.connector).capabilities


def asked_in_words(scopes: str) -> list[tuple[str, bool]]:
    """Say what is asked for, each thing once; True beside what is shown to the letter, as no words are known for it."""
    found: dict[tuple[str, bool], None] = {}
    for scope in scopes.split():
        words = next((str(it) for piece, it in SCOPES.items() if piece in scope), "")
        found[words or scope, not words] = None
    return list(found)


def is_harmless(platform: str, scopes: str) -> bool:
    """Say whether these scopes can neither post in her name nor read her messages, so that a page may say so."""
    asked = [f" {scope}?" for scope in scopes.split()]
    return platform in HARMLESS and not any(
        piece in scope for piece in NOT_HARMLESS for scope in asked
    )


def why_not(code: str) -> str:
    """Say why no account was linked, and what to do."""
    return str(WHY_NOT.get(code, WHY_NOT["unreadable"]))


def host_of(url: str) -> str:
    """Name the server that an address leads to, as the browser's address bar will."""
    return urlsplit(url).netloc.rpartition("@")[2]


def web_address(url: str) -> str:
    """Return an address that a browser opens as a page, or "": a platform's word is not to be trusted with more."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname else ""
