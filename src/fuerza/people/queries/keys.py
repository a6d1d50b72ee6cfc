"""API keys: which one it is that somebody brings."""

from typing import TypeAlias

from fuerza.people.models import ApiKey

Key: TypeAlias = ApiKey


def key_in_use(key_hash: bytes) -> Key | None:
    """Find the key with this hash, unless it was ended."""
    return ApiKey.objects.filter(key_hash=key_hash, revoked_at=None).first()
