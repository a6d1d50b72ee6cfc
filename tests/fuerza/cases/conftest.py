"""A person with things kept, her open keyring, a case of hers, and somebody she lets into it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from fuerza.cases import queries, services
from fuerza.cases.models import Case
from fuerza.cases.queries import CaseAt
from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.desk.queries import Desk, desk_of
from fuerza.people import services as people
from fuerza.people.models import Grant, Person
from fuerza.vault.models import Exhibit
from fuerza.vault.services import keep
from tests.fuerza.desk.conftest import agree, connection, said, signed_in  # noqa: F401 -- two are fixtures
from tests.fuerza.vault.samples import keepable

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
WRITTEN = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
TITLE = "canarytitle"
Kept = Callable[[int], list[Exhibit]]


def with_desk(name: str) -> Person:
    made = Person.objects.create_user(name)
    keyrings.make_keyring(made.pk, now=NOW)
    return made


@pytest.fixture
def person() -> Person:
    return with_desk("marisol")


@pytest.fixture
def opened(person: Person) -> Opened:
    return keyrings.open_with_server(person.pk, now=NOW)


@pytest.fixture
def helper() -> Person:
    return with_desk("ana")


@pytest.fixture
def helpers_key(helper: Person) -> Opened:
    return keyrings.open_with_server(helper.pk, now=NOW)


@pytest.fixture
def kept(person: Person) -> Kept:
    """Keep so many things, each written an hour after the one before."""

    def keep_some(count: int) -> list[Exhibit]:
        items = [keepable(number, text=f"canarytext {number}") for number in range(count)]
        later = [
            msgspec.structs.replace(
                each,
                post=msgspec.structs.replace(each.post, written_at=WRITTEN + timedelta(hours=n)),
            )
            for n, each in enumerate(items)
        ]
        return keep(person=person, items=later, by=person, now=NOW)

    return keep_some


@pytest.fixture
def case(person: Person, opened: Opened, kept: Kept) -> Case:
    """A case with two of three exhibits in it."""
    return services.open_case(
        person=person, title=TITLE, exhibits=kept(3)[:2], opened=opened, now=NOW
    )


@pytest.fixture
def at(person: Person, case: Case) -> CaseAt:
    found = queries.case_at(person, case.pk, timezone.now())
    assert found is not None
    return found


@pytest.fixture
def hers(person: Person) -> Client:
    return signed_in(person)


@pytest.fixture
def locked(person: Person) -> Client:
    return signed_in(person, is_open=False)


@pytest.fixture
def desk(person: Person) -> Desk:
    return desk_of(person)


def let_into(owner: Person, helper: Person, case: Case | None, *capabilities: str) -> Grant:
    """Let somebody into a case (into the desk: None) as if a code had been read out: from now on, for a week."""
    now = timezone.now()
    agree(helper)
    return people.grant(
        owner=owner,
        actor=helper,
        capabilities=capabilities,
        scope_id=case.pk if case else None,
        ends_at=now + timedelta(days=7),
        now=now - timedelta(minutes=1),
        begins_now=True,
    )
