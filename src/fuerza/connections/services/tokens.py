"""Tokens: one sealed `Access` for each purpose, opened for a moment, renewed once by whoever comes first, given back.

What reads lies under her data key. What acts is sealed to her keyring: it opens with her, and a plan that she starts is
lent a copy under her data key until it has run (docs/decisions/0001). Renewing needs no opening: what comes back is
sealed to her public key anew. An app password is one token for both, and lies where the reading one lies.
"""

import uuid
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec
from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet

from fuerza.connections.choices import Purpose
from fuerza.connections.models import Connection, Revocation
from fuerza.connections.queries import connection_place
from fuerza.connections.services.networks import authorizer_of, has_way_in
from fuerza.core import crypto, http, jobs, keyrings
from fuerza.core.keyrings import Opened
from safeguard.platforms.base import Access, AccessLost, NotAuthorized, PlatformDown

SOON = timedelta(minutes=3)  # renewed so long before it ends: clocks differ
RENEWING = timedelta(minutes=2)  # a renewal that has not ended by then was cut short
STORING = 3  # times: what a network has renewed is lost where it is not stored
GIVING_UP = timedelta(days=3)


def sealed(connection: Connection, access: Access, field: str) -> bytes:
    """Seal an Access for one field of the row, so that it opens nowhere else."""
    text = msgspec.json.encode(access)
    where = connection_place(connection.pk, field)
    if field != "act_token":
        return crypto.seal_personal(connection.person_id, text.decode(), where)
    keyring = keyrings.keyring_of(connection.person_id)
    if keyring is None:
        raise crypto.KeyGone(str(connection.person_id))
    return crypto.seal_to(bytes(keyring.public), text, where)


def access_to(connection: Connection, purpose: str = Purpose.WATCH) -> Access:
    """Open what reads for her; or what acts for her, while it is lent to a plan.

    Raises:
        AccessLost: there is none: it was forgotten, or never given.
    """
    field = _field(connection, purpose)
    value = bytes(getattr(connection, field))
    if not value:
        raise AccessLost
    text = crypto.open_personal(connection.person_id, value, connection_place(connection.pk, field))
    if not text.startswith("{"):  # from before real networks: the sample's account alone
        return Access(account=text, token=text)
    return msgspec.json.decode(text, type=Access)


def may_act(connection: Connection) -> bool:
    """Say whether she gave the right to act there; the sample network asks for none."""
    is_given = connection.is_whole or bool(connection.act_token)
    return is_given or not has_way_in(connection.connector)


def scopes_held(connection: Connection) -> str:
    """Say to the letter what the reading token lets us do, as the network granted it; "" where it was forgotten."""
    access = _opened(connection, Purpose.WATCH)
    return " ".join(sorted(access.scopes)) if access else ""


def act_access(connection: Connection, opened: Opened) -> Access:
    """Open the right to act with her opened keyring.

    Raises:
        AccessLost: there is none, or it is from before a reset.
    """
    if connection.is_whole:
        return access_to(connection)
    where = connection_place(connection.pk, "act_token")
    try:
        text = crypto.open_sealed(opened.private, bytes(connection.act_token), where)
    except ValueError:
        raise AccessLost from None
    return msgspec.json.decode(text, type=Access)


def lend(connection: Connection, opened: Opened) -> None:
    """Lend the right to act to what she starts now: a copy that works while she is away (docs/decisions/0001).

    Raises:
        AccessLost: she has not given it.
    """
    access = act_access(connection, opened)
    if not connection.is_whole:
        connection.lent_token = sealed(connection, access, "lent_token")
        connection.save(update_fields=["lent_token"])


def end_loan(connection: Connection) -> None:
    """Forget the lent copy: nothing that she started runs any more."""
    Connection.objects.filter(pk=connection.pk).update(lent_token=b"")
    connection.lent_token = b""


def renewed(
    connection: Connection,
    *,
    reach: http.Client,
    now: datetime,
    purpose: str = Purpose.WATCH,
    was_refused: bool = False,
    soon: timedelta = SOON,
) -> Access:
    """Return what opens the network now, renewed first where it ends `soon` or was just refused.

    A renewal is used up by being asked for, so one worker at a time asks (`renewing_until`, taken in one statement,
    which holds no lock while the network thinks), and stores the answer before anything else.

    Raises:
        AccessLost: it can't be renewed any more.
        PlatformDown: the network does not answer, or another worker is renewing what was refused.
        RateLimited, UnexpectedReply: as the network says.
    """
    access = access_to(connection, purpose)
    ends = access.expires_at
    if not access.refresh or not (was_refused or (ends and ends - soon <= now)):
        if was_refused:
            raise AccessLost
        return access
    if not _take_turn(connection, now):
        if was_refused:
            raise PlatformDown("another worker is renewing this access")
        return access
    try:
        return _renew(connection, access, purpose, reach, now)
    finally:
        Connection.objects.filter(pk=connection.pk).update(renewing_until=None)


def _take_turn(connection: Connection, now: datetime) -> bool:
    free = Q(renewing_until=None) | Q(renewing_until__lte=now)
    row = Connection.objects.filter(free, pk=connection.pk)
    return bool(row.update(renewing_until=now + RENEWING))


def _renew(
    connection: Connection, old: Access, purpose: str, reach: http.Client, now: datetime
) -> Access:
    """Ask for a new token, unless somebody did since `old` was read."""
    connection.refresh_from_db(fields=["watch_token", "act_token", "lent_token", "is_whole"])
    newest = access_to(connection, purpose)
    if newest.token != old.token:
        return newest
    try:
        fresh = authorizer_of(connection.connector, reach).refresh(newest)
    except NotAuthorized:
        raise AccessLost from None
    _store(connection, fresh, purpose, now)
    return fresh


def _store(connection: Connection, fresh: Access, purpose: str, now: datetime) -> None:
    """Store what was renewed in place of what it came from; where that was ended meanwhile, give it back."""
    field = _field(connection, purpose)
    values: dict[str, object] = {field: sealed(connection, fresh, field)}
    if field == "watch_token":
        values["watch_expires_at"] = fresh.expires_at
    else:
        values["act_token"] = sealed(connection, fresh, "act_token")
    row = Connection.objects.filter(pk=connection.pk, **{field: getattr(connection, field)})
    stored = _stored(row, values)
    if not stored:
        give_back(connection.connector, [fresh], now=now)
        raise AccessLost
    for name, value in values.items():
        setattr(connection, name, value)


def _stored(row: QuerySet[Connection], values: dict[str, object]) -> int:
    for _chance in range(STORING - 1):
        with suppress(DatabaseError):
            return row.update(**values)
    return row.update(**values)


def _field(connection: Connection, purpose: str) -> str:
    return "lent_token" if purpose == Purpose.ACT and not connection.is_whole else "watch_token"


# Giving back


def forget(connection: Connection, *, now: datetime, opened: Opened | None = None) -> None:
    """Forget all tokens of a row, and give back to the network those that can be opened now; the caller saves it."""
    held = [_opened(connection, purpose) for purpose in (Purpose.WATCH, Purpose.ACT)]
    if opened is not None and connection.act_token:
        with suppress(AccessLost):  # from before a reset: nobody can give it back from here
            held.append(act_access(connection, opened))
    give_back(connection.connector, [access for access in held if access is not None], now=now)
    connection.watch_token = connection.act_token = connection.lent_token = b""
    connection.watch_expires_at = None


FORGOTTEN = ["watch_token", "act_token", "lent_token", "watch_expires_at"]


@transaction.atomic
def give_back(connector: str, accesses: list[Access], *, now: datetime) -> None:
    """Have tokens revoked at their network: soon, again and again, for three days at most."""
    if not has_way_in(connector):
        return
    for token in {access.token: access for access in accesses}.values():
        made = Revocation(connector=connector, made_at=now)
        made.sealed = crypto.encrypt(
            settings.ENV.master_key, msgspec.json.encode(token), _revocation_place(made.pk)
        )
        made.save(force_insert=True)
        jobs.enqueue("connections.revoke", key=str(made.pk), now=now, revocation=made.pk)


def revoke(pk: uuid.UUID) -> None:
    """Revoke a token at its network, and forget it; one that the network no longer knows is as good as revoked.

    Raises:
        PlatformError: it could not be done now.
    """
    row = Revocation.objects.filter(pk=pk).first()
    if row is None:
        return
    text = crypto.decrypt(settings.ENV.master_key, bytes(row.sealed), _revocation_place(pk))
    access = msgspec.json.decode(text, type=Access)
    with http.client() as reach, suppress(AccessLost, NotAuthorized):
        authorizer_of(row.connector, reach).revoke(access)
    row.delete()


def revoke_again(*, now: datetime) -> None:
    """Try what is still not given back once more; forget what has been tried for long enough."""
    Revocation.objects.filter(made_at__lte=now - GIVING_UP).delete()
    for pk in Revocation.objects.values_list("pk", flat=True):
        jobs.enqueue("connections.revoke", key=str(pk), now=now, revocation=pk)


def _opened(connection: Connection, purpose: str) -> Access | None:
    try:
        return access_to(connection, purpose)
    except (AccessLost, LookupError, ValueError):  # none there, or her keys are gone already
        return None


def _revocation_place(pk: uuid.UUID) -> bytes:
    return crypto.place("connections_revocation", pk, "access")
