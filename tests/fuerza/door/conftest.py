"""An edition that takes place today, people who come to it, and a phone at its door."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from fuerza.attendance import services as attendance
from fuerza.door import queries, services
from fuerza.door.models import Door
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import (
    NOW,
    Come,
    MakePerson,
    OpenEdition,
    as_olivia,
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
    "as_olivia",
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
DAY = timezone.now()
OpenDoor = Callable[..., Door]
CodeOf = Callable[..., str]


@pytest.fixture
def edition(open_edition: OpenEdition, olivia: Person) -> Edition:
    edition = open_edition(DAY.date().isoformat(), "open")
    attendance.settle_seats(edition=edition, capacity=4, by=olivia, now=NOW)
    return edition


@pytest.fixture
def open_door(edition: Edition, olivia: Person) -> OpenDoor:
    """Open a door on a phone of its own."""

    def opened(**terms: object) -> Door:
        settled = services.Terms(**{"may_take_list": True} | terms)  # type: ignore[arg-type]  # the test says which
        made = services.open_door(edition=edition, terms=settled, by=olivia, now=DAY)
        door, _cookie = services.enter(code=made.code, now=DAY)
        return Door.objects.get(pk=door.pk)

    return opened


@pytest.fixture
def code_of(come: Come) -> CodeOf:
    """Have somebody of this name come, and return the code of her ticket."""

    def coded(name: str, **reply: object) -> str:
        ticket = services.ticket_for(registration=come(name, **reply), now=DAY)
        return queries.code_for(ticket.pk)

    return coded


def later(minutes: float) -> datetime:
    return DAY + timedelta(minutes=minutes)


@pytest.fixture
def door(open_door: OpenDoor) -> Door:
    return open_door()
