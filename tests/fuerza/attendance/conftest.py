"""An open edition with seats, its organiser, ways to invite and to have people answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fuerza.attendance import services
from fuerza.attendance.choices import Channel
from fuerza.attendance.models import Invitation, Registration
from fuerza.attendance.services import Reply, Terms
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.programme.conftest import (
    NOW,
    AddSession,
    MakePerson,
    OpenEdition,
    add_session,
    as_olivia,
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
    "AddSession",
    "MakePerson",
    "OpenEdition",
    "add_session",
    "as_olivia",
    "bogota",
    "colombia",
    "make",
    "olivia",
    "open_edition",
    "programme",
    "signed_in",
]
Invite = Callable[..., services.Made]
Come = Callable[..., Registration]
LATER = NOW + timedelta(hours=25)


@pytest.fixture
def edition(open_edition: OpenEdition, olivia: Person) -> Edition:
    """Two seats, and an offer holds a day."""
    edition = open_edition("2027-04-09", "open")
    services.settle_seats(edition=edition, capacity=2, by=olivia, now=NOW)
    return edition


@pytest.fixture
def invite(edition: Edition, olivia: Person) -> Invite:
    def invited(**terms: object) -> services.Made:
        settled = Terms(**{"channel": Channel.LINK} | terms)  # type: ignore[arg-type]  # the test says which
        [made] = services.invite(edition=edition, terms=settled, number=1, by=olivia, now=NOW)
        return made

    return invited


@pytest.fixture
def come(invite: Invite, make: MakePerson) -> Come:
    """Have somebody of this name, new or known, say yes to an invitation of her own."""

    def came(name: str, **reply: object) -> Registration:
        person = Person.objects.filter(username=name).first() or make(name)
        return services.accept(
            invitation=invite().invitation,
            person=person,
            reply=Reply(**reply),  # type: ignore[arg-type]  # the test says which
            now=NOW,
        )

    return came


def states(edition: Edition) -> dict[str, str]:
    """Say where each stands, in the order of the queue."""
    rows = Registration.objects.filter(edition=edition).order_by("number")
    return {row.person.username: row.state for row in rows.select_related("person")}


def state_of(invitation: Invitation) -> str:
    invitation.refresh_from_db()
    return invitation.state
