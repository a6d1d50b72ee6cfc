"""API keys: shown once, kept as a hash, ended by name."""

from fuerza.people import services
from fuerza.people.models import ApiKey
from tests.fuerza.people.conftest import NOW


def test_a_key_is_kept_as_a_hash_alone() -> None:
    row, key = services.key_create(name="scores", per_minute=5, now=NOW)

    stored = ApiKey.objects.values().get()

    assert key not in repr(stored)
    assert bytes(stored["key_hash"]) == services.token_hash(key)
    assert row.per_minute == 5


def test_revoking_ends_every_key_of_the_name() -> None:
    services.key_create(name="scores", now=NOW)
    services.key_create(name="other", now=NOW)

    ended = services.key_revoke(name="scores", now=NOW), services.key_revoke(name="scores", now=NOW)

    assert ended == (1, 0)
    assert ApiKey.objects.filter(revoked_at=None).get().name == "other"
