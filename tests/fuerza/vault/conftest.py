"""A person with a keyring, and a way to keep some things of hers."""

from collections.abc import Callable

import pytest
from tests.fuerza.vault.samples import NOW, keepable

from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit
from fuerza.vault.services import keep


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
