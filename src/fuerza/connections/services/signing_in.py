"""Signing in at a network: begun here, done there, come back once, by the same person in the same browser."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db import transaction

from fuerza.connections.choices import ConnectionState, Purpose
from fuerza.connections.models import Connection, SignIn
from fuerza.connections.queries import connection_place
from fuerza.connections.services import tokens
from fuerza.connections.services.networks import authorizer_of, client_of
from fuerza.core import audit, crypto, http, jobs
from fuerza.people.models import Person
from safeguard.platforms.base import (
    Access,
    AccessLost,
    NotAuthorized,
    PlatformDown,
    PlatformError,
    RateLimited,
)

OPEN_FOR = timedelta(minutes=30)
_TROUBLES = {AccessLost: "stale", RateLimited: "limited", PlatformDown: "down"}


class NotLinked(RuntimeError):
    """No account was linked; `code` says why: one of NotAuthorized's, or down, limited, unreadable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Way(msgspec.Struct, frozen=True):
    """What a begun sign-in holds, sealed: where she goes, what the authorizer needs back, what she typed."""

    url: str
    pending: str
    server: str


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of which network: for a new account, or (`connection`) for one that is linked."""

    connector: str
    server: str = ""
    purpose: Purpose = Purpose.WATCH
    connection: Connection | None = None


def begin(*, person: Person, asked: Asked, now: datetime) -> SignIn:
    """Begin a sign-in; she goes to `way_of(it).url` next.

    Raises:
        NotLinked: the server is not known, not reached, or has no such way in.
    """
    with _trouble_told(), http.client() as reach:
        started = authorizer_of(asked.connector, reach).start(
            client_of(asked.connector), asked.server, asked.purpose
        )
    if not http.may_lead_to(started.url):
        raise NotLinked("unreadable")
    made = SignIn(
        person=person,
        connection=asked.connection,
        connector=asked.connector,
        purpose=asked.purpose,
        state_key=_digest(started.state),
        made_at=now,
        expires_at=now + OPEN_FOR,
    )
    way = msgspec.json.encode(Way(started.url, started.pending, asked.server))
    made.sealed = crypto.seal_personal(person.pk, way.decode(), _place(made))
    made.save(force_insert=True)
    return made


def way_of(sign_in: SignIn) -> Way:
    """Open what a begun sign-in holds."""
    text = crypto.open_personal(sign_in.person_id, bytes(sign_in.sealed), _place(sign_in))
    return msgspec.json.decode(text, type=Way)


def come_back(
    *, person: Person, reply: Mapping[str, str], begun_here: Collection[str], now: datetime
) -> Connection:
    """Finish the sign-in that a network's answer belongs to: once, in time, by her, where she began it.

    `begun_here` are the ids of those that this browser began.

    Raises:
        NotLinked: it was none of hers, too late, refused, or for another account.
    """
    row, way = _taken(person, reply.get("state", ""), begun_here, now)
    with _trouble_told(), http.client() as reach:
        access = authorizer_of(row.connector, reach).finish(way.pending, reply)
    if row.purpose == Purpose.ACT:
        return _let_act(row, access, now)
    asked = Asked(connector=row.connector, server=way.server)
    return keep(person=person, asked=asked, access=access, now=now)


@transaction.atomic
def _taken(
    person: Person, state: str, begun_here: Collection[str], now: datetime
) -> tuple[SignIn, Way]:
    """Take a begun sign-in out of the table: of two who come back with it at once, one finds it gone."""
    mine = SignIn.objects.select_for_update().filter(person=person, pk__in=begun_here)
    row = mine.filter(state_key=_digest(state), expires_at__gt=now).first()
    if row is None:
        raise NotLinked("stale")
    way = way_of(row)
    SignIn.objects.filter(pk=row.pk).delete()
    return row, way


def by_password(*, person: Person, asked: Asked, password: str, now: datetime) -> Connection:
    """Link an account by an app password: one token that can do everything in her name.

    Raises:
        NotLinked: handle or password are wrong, or the server wants more than them.
    """
    with _trouble_told(), http.client() as reach:
        way: Any = authorizer_of(asked.connector, reach)
        access = way.sign_in(asked.server, password)
    return keep(person=person, asked=asked, access=access, now=now, is_whole=True)


@transaction.atomic
def keep(
    *, person: Person, asked: Asked, access: Access, now: datetime, is_whole: bool = False
) -> Connection:
    """Link what was signed in to: the same account goes on where it was, another one is a new connection."""
    Person.objects.select_for_update().get(pk=person.pk)
    key = account_key(person, asked.connector, access)
    row = Connection.objects.filter(person=person, account_key=key).first()
    verb = "connections.reconnected" if row else "connections.linked"
    if row is None:
        row = Connection(person=person, account_key=key, linked_at=now)
    elif is_whole or row.is_whole:
        tokens.forget(row, now=now)  # one token for both, or two: never both at once
    else:
        _give_back_old(row, now)
    row.platform = row.connector = asked.connector
    row.state, row.trouble, row.failures, row.retry_at = ConnectionState.CONNECTED, "", 0, None
    row.is_whole = is_whole
    row.watch_token = tokens.sealed(row, access, "watch_token")
    row.watch_expires_at = access.expires_at
    row.sealed_handle = _sealed(row, access.handle, "handle")
    row.sealed_server = _sealed(row, asked.server, "server")
    row.save()
    audit.note(person.pk, person.pk, verb, row.pk, at=now)
    jobs.enqueue("desk.pull", key=str(row.pk), now=now, connection=row.pk)
    return row


def _let_act(sign_in: SignIn, access: Access, now: datetime) -> Connection:
    """Keep the right to act beside the account that it is for, sealed to her keyring."""
    row, person = sign_in.connection, sign_in.person
    if row is None or row.account_key != account_key(person, row.connector, access):
        tokens.give_back(sign_in.connector, [access], now=now)
        raise NotLinked("wrong_account")
    row.act_token = tokens.sealed(row, access, "act_token")
    row.lent_token = b""
    with transaction.atomic():
        row.save(update_fields=["act_token", "lent_token"])
        audit.note(person.pk, person.pk, "connections.let_act", row.pk, at=now)
    return row


def purge(*, now: datetime) -> None:
    """Drop sign-ins that nobody came back from."""
    SignIn.objects.filter(expires_at__lte=now).delete()


def account_key(person: Person, connector: str, access: Access) -> bytes:
    """Tell one account from another; an id that is unique everywhere stays the same when she moves servers."""
    where = "" if access.account.startswith("did:") else access.host
    return crypto.keyed(
        crypto.data_key(person.pk), "account", f"{connector}|{where}|{access.account}"
    )


def _give_back_old(row: Connection, now: datetime) -> None:
    with suppress(AccessLost):  # forgotten before
        tokens.give_back(row.connector, [tokens.access_to(row)], now=now)


@contextmanager
def _trouble_told() -> Iterator[None]:
    """Turn whatever keeps an account from being linked into a code that has its sentence."""
    try:
        yield
    except NotAuthorized as refused:
        raise NotLinked(refused.code) from None
    except PlatformError as error:
        raise NotLinked(_TROUBLES.get(type(error), "unreadable")) from None


def _sealed(row: Connection, text: str, field: str) -> bytes:
    return crypto.seal_personal(row.person_id, text, connection_place(row.pk, field))


def _digest(state: str) -> bytes:
    return hashlib.sha256(state.encode()).digest()


def _place(sign_in: SignIn) -> bytes:
    return crypto.place("connections_signin", sign_in.pk, "way")
