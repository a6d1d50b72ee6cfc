"""The keys that sign the log: a new one, the one in use. The private half is locked with the master key.

It lies in the database of keys, so that a copy of the main one signs nothing; public halves stay for good, with the
times between which each signed.
"""

import secrets
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from fuerza.core import crypto
from fuerza.core.models import SealedKey
from fuerza.vault.models import LogKey
from safeguard.evidence.note import Signer


def signer(*, now: datetime) -> Signer:
    """Return the key that signs; where there is none, or its private half was lost, a new one begins.

    Raises:
        Unopened: the master key is not the one that locked it.

    """
    return in_use() or begin_key(now=now)


def in_use() -> Signer | None:
    """Return the key that signs, or None where the next checkpoint will begin one.

    Raises:
        Unopened: the master key is not the one that locked it.

    """
    row = LogKey.objects.filter(ended_at__isnull=True).order_by("-made_at").first()
    held = SealedKey.objects.filter(key_id=row.pk).first() if row else None
    if row is None or held is None:
        return None
    return Signer(
        row.name, crypto.decrypt(settings.ENV.master_key, bytes(held.sealed), _place(row))
    )


def begin_key(*, now: datetime) -> Signer:
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
    return fresh


def _place(row: LogKey) -> bytes:
    return crypto.place("vault_logkey", row.pk, "private")
