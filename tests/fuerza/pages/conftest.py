"""Two who write, and a page of a made-up domain."""

import uuid
from datetime import timedelta

import pytest

from fuerza.pages import services
from fuerza.pages.models import Page, Revision
from fuerza.pages.services import Written
from fuerza.people.models import Person
from tests.fuerza.programme.conftest import NOW, MakePerson, make

__all__ = ["make"]


@pytest.fixture
def ana(make: MakePerson) -> Person:
    return make("ana")


@pytest.fixture
def bea(make: MakePerson) -> Person:
    return make("bea")


@pytest.fixture
def page() -> Page:
    return services.begin(room="tests", name="one", pk=uuid.uuid4(), now=NOW)


def kept(page: Page, by: Person, body: str = "words", **more: str) -> Revision:
    return services.keep(page=page, part="en", written=Written(body=body, **more), by=by, now=NOW)


def proposed(page: Page, by: Person, body: str = "words", **more: str) -> Revision:
    row = kept(page, by, body, **more)
    services.propose(revision=row, shown=more.get("over", ""), by=by, now=NOW)
    return row


def shown(
    page: Page, by: Person, second: Person, body: str = "words", *, over: str = ""
) -> Revision:
    """Have it shown, a day later where it replaces another."""
    row = proposed(page, by, body, over=over)
    at = NOW + timedelta(days=1 if over else 0)
    return services.show(revision=row, shown=over, reviewed_by="", by=second, now=at)
