"""A person's keyring: made, opened for a session, reset, destroyed.

`opened(request)` is the only way from a request to a private key. The key lies in the session row, locked
with a secret that only the browser's cookie holds, and goes after ten idle minutes.
"""

import base64
import logging
import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

import msgspec
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from fuerza.core import crypto
from fuerza.core.models import DataKey, Keyring, SealedKey

log = logging.getLogger(__name__)
RESET_WAIT = timedelta(hours=72)
ORPHANED_AFTER = timedelta(days=1)


class Opened(msgspec.Struct, frozen=True):
    """An opened keyring: what this person can read, she reads with this."""

    person_id: uuid.UUID
    keyring_id: uuid.UUID
    private: bytes

    def content_keys(self, key_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
        return crypto.content_keys(key_ids, holder_id=self.keyring_id, private=self.private)

    def content_key(self, key_id: uuid.UUID) -> bytes | None:
        """Open one key; None where it is not sealed to this keyring."""
        return self.content_keys([key_id]).get(key_id)


class StillWaiting(RuntimeError):
    """A keyring made by a reset can't be used before its wait is over."""


def make_keyring(person_id: uuid.UUID, *, now: datetime) -> Keyring:
    """Make the person's first keyring, locked by the server's key until she sets a lock of her own."""
    private, public = crypto.new_pair()
    keyring = Keyring(person_id=person_id, public=public, made_at=now)
    keyring.wraps = {"server": as_text(_server_wrap(keyring.id, private))}
    keyring.save()
    return keyring


def keyring_of(person_id: uuid.UUID) -> Keyring | None:
    return Keyring.objects.filter(person_id=person_id, retired_at__isnull=True).first()


def readers_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, bytes]:
    """Map keyring id to public key for each person who has a keyring."""
    rows = Keyring.objects.filter(person_id__in=set(person_ids), retired_at__isnull=True)
    return {row.id: bytes(row.public) for row in rows}


def open_with_server(person_id: uuid.UUID, *, now: datetime) -> Opened:
    """Open by the server's wrap: only for a keyring without a lock of its own.

    Raises:
        KeyGone: no keyring, or its server wrap was taken away.
        StillWaiting: it came from a reset less than 72 hours ago.

    """
    keyring = keyring_of(person_id)
    if keyring is None or "server" not in keyring.wraps:
        raise crypto.KeyGone(str(person_id))
    if keyring.wait_until and now < keyring.wait_until:
        raise StillWaiting(keyring.wait_until.isoformat())
    return Opened(person_id, keyring.id, server_unwrap(keyring))


def server_unwrap(keyring: Keyring) -> bytes:
    """Open the server's wrap of a private key.

    Raises:
        Unopened: this master key did not lock it.

    """
    wrapped = base64.b64decode(keyring.wraps["server"])
    return crypto.decrypt(settings.ENV.master_key, wrapped, wrap_place(keyring.id, "server"))


def remember(request: HttpRequest, response: HttpResponse, key: Opened, *, now: datetime) -> None:
    """Keep the keyring open for this browser: half in the session row, half in a cookie."""
    half = secrets.token_bytes(32)
    where = crypto.place("session", key.keyring_id, "private")
    request.session["opened"] = {
        "person": str(key.person_id),
        "keyring": str(key.keyring_id),
        "locked": as_text(crypto.encrypt(half, key.private, where)),
        "until": _until(now),
    }
    response.set_cookie(
        settings.OPENED_COOKIE_NAME,
        as_text(half),
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def opened(request: HttpRequest, *, now: datetime) -> Opened | None:
    """Return this session's opened keyring, or None when it is locked; each use starts the ten minutes anew."""
    kept = request.session.get("opened")
    half = request.COOKIES.get(settings.OPENED_COOKIE_NAME, "")
    if not kept or not half:
        return None
    if now.timestamp() > kept["until"] or kept["person"] != str(request.user.pk):
        forget(request)
        return None
    keyring_id = uuid.UUID(kept["keyring"])
    where = crypto.place("session", keyring_id, "private")
    try:
        private = crypto.decrypt(base64.b64decode(half), base64.b64decode(kept["locked"]), where)
    except ValueError:  # a cookie from elsewhere: locked, and nothing more to say
        return None
    request.session["opened"] = kept | {"until": _until(now)}
    return Opened(uuid.UUID(kept["person"]), keyring_id, private)


def forget(request: HttpRequest) -> None:
    """Lock: what the session row held is gone."""
    request.session.pop("opened", None)


def reset(person_id: uuid.UUID, *, now: datetime) -> Keyring:
    """Start an empty keyring: the old one stays for her recovery code, and the server can no longer open it."""
    with transaction.atomic(using="keys"):
        for old in Keyring.objects.filter(person_id=person_id, retired_at__isnull=True):
            old.wraps.pop("server", None)
            old.retired_at = now
            old.save(update_fields=["wraps", "retired_at"])
        fresh = make_keyring(person_id, now=now)
        fresh.wait_until = now + RESET_WAIT
        fresh.save(update_fields=["wait_until"])
    return fresh


def destroy(person_id: uuid.UUID) -> None:
    """Destroy every key of a person, on disk too: whatever they sealed can't be opened by anyone any more."""
    with transaction.atomic(using="keys"):
        SealedKey.objects.filter(owner_id=person_id).delete()
        SealedKey.objects.filter(
            holder_id__in=list(
                Keyring.objects.filter(person_id=person_id).values_list("id", flat=True)
            )
        ).delete()
        Keyring.objects.filter(person_id=person_id).delete()
        DataKey.objects.filter(person_id=person_id).delete()
    empty_journals()


def drop_orphans(*, now: datetime) -> int:
    """Destroy the keys of people who aren't there: keys are written first, and their row may never have come.

    Only after a day, since that row may be on its way; and never more than there are people, since then this is
    rather the wrong main database beside the right keys. Content keys whose page never came stay with their
    owner: they open nothing.
    """
    old = Keyring.objects.filter(made_at__lt=now - ORPHANED_AFTER)
    holders = set(old.values_list("person_id", flat=True))
    known = set(get_user_model().objects.filter(pk__in=holders).values_list("pk", flat=True))
    orphans = holders - known
    if len(orphans) > len(known):
        log.warning("more keys without people than with: none was dropped")
        return 0
    for person_id in orphans:
        destroy(person_id)
    return len(orphans)


def empty_journals() -> None:
    """Truncate the write-ahead logs, once any transaction is over: a deleted key stays readable there until then.

    Measured (trust.md, fact 4). Where readers are in the way for too long, core.sweep tries again.
    """
    for alias in connections:
        transaction.on_commit(partial(empty_journal, connections[alias]), using=alias)


def empty_journal(connection: BaseDatabaseWrapper) -> bool:
    """Truncate one database's write-ahead log; False when somebody was reading it all the while."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = bool(cursor.fetchone()[0])
    if is_busy:
        log.warning("the journal of %s could not be emptied yet", connection.alias)
    return not is_busy


def rewrite_tables() -> None:
    """Have PostgreSQL write the tables of keys anew: in their files a deleted key stays until then (VACUUM leaves it).

    Whoever needs a key waits meanwhile, so it gives up where it can't begin at once; the next day it tries again.
    """
    connection = connections["keys"]
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return  # SQLite wipes what it deletes; and in a transaction nothing can be written anew
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
        try:
            for model in (SealedKey, Keyring, DataKey):
                cursor.execute(f'VACUUM FULL "{model._meta.db_table}"')
        finally:
            cursor.execute("RESET lock_timeout")


def _server_wrap(keyring_id: uuid.UUID, private: bytes) -> bytes:
    return crypto.encrypt(settings.ENV.master_key, private, wrap_place(keyring_id, "server"))


def wrap_place(keyring_id: uuid.UUID, kind: str) -> bytes:
    return crypto.place("core_keyring", keyring_id, kind)


def _until(now: datetime) -> float:
    return (now + timedelta(minutes=settings.OPENED_IDLE_MINUTES)).timestamp()


def as_text(value: bytes) -> str:
    return base64.b64encode(value).decode()
