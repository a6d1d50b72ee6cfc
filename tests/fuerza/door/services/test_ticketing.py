"""Her ticket holds while she has the place it was made for; a new one ends the one before; the table tells no code."""

import pytest

from fuerza.attendance import services as attendance
from fuerza.door import queries, services
from fuerza.door.models import Ticket
from tests.fuerza.door.conftest import DAY, Come, OpenDoor


def test_looked_at_again_it_is_the_same_ticket_and_its_code_is_in_no_row(come: Come) -> None:
    row = come("ana")

    first = services.ticket_for(registration=row, now=DAY)
    again = services.ticket_for(registration=row, now=DAY)

    code = queries.code_for(first.pk)
    stored = b"".join(
        bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
        for value in Ticket.objects.values_list().get()
    )
    assert (first, len(code), code.encode() in stored) == (again, 12, False)
    assert queries.ticket_with(code) == first


def test_a_new_one_ends_the_one_before(come: Come) -> None:
    row = come("ana")
    old = services.ticket_for(registration=row, now=DAY)

    new = services.renew(registration=row, now=DAY)

    old.refresh_from_db()
    assert (old.state, old.ended_at, new.state) == ("reissued", DAY, "issued")
    assert queries.ticket_of(row) == new


def test_who_left_and_came_back_has_another_ticket(come: Come) -> None:
    old = services.ticket_for(registration=come("ana"), now=DAY)
    attendance.leave(registration=old.registration, now=DAY)
    back = come("ana")

    new = services.ticket_for(registration=back, now=DAY)

    old.refresh_from_db()
    assert (old.state, new.state, new.number) == ("void", "issued", back.number)


@pytest.mark.parametrize("state", ["waitlisted", "offered", "cancelled", "no_show"])
def test_without_a_place_there_is_none(come: Come, state: str) -> None:
    row = come("ana")
    type(row).objects.update(state=state)

    with pytest.raises(services.NoTicket):
        services.ticket_for(registration=row, now=DAY)
    with pytest.raises(services.NoTicket):
        services.renew(registration=row, now=DAY)


def test_who_is_in_keeps_the_ticket_that_was_used_and_makes_no_other(
    come: Come, open_door: OpenDoor
) -> None:
    row = come("ana")
    ticket = services.ticket_for(registration=row, now=DAY)
    services.check_in(door=open_door(), text=queries.code_for(ticket.pk), now=DAY)

    assert services.ticket_for(registration=row, now=DAY).state == "used"
    with pytest.raises(services.NoTicket):
        services.renew(registration=row, now=DAY)


def test_a_door_opened_gives_each_who_has_a_place_a_ticket_and_changes_none(
    come: Come, open_door: OpenDoor
) -> None:
    ana, bea, carla = come("ana"), come("bea"), come("carla")
    held = services.ticket_for(registration=ana, now=DAY)
    left = services.ticket_for(registration=bea, now=DAY)
    attendance.leave(registration=bea, now=DAY)
    back = come("bea")
    type(carla).objects.filter(pk=carla.pk).update(state="waitlisted")

    open_door()

    left.refresh_from_db()
    assert (queries.ticket_of(ana), left.state) == (held, "void")
    assert (queries.ticket_of(back) is not None, queries.ticket_of(carla)) == (True, None)
    assert queries.ticket_of(back) != left
