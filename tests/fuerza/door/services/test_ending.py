"""Once it is over who never came did not come, and a week later nothing says who did; totals are kept."""

from datetime import timedelta

from fuerza.attendance import services as attendance
from fuerza.attendance.models import Registration
from fuerza.door import queries, services
from fuerza.door.models import CheckIn, Door, Ticket
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import states
from tests.fuerza.door.conftest import DAY, CodeOf, OpenDoor


def left() -> list[int]:
    return [model.objects.count() for model in (Ticket, CheckIn, Door)]


def test_who_never_came_did_not_come_once_it_is_over_and_not_before(
    edition: Edition, open_door: OpenDoor, code_of: CodeOf
) -> None:
    code = code_of("ana")
    code_of("bea")
    services.check_in(door=open_door(), text=code, now=DAY)

    services.settle_absent(now=DAY)
    before = states(edition), queries.totals(edition)
    Edition.objects.update(state="completed")
    edition.refresh_from_db()
    services.settle_absent(now=DAY)

    assert before == ({"ana": "attended", "bea": "confirmed"}, None)
    assert states(edition) == {"ana": "attended", "bea": "no_show"}
    assert queries.totals(edition) == (1, 1)
    assert sorted(Ticket.objects.values_list("state", flat=True)) == ["used", "void"]


def test_where_no_door_let_anybody_in_nobody_is_said_not_to_have_come(
    edition: Edition, open_door: OpenDoor, code_of: CodeOf
) -> None:
    code_of("ana")
    open_door()
    Edition.objects.update(state="completed")

    services.settle_absent(now=DAY)

    assert states(edition) == {"ana": "confirmed"}


def test_a_week_after_nothing_of_tickets_and_doors_is_left(
    edition: Edition, open_door: OpenDoor, code_of: CodeOf
) -> None:
    services.check_in(door=open_door(), text=code_of("ana"), now=DAY)

    services.purge(now=DAY + timedelta(days=7))
    before = left()
    services.purge(now=DAY + timedelta(days=9))

    assert (before, left(), states(edition)) == ([1, 1, 1], [0, 0, 0], {"ana": "attended"})


def test_of_an_edition_without_a_day_it_is_gone_a_week_after_it_was_used(
    edition: Edition, open_door: OpenDoor, code_of: CodeOf
) -> None:
    code = code_of("ana")
    code_of("bea")
    Edition.objects.update(starts="", precision="", first_day=None, last_day=None)
    services.check_in(door=open_door(), text=code, now=DAY)

    services.purge(now=DAY + timedelta(days=9))

    assert (left(), states(edition)["ana"]) == ([1, 0, 0], "attended")


def test_closed_for_good_nothing_says_who_came_in(
    edition: Edition, open_door: OpenDoor, code_of: CodeOf, olivia: Person
) -> None:
    door = open_door()
    services.check_in(door=door, text=code_of("ana"), now=DAY)

    attendance.close_for_good(edition=edition, by=olivia, now=DAY)

    assert (left(), Registration.objects.count()) == ([0, 0, 1], 0)
    assert queries.shut_because(door, DAY) == "closed_for_good"
