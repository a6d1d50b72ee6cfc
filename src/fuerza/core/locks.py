"""Her own lock: a passphrase apart from the sign-in, and a printed code beside it, open her keyring and nothing else.

Setting one begins a new pair of keys, seals to it all that the old pair opened, and destroys the old pair: a
copy of the key database from before, with the server's key, opens what is older and nothing that comes after.
A pair that was put aside (by that, or by a reset) can be taken up again: `adopt`.
"""

import base64
import hashlib
import hmac
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction

from fuerza.core import crypto, stretching
from fuerza.core.keyrings import Opened, as_text, empty_journals, keyring_of, wrap_place
from fuerza.core.models import Keyring, SealedKey

PASSPHRASE, CODE, NEXT = "passphrase", "recovery", "next"
SHORTEST = 12
KEPT_ASIDE = timedelta(days=1)
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_GROUPS, _GROUP = 7, 4  # 140 bits
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
_RESEALED_AT_ONCE = 500


class WrongKey(ValueError):
    """The passphrase, or the code, did not open the keyring."""


class _Stretched(msgspec.Struct, frozen=True):
    """A private key under a passphrase, with what it takes to try one (RFC 9106)."""

    salt: bytes
    passes: int
    memory: int  # KiB
    box: bytes


def has_own_lock(person_id: uuid.UUID) -> bool:
    """Say whether her keyring opens by a passphrase of hers."""
    keyring = keyring_of(person_id)
    return keyring is not None and PASSPHRASE in keyring.wraps


def new_code() -> str:
    """Make a code to print: seven groups of four, none of whose signs looks like another."""
    signs = [secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(signs[n : n + _GROUP]) for n in range(0, len(signs), _GROUP))


def own_lock(*, opened: Opened, passphrase: str, code: str, now: datetime) -> Opened:
    """Lock what is hers with a passphrase and a code alone; return the new keyring, open.

    What others seal to the old pair while this runs is taken over by `catch_up`.
    """
    private, public = crypto.new_pair()
    fresh = Keyring(person_id=opened.person_id, public=public, made_at=now)
    fresh.wraps = {
        PASSPHRASE: _under_passphrase(fresh.id, private, passphrase),
        CODE: _under_code(fresh.id, private, code),
    }
    mine = Opened(opened.person_id, fresh.id, private)
    with transaction.atomic(using="keys"):
        old = Keyring.objects.select_for_update().get(pk=opened.keyring_id)
        old.retired_at = now
        old.wraps = {NEXT: _handed_over(old, opened.private, fresh)}
        old.save(update_fields=["retired_at", "wraps"])
        fresh.save()
        _reseal(opened, fresh)
    empty_journals()
    return mine


def open_with_passphrase(person_id: uuid.UUID, passphrase: str) -> Opened:
    """Open her keyring by her passphrase.

    Raises:
        WrongKey: it is another, or her keyring has none.
    """
    return _open(keyring_of(person_id), PASSPHRASE, passphrase)


def open_with_code(person_id: uuid.UUID, code: str) -> Opened:
    """Open her keyring by the printed code, however it was typed.

    Raises:
        WrongKey: it is another, or her keyring has none.
    """
    return _open(keyring_of(person_id), CODE, code)


def catch_up(opened: Opened, *, now: datetime) -> None:
    """Take over what was sealed to a pair that was put aside, and destroy that pair a day after it was.

    Not sooner: somebody may have looked up its public half and be sealing to it.
    """
    for old in Keyring.objects.filter(person_id=opened.person_id, retired_at__isnull=False):
        if NEXT not in old.wraps:
            continue
        try:
            private = crypto.open_sealed(
                opened.private, base64.b64decode(old.wraps[NEXT]), wrap_place(old.id, NEXT)
            )
        except crypto.Unopened:  # it was handed over to another pair than this
            continue
        current = keyring_of(opened.person_id)
        assert current is not None
        with transaction.atomic(using="keys"):
            _reseal(Opened(opened.person_id, old.id, private), current)
            if old.retired_at and old.retired_at + KEPT_ASIDE < now:
                old.delete()


def has_put_aside(person_id: uuid.UUID) -> bool:
    """Say whether there is a pair from before a reset that her passphrase or code would open."""
    return bool(_put_aside(person_id))


def adopt(*, opened: Opened, key: str, now: datetime) -> None:
    """Take up again a pair from before a reset: what it opened, the present one opens from now on.

    Raises:
        WrongKey: neither her passphrase from then nor the code.
    """
    current = keyring_of(opened.person_id)
    assert current is not None
    for old in _put_aside(opened.person_id):
        for kind in (CODE, PASSPHRASE):
            try:
                found = _open(old, kind, key)
            except WrongKey:
                continue
            old.wraps = {NEXT: _handed_over(old, found.private, current)}
            old.save(update_fields=["wraps"])
            catch_up(opened, now=now)
            empty_journals()
            return
    raise WrongKey


def _put_aside(person_id: uuid.UUID) -> list[Keyring]:
    rows = Keyring.objects.filter(person_id=person_id, retired_at__isnull=False)
    return [row for row in rows.order_by("-retired_at") if {PASSPHRASE, CODE} & row.wraps.keys()]


def _open(keyring: Keyring | None, kind: str, key: str) -> Opened:
    if keyring is None or kind not in keyring.wraps:
        raise WrongKey
    wrapped = base64.b64decode(keyring.wraps[kind])
    try:
        if kind == CODE:
            private = crypto.decrypt(_code_key(key), wrapped, wrap_place(keyring.id, kind))
        else:
            held = msgspec.msgpack.decode(wrapped, type=_Stretched)
            secret = stretching.stretch(key, salt=held.salt, passes=held.passes, memory=held.memory)
            private = crypto.decrypt(secret, held.box, wrap_place(keyring.id, kind))
    except crypto.Unopened as error:
        raise WrongKey from error
    return Opened(keyring.person_id, keyring.id, private)


def _under_passphrase(keyring_id: uuid.UUID, private: bytes, passphrase: str) -> str:
    salt, memory = secrets.token_bytes(stretching.SALT), settings.LOCK_MEMORY
    passes = stretching.passes(memory)
    secret = stretching.stretch(passphrase, salt=salt, passes=passes, memory=memory)
    box = crypto.encrypt(secret, private, wrap_place(keyring_id, PASSPHRASE))
    return as_text(msgspec.msgpack.encode(_Stretched(salt, passes, memory, box)))


def _under_code(keyring_id: uuid.UUID, private: bytes, code: str) -> str:
    return as_text(crypto.encrypt(_code_key(code), private, wrap_place(keyring_id, CODE)))


def _code_key(code: str) -> bytes:
    """Make a key of a code: it is random enough to need no stretching."""
    plain = "".join(sign for sign in code.upper().translate(_ALIKE) if sign in _LETTERS)
    return hmac.digest(b"fuerza recovery code", plain.encode(), hashlib.sha256)


def _handed_over(old: Keyring, private: bytes, to: Keyring) -> str:
    return as_text(crypto.seal_to(bytes(to.public), private, wrap_place(old.id, NEXT)))


def _reseal(old: Opened, to: Keyring) -> None:
    """Seal to another keyring all that this one holds."""
    while rows := list(SealedKey.objects.filter(holder_id=old.keyring_id)[:_RESEALED_AT_ONCE]):
        secrets_of = old.content_keys(row.key_id for row in rows)
        by_owner: dict[Any, list[crypto.ContentKey]] = {}
        for row in rows:
            key = crypto.ContentKey(row.key_id, secrets_of[row.key_id])
            by_owner.setdefault(row.owner_id, []).append(key)
        for owner_id, keys in by_owner.items():
            crypto.hand_on_all(keys, owner_id=owner_id, readers={to.id: bytes(to.public)})
        SealedKey.objects.filter(pk__in=[row.pk for row in rows]).delete()
