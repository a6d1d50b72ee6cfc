"""An edition to which people may ask to come, four who may read, somebody who came before, and ways to ask."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fuerza.attendance.queries import address_key
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.vetting import services
from fuerza.vetting.models import Application
from fuerza.vetting.services import Asking
from tests.fuerza.attendance.conftest import come, edition, invite
from tests.fuerza.programme.conftest import (
    NOW,
    MakePerson,
    OpenEdition,
    bogota,
    colombia,
    make,
    olivia,
    open_edition,
    programme,
    signed_in,
)

__all__ = [
    "NOW",
    "MakePerson",
    "OpenEdition",
    "bogota",
    "colombia",
    "come",
    "edition",
    "invite",
    "make",
    "olivia",
    "open_edition",
    "programme",
    "signed_in",
]
DAY = timedelta(days=1)
QUESTIONS = ["What do you do?", "Why now?"]
Ask = Callable[..., Application]


@pytest.fixture
def readers(make: MakePerson, olivia: Person, edition: Edition) -> list[Person]:
    """Four who organise it."""
    return [olivia, *(make(name, "organiser", edition.pk) for name in ("paula", "quinn", "rosa"))]


@pytest.fixture
def is_open(edition: Edition, olivia: Person) -> Edition:
    services.settle_opening(
        edition=edition, is_open=True, questions=QUESTIONS, after="We read it", by=olivia, now=NOW
    )
    return edition


@pytest.fixture
def ask(is_open: Edition) -> Ask:
    """Ask from an address; confirmed unless the test says otherwise."""

    def asked(
        address: str = "ana@b.test", *, person: Person | None = None, is_confirmed: bool = True
    ) -> Application:
        answers = [(QUESTIONS[0], "I report"), (QUESTIONS[1], "")]
        services.ask(
            edition=is_open, asking=Asking(address=address, name="Ana", answers=answers), now=NOW
        )
        application = Application.objects.get(address_key=address_key(is_open.pk, address))
        if is_confirmed:
            application = services.confirm(application=application, person=person, now=NOW)
        return application

    return asked


def say(application: Application, by: Person, view: str) -> Application:
    return services.give_view(
        application=application, view=view, reason=f"{by.username}: {view}", by=by, now=NOW
    )


def refused(application: Application, readers: list[Person]) -> Application:
    """Have the first two say no."""
    for reader in readers[:2]:
        application = say(application, reader, "no")
    return application
