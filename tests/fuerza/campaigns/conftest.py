"""A campaign with a hashtag, a day together that lasts now, and people who have a place at an edition."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.attendance import services as attendance
from fuerza.campaigns import services
from fuerza.campaigns.models import Member, Together
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.programme import services as programmes
from fuerza.programme.models import Campaign, Edition, Programme
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
Enter = Callable[..., Member]
Avoid = Callable[[Person, Person], object]
HOUR = timedelta(hours=1)
FEW = ("ana", "bea", "carla", "dana")
ENOUGH = (*FEW, "eva")


@pytest.fixture
def edition(open_edition: OpenEdition, olivia: Person) -> Edition:
    edition = open_edition("2027-04-09", "open")
    attendance.settle_seats(edition=edition, capacity=90, by=olivia, now=NOW)
    return edition


@pytest.fixture
def campaign(programme: Programme) -> Campaign:
    return programmes.open_campaign(
        programme=programme,
        name="A safer day",
        language="en",
        starts="2027-02",
        hashtag="#SaferTest",
    )


@pytest.fixture
def day(campaign: Campaign, olivia: Person) -> Together:
    now = timezone.now()
    return services.open_day(
        campaign=campaign, begins_at=now - HOUR, ends_at=now + 9 * HOUR, by=olivia, now=now
    )


@pytest.fixture
def enter(day: Together, come: Come) -> Enter:
    def entered(name: str) -> Member:
        return services.join(
            day=day,
            registration=come(name),
            platform="bluesky",
            handle=f"@{name}.test",
            now=timezone.now(),
        )

    return entered


@pytest.fixture
def avoid() -> Avoid:
    """Have one avoid another."""
    return lambda person, other: people.avoid(person=person, other=other, now=NOW)
