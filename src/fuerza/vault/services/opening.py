"""Unlocking, locking and looking: what each leaves in the trail."""

from datetime import datetime

from django.db import transaction

from fuerza.core import audit, keyrings
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.vault.choices import CustodyVerb
from fuerza.vault.models import Custody, Exhibit


def unlock(*, person: Person, now: datetime) -> Opened:
    """Open her keyring by the server's key, for the browser she is at (`keyrings.remember`).

    Raises:
        StillWaiting: her keyring was made by a reset less than 72 hours ago.
        KeyGone: it has a lock of its own, or there is none.

    """
    opened = keyrings.open_with_server(person.id, now=now)
    audit.note(person.id, person.id, "vault.unlocked", at=now)
    return opened


def lock(*, person: Person, now: datetime) -> None:
    """Note that she locked; the caller forgets the key (`keyrings.forget`)."""
    audit.note(person.id, person.id, "vault.locked", at=now)


@transaction.atomic
def note_viewed(*, exhibit: Exhibit, by: Person, now: datetime) -> None:
    """Write down that somebody opened an exhibit and could read it."""
    Custody.objects.create(exhibit=exhibit, verb=CustodyVerb.VIEWED, actor=by, at=now)
    audit.note(exhibit.person_id, by.id, "vault.viewed", exhibit.id, at=now)
