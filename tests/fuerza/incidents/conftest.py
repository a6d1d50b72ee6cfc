"""An edition far ahead with two on call for all of it, somebody outside, a contact, and ways to report something."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from fuerza.attendance import services as attendance
from fuerza.core import keyrings
from fuerza.incidents import queries, services
from fuerza.incidents.models import Report
from fuerza.incidents.queries import Body
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import (
    NOW,
    Come,
    MakePerson,
    OpenEdition,
    bogota,
    colombia,
    come,
    invite,
    make,
    olivia,
    open_edition,
    programme,
    signed_in,
)

__all__ = [
    "NOW",
    "Come",
    "MakePerson",
    "OpenEdition",
    "bogota",
    "colombia",
    "come",
    "invite",
    "make",
    "olivia",
    "open_edition",
    "programme",
    "signed_in",
]
FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2042, 1, 1, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)
SAID = Body(text="He grabbed my arm", where="Hall, noon", needs=("sit", "home"))
Avoid = Callable[[Person, Person], object]
Tell = Callable[..., services.Sent]


@pytest.fixture
def edition(open_edition: OpenEdition, olivia: Person) -> Edition:
    """Far ahead, so that the clock of a machine does not matter."""
    edition = open_edition("2041-04-09", "open")
    attendance.settle_seats(edition=edition, capacity=9, by=olivia, now=NOW)
    return edition


@pytest.fixture
def fay(make: MakePerson, edition: Edition) -> Person:
    return make("fay", "facilitator", edition.pk)


@pytest.fixture
def ada(make: MakePerson) -> Person:
    return make("ada", "adviser")


@pytest.fixture
def otto(make: MakePerson) -> Person:
    """She works for another edition, and is who reads what the team can't."""
    return make("otto", "facilitator", uuid.uuid4())


@pytest.fixture
def sofia(make: MakePerson) -> Person:
    """She is told when nobody can read a report."""
    return make("sofia", "adviser", uuid.uuid4())


@pytest.fixture
def pair(edition: Edition, fay: Person, ada: Person, olivia: Person) -> tuple[Person, Person]:
    services.put_on_call(
        edition=edition,
        pair=((fay, "+57 1"), (ada, "")),
        starts_at=FROM,
        ends_at=UNTIL,
        by=olivia,
        now=NOW,
    )
    return fay, ada


@pytest.fixture
def contacts(edition: Edition, otto: Person, sofia: Person, olivia: Person) -> None:
    services.settle_contacts(edition=edition, outside=otto, safeguarding=sofia, by=olivia, now=NOW)


@pytest.fixture
def ana(come: Come) -> Person:
    """She has a place, and is on the list of the room."""
    return come("ana", badge="Ana A.", purposes=("room_list",)).person


@pytest.fixture
def tell(edition: Edition) -> Tell:
    def told(sender: Person | None, *, is_anonymous: bool = False, **body: object) -> services.Sent:
        settled = Body(**{"text": SAID.text, "where": SAID.where, "needs": SAID.needs} | body)  # type: ignore[arg-type]  # the test says which
        return services.report(
            edition=edition, body=settled, sender=sender, is_anonymous=is_anonymous, now=NOW
        )

    return told


@pytest.fixture
def avoid() -> Avoid:
    """Have one avoid another."""
    return lambda person, other: people.avoid(person=person, other=other, now=NOW)


def secret_of(report: Report, person: Person) -> bytes:
    """Open a report's key as this person."""
    secret = opened_by(report, person)
    assert secret is not None
    return secret


def opened_by(report: Report, person: Person) -> bytes | None:
    return queries.key_with(report, keyrings.open_with_server(person.pk, now=NOW))


def names(persons: list[Person]) -> list[str]:
    return [one.username for one in persons]


def unlocked(person: Person) -> Client:
    """Sign her in, just shown that it is she, with her keyring open."""
    client = signed_in(person)
    request = HttpRequest()
    request.session, request.user = client.session, person
    record_authentication(request, person, method="password", reauthenticated=True)
    response = HttpResponse()
    key = keyrings.open_with_server(person.pk, now=timezone.now())
    keyrings.remember(request, response, key, now=timezone.now())
    request.session.save()
    half = response.cookies[settings.OPENED_COOKIE_NAME].value
    client.cookies[settings.OPENED_COOKIE_NAME] = half
    return client
