"""Keys for our JSON faces: made on the command line, shown once, kept as a hash."""

import secrets
from datetime import datetime

from fuerza.people.models import ApiKey
from fuerza.people.services.links import token_hash


def key_create(*, name: str, now: datetime, per_minute: int = 60) -> tuple[ApiKey, str]:
    """Make a key; the returned text is nowhere else."""
    key = secrets.token_urlsafe(32)
    row = ApiKey.objects.create(
        name=name, key_hash=token_hash(key), made_at=now, per_minute=per_minute
    )
    return row, key


def key_revoke(*, name: str, now: datetime) -> int:
    """End every key of this name; return how many were in use."""
    return ApiKey.objects.filter(name=name, revoked_at=None).update(revoked_at=now)
