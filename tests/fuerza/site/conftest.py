"""People who come to the site's own pages."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from fuerza.core import hooks
from fuerza.core.keyrings import make_keyring
from fuerza.people.models import Person
from tests.fuerza.desk.conftest import data, person

__all__ = ["data", "person"]

PASSWORD = "long-walks-by-the-sea"
NOW = datetime(2026, 11, 3, 14, 20, tzinfo=UTC)


@pytest.fixture
def berta() -> Person:
    person = Person.objects.create_user("berta", PASSWORD)
    make_keyring(person.id, now=NOW)
    return person


@pytest.fixture
def as_berta(client: Client, berta: Person) -> Client:
    client.force_login(berta, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def no_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from a house in which no domain has registered anything that Today asks for."""
    for kind in ("coverage", "panels"):
        monkeypatch.setitem(hooks._registered, kind, {})
