"""An edition with people who have a place, and ways to have them answer."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from fuerza.attendance.models import Registration, Seats
from fuerza.impact import services
from fuerza.impact.models import Round
from fuerza.impact.queries import Line
from fuerza.people.models import Person
from fuerza.programme.choices import EditionState
from fuerza.programme.models import Edition
from tests.fuerza.programme.conftest import (
    NOW,
    MakePerson,
    OpenEdition,
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
    "MakePerson",
    "OpenEdition",
    "as_olivia",
    "bogota",
    "colombia",
    "make",
    "olivia",
    "open_edition",
    "programme",
    "signed_in",
]
TODAY = NOW.date()
LATER = NOW + timedelta(days=15)
Fill = Callable[..., list[Registration]]
Say = Callable[..., None]


@pytest.fixture
def edition(open_edition: OpenEdition) -> Edition:
    return open_edition("2027-04-09", "open")


@pytest.fixture
def fill() -> Fill:
    """Give people a place at an edition, each of a field of work; the first have the names of those before."""

    def filled(edition: Edition, *fields: str, since: int = 0) -> list[Registration]:
        Seats.objects.get_or_create(edition=edition, defaults={"capacity": 500})
        rows = []
        for number, field in enumerate(fields, start=since):
            person, _new = Person.objects.get_or_create(username=f"w{number}")
            row = Registration.objects.create(
                edition=edition,
                person=person,
                field=field,
                state="confirmed",
                number=edition.registrations.count() + 1,
                registered_at=NOW,
                moved_at=NOW,
            )
            rows.append(row)
        return rows

    return filled


@pytest.fixture
def round_(edition: Edition, olivia: Person) -> Round:
    """Two weeks of listening."""
    return services.open_round(
        edition=edition, opens_on=TODAY, closes_on=TODAY + timedelta(days=14), by=olivia, now=NOW
    )


def say(
    round_: Round,
    people: Sequence[Person],
    line: str = "",
    kind: str = "line",
    on: date = TODAY,
    **chosen: list[str],
) -> None:
    """Have each take her page and answer the same."""
    then = NOW + (on - TODAY)
    lines = (Line(kind, line),) if line else ()
    for person in people:
        token = services.draw(round_=round_, person=person, now=then)
        given = services.Answer(chosen=chosen, lines=lines)
        services.answer(token=token, given=given, now=then)


def took_place(edition: Edition, on: date) -> Edition:
    """Have an edition be over, on this day."""
    edition.state, edition.announced_at = EditionState.COMPLETED, NOW
    edition.first_day = edition.last_day = on
    edition.starts = on.isoformat()
    edition.save()
    return edition
