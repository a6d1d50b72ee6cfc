"""What she does beforehand: her plan is sealed, her accounts' settings are read, her own texts are looked through."""

from contextlib import suppress
from datetime import datetime
from typing import cast

import msgspec
from django.db import transaction
from django.urls import reverse

from fuerza.connections import queries as connections
from fuerza.connections.choices import ConnectionState, Purpose
from fuerza.connections.models import Connection
from fuerza.connections.services import tokens
from fuerza.connections.services.networks import network_of
from fuerza.core import audit, crypto, http
from fuerza.core.keyrings import Opened, readers_of
from fuerza.core.models import SealedKey
from fuerza.crisis import queries
from fuerza.crisis.models import CheckUp, Prepared
from fuerza.crisis.queries import Place, Written
from fuerza.desk import queries as desk
from fuerza.people.models import Person
from safeguard.platforms.base import Access, AccessLost, PlatformError
from safeguard.platforms.hers import Owning, Settled
from safeguard.platforms.registry import connector

MOST_POSTS, MOST_MENTIONS, AT_ONCE = 100, 2_000, 200


@transaction.atomic
def prepare(*, person: Person, written: Written, now: datetime) -> Prepared:
    """Seal her plan to her own keyring; what it said before is gone with its key."""
    before = queries.prepared_of(person)
    key = crypto.new_content_key(owner_id=person.pk, readers=readers_of([person.pk]))
    where = queries.prepared_place(person.pk)
    sealed = crypto.encrypt(key.secret, msgspec.msgpack.encode(written), where)
    made, _is_new = Prepared.objects.update_or_create(
        person=person, defaults={"content_key_id": key.id, "sealed": sealed, "changed_at": now}
    )
    if before is not None:
        SealedKey.objects.filter(owner_id=person.pk, key_id=before.content_key_id).delete()
    audit.note(person.pk, person.pk, "crisis.prepared", at=now)
    return made


# How her accounts are set


def check_up(*, person: Person, opened: Opened, now: datetime) -> None:
    """Ask each network how her account is set; where it does not tell, that is what is kept."""
    for connection in connections.connections_of(person).filter(state=ConnectionState.CONNECTED):
        if "read.settings" not in connector(connection.connector).capabilities:
            continue
        try:
            told = _settings(connection, opened, now)
        except PlatformError:
            told = None
        _note(connection, told, now)


def _settings(connection: Connection, opened: Opened, now: datetime) -> dict[str, str]:
    with http.client() as reach:
        network = cast("Settled", network_of(connection, reach))
        if network.settings_purpose == Purpose.WATCH or connection.is_whole:
            return dict(network.settings(tokens.renewed(connection, reach=reach, now=now)))
        was_lent = bool(connection.lent_token)
        tokens.lend(connection, opened)
        try:
            return dict(network.settings(_act_access(connection, reach, now)))
        finally:
            if not was_lent:
                tokens.end_loan(connection)


def _act_access(connection: Connection, reach: http.Client, now: datetime) -> Access:
    return tokens.renewed(connection, reach=reach, now=now, purpose=Purpose.ACT)


def _note(connection: Connection, told: dict[str, str] | None, now: datetime) -> None:
    row = CheckUp.objects.filter(connection=connection).first()
    row = row or CheckUp(connection=connection, person_id=connection.person_id)
    row.at, row.is_told = now, told is not None
    if told is not None:
        text = msgspec.json.encode(told).decode()
        where = queries.check_up_place(row.pk)
        row.sealed = crypto.seal_personal(connection.person_id, text, where)
    row.save()


# What of hers can be found


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked through, and what was not: no number is said without it."""

    places: tuple[Place, ...]
    own: tuple[tuple[str, int], ...]  # platform and how many texts of hers
    missed: tuple[str, ...]  # platforms that did not answer, or can't tell
    mentions: int


def gather_hers(*, person: Person, opened: Opened, now: datetime) -> Looked:
    """Read what everybody finds on her linked accounts, and what was said to her; nothing of it is kept."""
    places: list[Place] = []
    own, missed = [], []
    for connection in connections.connections_of(person):
        label = connections.label_of(connection.platform)
        found = _own(connection, label, now)
        if found is None:
            missed.append(label)
        else:
            own.append((label, len(found)))
            places += found
    said = _said(person, opened)
    return Looked(places=(*places, *said), own=tuple(own), missed=tuple(missed), mentions=len(said))


def _own(connection: Connection, label: str, now: datetime) -> list[Place] | None:
    is_able = "read.own" in connector(connection.connector).capabilities
    if not is_able or connection.state != ConnectionState.CONNECTED:
        return None
    with suppress(PlatformError, AccessLost), http.client() as reach:
        access = tokens.renewed(connection, reach=reach, now=now)
        found = cast("Owning", network_of(connection, reach)).own(access, MOST_POSTS)
        return [
            Place(where=label, text=it.text, url=connections.web_address(it.url), is_hers=True)
            for it in found
        ]
    return None


def _said(person: Person, opened: Opened) -> list[Place]:
    """Open the newest that was said to her, a few at a time."""
    rows = desk.mentions_in(desk.desk_of(person)).select_related("exhibit").defer("exhibit__sealed")
    newest = list(rows.order_by("-written_at", "-id")[:MOST_MENTIONS])
    found = []
    for start in range(0, len(newest), AT_ONCE):
        bodies = desk.read(newest[start : start + AT_ONCE], opened)
        found += [
            Place(where="", text=body.post.text, url=reverse("desk:open", args=[pk]))
            for pk, body in bodies.items()
        ]
    return found
