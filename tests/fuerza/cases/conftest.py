"""A person with things kept, her open keyring, a case of hers, and somebody she lets into it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.utils import timezone

from fuerza.cases import queries, services
from fuerza.cases.models import Case
from fuerza.cases.queries import CaseAt
from fuerza.core import keyrings
from fuerza.core.keyrings import Opened
from fuerza.people.models import Grant, Person
from fuerza.vault.models import Exhibit
from fuerza.vault.services import keep
from tests.fuerza.desk.conftest import (
    connection,
    desk,
    helper,
    hers,
    let_in,
    locked,
    opened,
    person,
    said,
    with_desk,
)
from tests.fuerza.vault.samples import keepable

__all__ = [
    "connection",
    "desk",
    "helper",
    "hers",
    "locked",
    "opened",
    "person",
    "said",
    "with_desk",
]

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
WRITTEN = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
TITLE = "canarytitle"
Kept = Callable[[int], list[Exhibit]]


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


def let_into(owner: Person, helper: Person, case: Case | None, *capabilities: str) -> Grant:
    """Let somebody into a case of hers (into her desk: None)."""
    return let_in(owner, helper, *capabilities, scope_id=case.pk if case else None)
