"""Many answer at once for few seats: as many are confirmed, the rest wait in order, nobody meets an error."""

import pytest

from tests.real.conftest import Fuerza

MODULE = "tests.real.seating"
PEOPLE = 200
pytestmark = pytest.mark.real
AT_ONCE = {"on_sqlite": PEOPLE, "on_postgres": 40}
"""PostgreSQL takes a hundred connections, and each thread has two: forty at a time go through all two hundred."""


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def database(request: pytest.FixtureRequest) -> tuple[Fuerza, int]:
    return request.getfixturevalue(request.param), AT_ONCE[request.param]


def test_two_hundred_at_once_for_twenty_seats_then_twenty_for_one_table(
    database: tuple[Fuerza, int],
) -> None:
    fuerza, at_once = database

    said = fuerza.run(f"build={PEOPLE}", f"answer={at_once}", module=MODULE)

    turns = fuerza.run(module="tests.real.turns")

    assert said == "confirmed=20 waitlisted=180 in order=True errors=0", fuerza.said()[-2000:]
    assert turns == "queued=20 in order=True booked=1 refused=19", fuerza.said()[-2000:]


def test_one_invitation_answered_at_once_is_one_registration_and_its_ticket_lets_in_at_one_door(
    database: tuple[Fuerza, int],
) -> None:
    fuerza, _at_once = database

    said = fuerza.run("build=30", "twice=30", "doors=8", module=MODULE)

    assert said == ("confirmed=1 waitlisted=0 in order=True errors=0 already_in=7 in=1"), (
        fuerza.said()[-2000:]
    )
