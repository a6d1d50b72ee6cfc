"""Before the first sensitive step she is told, once, what leaving can't do (R6)."""

from datetime import UTC, datetime

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from fuerza.core import audit, interruption
from fuerza.core.models import AuditEntry
from fuerza.people.models import Person

NOW = datetime(2026, 11, 3, 14, 20, tzinfo=UTC)


@interruption.after_warning
def sensitive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("hers")


@pytest.fixture
def berta(client: Client) -> Person:
    person = Person.objects.create_user("berta")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return person


def asked(client: Client, person: Person) -> HttpResponse:
    """Ask for the sensitive view within the client's session."""
    request = RequestFactory().get("/d/")
    request.user = person
    request.session = client.session
    reply = sensitive(request)
    request.session.save()
    return reply


def test_the_warning_comes_first_and_leads_on_to_where_she_was_going(
    client: Client, berta: Person
) -> None:
    first = asked(client, berta)
    page = client.get("/o/").content.decode()
    on = client.post("/o/")

    assert (first.status_code, first["Location"]) == (302, "/o/")
    assert "history still shows" in page
    assert (on.status_code, on["Location"]) == (302, "/d/")
    assert asked(client, berta).content == b"hers"


def test_the_warning_is_read_once_for_good(client: Client, berta: Person) -> None:
    audit.note(berta.id, berta.id, interruption.VERB, at=NOW)

    assert asked(client, berta).content == b"hers"


def test_reading_the_warning_again_is_noted_once(client: Client, berta: Person) -> None:
    client.post("/o/")
    client.post("/o/")

    assert interruption.was_warned(berta.id)
    assert AuditEntry.objects.filter(verb=interruption.VERB).count() == 1


def test_another_persons_reading_does_not_count(client: Client, berta: Person) -> None:
    audit.note(Person.objects.create_user("carla").id, None, interruption.VERB, at=NOW)

    assert asked(client, berta)["Location"] == "/o/"
