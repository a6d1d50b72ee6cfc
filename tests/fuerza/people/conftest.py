"""Some people, a moment, and browsers in which they are signed in."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from fuerza.core import keyrings
from fuerza.people import services
from fuerza.people.choices import RoleName
from fuerza.people.models import Person

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
Make = Callable[..., Person]
SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Rate limits are counted in the cache: each test begins with none used up."""
    cache.clear()


@pytest.fixture
def make() -> Make:
    """Make a person who has joined, with a keyring and these roles."""

    def made(name: str, *roles: str, password: str | None = None) -> Person:
        person = Person.objects.create_user(name, password)
        keyrings.make_keyring(person.id, now=NOW)
        for role in roles:
            services.give_role(person=person, name=role, by=None, now=NOW)
        return person

    return made


@pytest.fixture
def berta(make: Make) -> Person:
    return make("berta", RoleName.PARTICIPANT)


@pytest.fixture
def clara(make: Make) -> Person:
    return make("clara")


@pytest.fixture
def olga(make: Make) -> Person:
    return make("olga", RoleName.OPERATOR)


@pytest.fixture
def sign_in() -> SignIn:
    """Sign in the way people do: by name and password, in a browser of its own."""

    def signed_in(
        person: Person, agent: str = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0"
    ) -> Client:
        if not person.check_password(PASSWORD):
            person.set_password(PASSWORD)
            person.save()
        client = Client(headers={"user-agent": agent})
        reply = client.post(
            reverse("account_login"), {"login": person.username, "password": PASSWORD}
        )
        assert reply.status_code == 302, "signing in failed"
        return client

    return signed_in


@pytest.fixture
def grow_stale() -> Callable[[Client], None]:
    """Let more than five minutes pass since she last showed that it is she."""

    def grown(client: Client) -> None:
        session = client.session
        for record in session["account_authentication_methods"]:
            record["at"] -= 400
        session.save()

    return grown
