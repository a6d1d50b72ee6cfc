"""The keys that sign the log: a new one, the one in use. The private half is locked with the master key.

It lies in the database of keys, so that a copy of the main one signs nothing; public halves stay for good, with the
times between which each signed.
"""

import secrets
import uuid
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from fuerza.core import crypto
from fuerza.core.models import SealedKey
from fuerza.vault.models import LogKey
from safeguard.evidence import key_file
from safeguard.evidence.note import Signer


def key_in_use(*, now: datetime) -> LogKey:
    """Return the key that signs; where there is none, or its private half was lost, a new one begins."""
    row = LogKey.objects.filter(ended_at__isnull=True).order_by("-made_at").first()
    return row if row and row.pk in held_keys() else begin_key(now=now)


def held_keys() -> set[uuid.UUID]:
    """Name the keys, those that have ended too, the private half of which is still there."""
    known = list(LogKey.objects.values_list("pk", flat=True))
    return set(SealedKey.objects.filter(key_id__in=known).values_list("key_id", flat=True))


def signer_of(key: LogKey) -> Signer:
    """Open the private half of a key that is held.

    Raises:
        Unopened: the master key is not the one that locked it.

    """
    held = SealedKey.objects.get(key_id=key.pk)
    return Signer(
        key.name, crypto.decrypt(settings.ENV.master_key, bytes(held.sealed), _place(key))
    )


def key_lines(key: LogKey) -> str:
    """Write a public key for whoever checks."""
    return key_file(key.name, bytes(key.public))


def begin_key(*, now: datetime) -> LogKey:
    """Have a new key sign from now on; those before it end, and stay listed."""
    name = urlsplit(settings.ENV.origin).hostname or "localhost"
    fresh = Signer(name, secrets.token_bytes(32))
    row = LogKey(name=name, public=fresh.public, made_at=now)
    SealedKey.objects.create(  # the key's own id as owner and holder: it is nobody's
        owner_id=row.pk,
        key_id=row.pk,
        holder_id=row.pk,
        sealed=crypto.encrypt(settings.ENV.master_key, fresh.private, _place(row)),
    )
    with transaction.atomic():
        LogKey.objects.filter(ended_at__isnull=True).update(ended_at=now)
        row.save(force_insert=True)
    return row


def _place(row: LogKey) -> bytes:
    return crypto.place("vault_logkey", row.pk, "private")
