"""A person with a keyring, a way to keep some things of hers, and her browser."""

from collections.abc import Callable

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit
from fuerza.vault.services import keep
from tests.fuerza.vault.samples import NOW, keepable


@pytest.fixture
def amal() -> Person:
    person = Person.objects.create_user("amal", "a long enough password")
    keyrings.make_keyring(person.id, now=NOW)
    return person


@pytest.fixture
def opened(amal: Person) -> Opened:
    return keyrings.open_with_server(amal.id, now=NOW)


@pytest.fixture
def kept(amal: Person) -> Callable[[int], list[Exhibit]]:
    def keep_some(count: int) -> list[Exhibit]:
        items = [keepable(number) for number in range(1, count + 1)]
        return keep(person=amal, items=items, by=amal, now=NOW)

    return keep_some


def signed_in(person: Person, *, proved_ago: float = 0) -> Client:
    """Sign in, as somebody who last proved that it is she so many seconds ago."""
    browser = Client()
    browser.force_login(person)
    request = HttpRequest()
    request.session = browser.session
    record_authentication(request, person, method="password", reauthenticated=True)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] -= proved_ago
    request.session.save()
    return browser


@pytest.fixture
def locked(amal: Person) -> Client:
    """Her browser, signed in, her vault locked."""
    return signed_in(amal)


@pytest.fixture
def unlocked(locked: Client) -> Client:
    """Her browser with her vault unlocked."""
    locked.post(reverse("vault:unlock"))
    return locked
