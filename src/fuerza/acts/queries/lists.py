"""What is read of lists she brought, and of whom a platform says she has silenced, with where each came from."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import msgspec
from django.db.models import Q, QuerySet

from fuerza.acts.choices import ActionKind, ActionState
from fuerza.acts.models import Action, BlockList, Gathering, Plan
from fuerza.acts.queries.plans import account_key
from fuerza.core import crypto
from fuerza.people.models import Person
from safeguard.platforms.base import Listed
from safeguard.platforms.block_lists import writing

STANDING = (ActionState.DONE, ActionState.STANDS)


class Silenced(msgspec.Struct, frozen=True):
    """One account or domain that is muted or blocked; `until` where it ends by itself."""

    account: str
    handle: str
    until: datetime | None = None


class Came(msgspec.Struct, frozen=True):
    """Somebody silenced, and the plans that wanted it, the newest first; none: she did it on the platform."""

    who: Silenced
    plans: tuple[Plan, ...]


def lists_of(person: Person) -> QuerySet[BlockList]:
    return BlockList.objects.filter(person=person).select_related("plan").order_by("-made_at")


def list_names_of(lists: Iterable[BlockList]) -> dict[uuid.UUID, str]:
    """Open what she calls her lists."""
    rows = list(lists)
    if not rows:
        return {}
    secret = crypto.data_key(rows[0].person_id)
    return {
        row.pk: crypto.decrypt(secret, bytes(row.sealed_name), list_place(row.pk)).decode()
        for row in rows
    }


def list_place(pk: uuid.UUID) -> bytes:
    return crypto.place("connections_blocklist", pk, "name")


def gatherings_of(person: Person) -> QuerySet[Gathering]:
    found = Gathering.objects.filter(connection__person=person).select_related("connection")
    return found.order_by("-made_at")


def gathering_of(person: Person, pk: uuid.UUID) -> Gathering | None:
    return gatherings_of(person).filter(pk=pk).first()


def silenced_in(gathering: Gathering) -> list[Silenced]:
    """Open what was gathered so far."""
    if not gathering.sealed:
        return []
    plain = crypto.open_personal(
        gathering.connection.person_id, bytes(gathering.sealed), gathering_place(gathering.pk)
    )
    return msgspec.json.decode(plain, type=list[Silenced])


def gathering_place(pk: uuid.UUID) -> bytes:
    return crypto.place("connections_gathering", pk, "sealed")


def where_from(gathering: Gathering, people: Sequence[Silenced]) -> list[Came]:
    """Say of each which plans of hers wanted it."""
    connection = gathering.connection
    secret = crypto.data_key(connection.person_id)
    keys = [_keys(secret, connection.platform, one) for one in people]
    every = {key for pair in keys for key in pair}
    acts = Action.objects.filter(
        Q(author_key__in=every) | Q(handle_key__in=every),
        connection=connection,
        kind=gathering.kind,
        state__in=STANDING,
        is_undoing=False,
    ).select_related("plan__block_list")
    wanted: dict[bytes, list[Plan]] = {}
    for act in acts.order_by("-plan__made_at"):
        for key in {bytes(act.author_key), bytes(act.handle_key)} - {b""}:
            wanted.setdefault(key, []).append(act.plan)
    return [
        Came(one, tuple({plan.pk: plan for key in pair for plan in wanted.get(key, ())}.values()))
        for one, pair in zip(people, keys, strict=True)
    ]


def _keys(secret: bytes, platform: str, one: Silenced) -> set[bytes]:
    named = {one.account, one.handle.casefold()} - {""}
    return {account_key(secret, platform, name) for name in named}


def lines_of(gathering: Gathering) -> Iterator[bytes]:
    """Write what was gathered: of Mastodon as it hands out and takes in such lists, of others a name a line."""
    platform = gathering.connection.platform
    listed = [
        Listed(platform=platform, kind=gathering.kind, account=one.account, handle=one.handle)
        for one in silenced_in(gathering)
    ]
    write = _AS_MASTODON.get(gathering.kind) if platform == "mastodon" else None
    return (write or writing.write_accounts)(listed)


_AS_MASTODON: dict[str, Callable[[list[Listed]], Iterator[bytes]]] = {
    ActionKind.MUTE: writing.write_muted_accounts,
    ActionKind.BLOCK: writing.write_blocked_accounts,
    ActionKind.BLOCK_DOMAIN: writing.write_blocked_domains,
}
