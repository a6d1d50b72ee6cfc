"""Unlocking, locking, setting a lock of her own, and looking: what each leaves in the trail."""

from datetime import datetime

from django.db import transaction

from fuerza.core import audit, keyrings, locks
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.models import Custody, Exhibit
from fuerza.vault.services.rotating import seal_anew


def unlock(*, person: Person, now: datetime) -> Opened:
    """Open her keyring by the server's key, for the browser she is at (`keyrings.remember`).

    Raises:
        StillWaiting: her keyring was made by a reset less than 72 hours ago.
        KeyGone: it has a lock of its own, or there is none.

    """
    opened = keyrings.open_with_server(person.id, now=now)
    return _unlocked(opened, now)


def unlock_with(*, person: Person, key: str, is_code: bool, now: datetime) -> Opened:
    """Open her keyring by her passphrase, or by the printed code.

    Raises:
        WrongKey: it does not open; that it was tried is in her trail.

    """
    try:
        by = locks.open_with_code if is_code else locks.open_with_passphrase
        return _unlocked(by(person.id, key), now)
    except locks.WrongKey:
        audit.note(person.id, person.id, "vault.did_not_unlock", at=now)
        raise


def _unlocked(opened: Opened, now: datetime) -> Opened:
    locks.catch_up(opened, now=now)
    seal_anew(opened=opened)
    audit.note(opened.person_id, opened.person_id, "vault.unlocked", at=now)
    return opened


def set_lock(*, opened: Opened, passphrase: str, code: str, now: datetime) -> Opened:
    """Lock what is hers with a passphrase and a code alone; return the new keyring, open."""
    hers = locks.own_lock(opened=opened, passphrase=passphrase, code=code, now=now)
    audit.note(opened.person_id, opened.person_id, "vault.set_lock", at=now)
    return hers


def take_up(*, opened: Opened, key: str, now: datetime) -> None:
    """Open again what lies from before a reset, by the passphrase or the code of then.

    Raises:
        WrongKey: it does not open; that it was tried is in her trail.

    """
    try:
        locks.adopt(opened=opened, key=key, now=now)
    except locks.WrongKey:
        audit.note(opened.person_id, opened.person_id, "vault.did_not_take_up", at=now)
        raise
    audit.note(opened.person_id, opened.person_id, "vault.took_up", at=now)


def lock(*, person: Person, now: datetime) -> None:
    """Note that she locked; the caller forgets the key (`keyrings.forget`)."""
    audit.note(person.id, person.id, "vault.locked", at=now)


@transaction.atomic
def note_viewed(*, exhibit: Exhibit, by: Person, now: datetime) -> None:
    """Write down that somebody opened an exhibit and could read it."""
    Custody.objects.create(exhibit=exhibit, verb=CustodyVerb.VIEWED, actor=by, at=now)
    audit.note(exhibit.person_id, by.id, "vault.viewed", exhibit.id, at=now)
