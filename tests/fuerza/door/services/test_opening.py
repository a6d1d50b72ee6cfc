"""A door's link puts one phone at it, once and soon; by hand, by the clock or by the phone it ends."""

from datetime import timedelta

import pytest

from fuerza.attendance import services as attendance
from fuerza.core import audit
from fuerza.core.codes import in_groups
from fuerza.door import queries, services
from fuerza.door.choices import Refusal
from fuerza.door.models import Door
from fuerza.door.services import Terms
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.door.conftest import DAY, OpenDoor, later


def opened(edition: Edition, by: Person) -> services.Opened:
    return services.open_door(edition=edition, terms=Terms(hours=2), by=by, now=DAY)


def test_a_link_puts_one_phone_at_the_door_and_no_second(edition: Edition, olivia: Person) -> None:
    made = opened(edition, olivia)

    door, cookie = services.enter(code=in_groups(made.code), now=later(29))

    with pytest.raises(services.LinkGone):
        services.enter(code=made.code, now=later(29))
    assert (queries.door_by_cookie(cookie), queries.door_by_cookie("")) == (door, None)
    assert queries.door_by_cookie(made.code) is None
    assert queries.shut_because(door, later(119)) is None
    assert [one.verb for one in audit.trail_of(olivia.pk)][-1] == "door opened"


@pytest.mark.parametrize("what", ["too old", "taken back", "never made"])
def test_a_link_that_is_none_any_more_opens_nothing(
    edition: Edition, olivia: Person, what: str
) -> None:
    made = opened(edition, olivia)
    if what == "taken back":
        services.take_back(door=made.door, by=olivia, now=DAY)
    code = "ABCDEFGHJKMN" if what == "never made" else made.code

    with pytest.raises(services.LinkGone):
        services.enter(code=code, now=later(30 if what == "too old" else 1))


def test_of_two_phones_at_once_one_is_at_the_door(
    edition: Edition, olivia: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = opened(edition, olivia)
    found = queries.door_by_link(made.code, DAY)
    services.enter(code=made.code, now=DAY)

    monkeypatch.setattr(queries, "door_by_link", lambda _code, _now: found)

    with pytest.raises(services.LinkGone):
        services.enter(code=made.code, now=DAY)


def test_a_door_ends_by_hand_by_the_clock_and_by_its_phone(
    open_door: OpenDoor, olivia: Person
) -> None:
    back, over, left = open_door(), open_door(hours=1), open_door()

    services.take_back(door=back, by=olivia, now=later(1))
    services.leave(door=left, now=later(1))
    services.leave(door=over, now=later(90))

    def why(door: Door) -> Refusal | None:
        return queries.shut_because(Door.objects.get(pk=door.pk), later(60))

    assert [why(one) for one in (back, over, left)] == ["door_taken_back", "door_over", "door_over"]
    assert Door.objects.get(pk=over.pk).ends_at == later(60)
    assert [one.number for one in queries.doors_of(over.edition)] == [3, 2, 1]


def test_no_door_is_opened_to_what_is_over_or_closed_for_good(
    edition: Edition, olivia: Person
) -> None:
    with pytest.raises(services.Refused, match="over"):
        services.open_door(edition=edition, terms=Terms(), by=olivia, now=DAY + timedelta(days=9))
    attendance.close_for_good(edition=edition, by=olivia, now=DAY)
    with pytest.raises(services.Refused, match="closed_for_good"):
        opened(edition, olivia)
