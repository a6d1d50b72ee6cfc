"""A programme, two places, ways to make editions and people, and browsers in which they are signed in."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from django.test import Client

from fuerza.core import keyrings
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.programme import services
from fuerza.programme.choices import EditionState, Format, PlaceKind
from fuerza.programme.models import Edition, Place, Programme, Session
from fuerza.programme.services import Details, NewPlace, NewSession

NOW = datetime(2026, 11, 3, 14, 20, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MakePerson = Callable[..., Person]
OpenEdition = Callable[..., Edition]
AddSession = Callable[..., Session]


@pytest.fixture
def programme() -> Programme:
    return services.open_programme(
        slug="fuerza",
        name="Fuerza",
        hashtag="#FuerzaTest",
        language="en",
        now=NOW,
        about="We meet.",
    )


@pytest.fixture
def colombia() -> Place:
    names = {"en": "Colombia", "ar": "كولومبيا"}
    return services.add_place(
        new=NewPlace(names=names, country="CO", kind=PlaceKind.COUNTRY, geoname_id=3686110)
    )


@pytest.fixture
def bogota(colombia: Place) -> Place:  # noqa: ARG001 -- its country is what the test looks it up by
    new = NewPlace(
        names={"en": "Bogotá", "ar": "بوغوتا"},
        country="CO",
        geoname_id=3688689,
        zone="America/Bogota",
    )
    return services.add_place(new=new, aliases=["Santafé de Bogotá"])


@pytest.fixture
def sydney() -> Place:
    new = NewPlace(names={"en": "Sydney"}, country="AU", zone="Australia/Sydney")
    return services.add_place(new=new)


@pytest.fixture
def open_edition(programme: Programme, bogota: Place) -> OpenEdition:
    """Open an edition, ready to be announced unless its issue is taken away; its state may be given."""

    def opened(
        starts: str = "2027-04-09",
        state: str = EditionState.DRAFT,
        *,
        place: Place = bogota,
        issue: str = "Who pays for silence",
        **details: object,
    ) -> Edition:
        settled = Details(starts=starts, **details)  # type: ignore[arg-type]  # the test says which
        edition = services.open_edition(programme=programme, place=place, details=settled, now=NOW)
        services.write_text(holder=edition, field="issue", language="en", text=issue)
        way = [EditionState.ANNOUNCED, EditionState.OPEN, EditionState.CLOSED]
        for step in way[: way.index(EditionState(state)) + 1] if state in way else []:
            edition = services.move_on(edition=edition, to=step, now=NOW)
        return edition

    return opened


@pytest.fixture
def add_session() -> AddSession:
    def added(edition: Edition, title: str = "Round one", **more: object) -> Session:
        fields: dict[str, object] = {
            "format": Format.ROUND_TABLE,
            "starts": time(9, 30),
            "ends": time(10, 45),
            "titles": {edition.source_language: title},
        }
        return services.add_session(edition=edition, new=NewSession(**fields | more), now=NOW)  # type: ignore[arg-type]  # the test says which

    return added


@pytest.fixture
def make() -> MakePerson:
    """Make a person with one role, for the whole programme or for a scope."""

    def made(name: str, role: str = "", scope_id: uuid.UUID | None = None) -> Person:
        person = Person.objects.create_user(name, zone="Europe/Madrid")
        keyrings.make_keyring(person.id, now=NOW)
        if role:
            people.give_role(person=person, name=role, by=None, now=NOW, scope_id=scope_id)
        return person

    return made


@pytest.fixture
def olivia(make: MakePerson) -> Person:
    """She organises the whole programme."""
    return make("olivia", "organiser")


@pytest.fixture
def as_olivia(olivia: Person) -> Client:
    return signed_in(olivia)


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person, backend=BACKEND)
    return browser
