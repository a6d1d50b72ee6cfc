"""A week after an edition its queue and tables are gone; closed for good, at once; her list is not the edition's."""

from datetime import UTC, datetime

from fuerza.attendance import services as attendance
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.slots import services
from fuerza.slots.models import Booking, CheckList, Order, Table, Turn
from tests.fuerza.slots.conftest import NOW, Join, Make, Sit


def left() -> list[int]:
    return [model.objects.count() for model in (Turn, Table, Booking, Order, CheckList)]


def fill(lay: Make, sit: Sit, join: Join) -> None:
    lay(count=2)
    turn = join("ana")
    sit("ana")
    services.keep_list(person=turn.registration.person, noted={}, now=NOW)


def test_a_week_after_queue_and_tables_are_gone_and_not_before(
    lay: Make, sit: Sit, join: Join
) -> None:
    fill(lay, sit, join)

    services.purge(now=datetime(2027, 4, 17, 12, tzinfo=UTC))
    before = left()
    services.purge(now=datetime(2027, 4, 18, 12, tzinfo=UTC))

    assert (before, left()) == ([1, 2, 1, 2, 1], [0, 0, 0, 0, 1])


def test_closed_for_good_nothing_says_who_spoke_or_sat_where(
    lay: Make, sit: Sit, join: Join, edition: Edition, olivia: Person
) -> None:
    fill(lay, sit, join)

    attendance.close_for_good(edition=edition, by=olivia, now=NOW)

    assert left() == [0, 0, 0, 0, 1]
