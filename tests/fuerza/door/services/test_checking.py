"""One ticket lets one in, once, at whichever door is first; every no has its reason; a mistake can be taken back."""

import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from fuerza.attendance import queries as attendance_queries
from fuerza.attendance import services as attendance
from fuerza.attendance.models import Registration, Seats
from fuerza.core import hooks
from fuerza.core.codes import in_groups
from fuerza.door import queries, services
from fuerza.door.choices import MISSES_AT_MOST, Refusal
from fuerza.door.models import CheckIn, Door, Ticket
from fuerza.door.queries import Face
from fuerza.door.services import Noted, Result
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.door.conftest import DAY, NOW, Come, OpenDoor, OpenEdition, later


class Scene:
    """A door, an edition, and ways to change what a ticket is worth."""

    def __init__(
        self, edition: Edition, door: Door, come: Come, olivia: Person, other: OpenEdition
    ) -> None:
        self.edition, self.door, self.come, self.olivia, self.other = (
            edition,
            door,
            come,
            olivia,
            other,
        )
        self.who = "herself"
        self.at = DAY

    def guest(self, name: str = "ana", **reply: object) -> tuple[Registration, str]:
        row = self.come(name, **reply)
        ticket = services.ticket_for(registration=row, now=DAY)
        return row, queries.code_for(ticket.pk)

    def token(self, code: str) -> str:
        ticket = queries.ticket_with(code)
        assert ticket is not None
        return queries.token_of(ticket)


@pytest.fixture
def scene(
    edition: Edition, open_door: OpenDoor, come: Come, olivia: Person, open_edition: OpenEdition
) -> Scene:
    return Scene(edition, open_door(), come, olivia, open_edition)


def _unreadable(_scene: Scene) -> str:
    return "hello"


def _forged(scene: Scene) -> str:
    _row, code = scene.guest()
    bea = scene.guest("bea")[1]
    return f"{code}.{scene.token(bea).partition('.')[2]}"


def _unknown(_scene: Scene) -> str:
    return "ABCDEFGHJKMN"


def _gone(scene: Scene) -> str:
    _row, code = scene.guest()
    token = scene.token(code)
    Ticket.objects.all().delete()
    return token


def _other_edition(scene: Scene) -> str:
    _row, code = scene.guest()
    elsewhere = scene.other("2030-01-01", "open")
    Door.objects.filter(pk=scene.door.pk).update(edition=elsewhere)
    attendance.settle_seats(edition=elsewhere, capacity=1, by=scene.olivia, now=NOW)
    return code


def _replaced(scene: Scene) -> str:
    row, code = scene.guest()
    services.renew(registration=row, now=DAY)
    return code


def _voided(scene: Scene) -> str:
    row, code = scene.guest()
    attendance.leave(registration=row, now=DAY)
    scene.come("ana")
    return code


def _settled(state: str, code: str) -> str:
    Registration.objects.update(state=state)
    return code


def _edition(code: str, **fields: object) -> str:
    Edition.objects.update(**fields)
    return code


def _not_yet(scene: Scene) -> str:
    scene.at = DAY - timedelta(days=3)
    return scene.guest()[1]


def _closed(scene: Scene) -> str:
    _row, code = scene.guest()
    attendance.close_for_good(edition=scene.edition, by=scene.olivia, now=DAY)
    return code


def _already(scene: Scene) -> str:
    _row, code = scene.guest()
    services.check_in(door=scene.door, text=code, now=later(-5))
    return code


def _alone(scene: Scene) -> str:
    scene.who = "along"
    return scene.guest(companions=("carer",))[1]


def _all_in(scene: Scene) -> str:
    _row, code = scene.guest(companions=("carer",))
    services.check_in(door=scene.door, text=code, now=DAY)
    services.check_in(door=scene.door, text=code, who="along", now=DAY)
    scene.who = "along"
    return code


def _door_over(scene: Scene) -> str:
    scene.at = scene.door.ends_at
    return scene.guest()[1]


def _taken_back(scene: Scene) -> str:
    services.take_back(door=scene.door, by=scene.olivia, now=DAY)
    return scene.guest()[1]


def _misses(scene: Scene) -> str:
    for _one in range(MISSES_AT_MOST):
        services.check_in(door=scene.door, text="ABCDEFGHJKMN", now=DAY)
    return scene.guest()[1]


REASONS: dict[str, Callable[[Scene], str]] = {
    "unreadable": _unreadable,
    "forged": _forged,
    "unknown": _unknown,
    "gone": _gone,
    "other_edition": _other_edition,
    "replaced": _replaced,
    "voided": _voided,
    "called_off": lambda scene: _edition(scene.guest()[1], state="cancelled"),
    "not_yet": _not_yet,
    "over": lambda scene: _edition(scene.guest()[1], state="completed"),
    "closed_for_good": _closed,
    "cancelled": lambda scene: _settled("cancelled", scene.guest()[1]),
    "waiting": lambda scene: _settled("waitlisted", scene.guest()[1]),
    "not_confirmed": lambda scene: _settled("offered", scene.guest()[1]),
    "already_in": _already,
    "alone": _alone,
    "all_in": _all_in,
    "door_over": _door_over,
    "door_taken_back": _taken_back,
    "too_many_misses": _misses,
}


@pytest.mark.parametrize("why", REASONS)
def test_each_no_has_its_own_reason_and_shows_nobody(scene: Scene, why: str) -> None:
    text = REASONS[why](scene)
    before = CheckIn.objects.count()

    result = services.check_in(door=scene.door, text=text, who=scene.who, now=scene.at)

    ago = 5 if why == "already_in" else None
    assert result == Result(why=why, minutes_ago=ago)
    assert (bool(result.words), CheckIn.objects.count()) == (True, before)


def test_every_reason_is_reached_by_a_test() -> None:
    here = {"excluded", "list_over"}  # below

    assert {*REASONS} | here == {*Refusal.values}


def test_who_is_kept_out_is_not_let_in_whatever_her_ticket(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, code = scene.guest()
    bea = scene.guest("bea")[1]

    def kept_out(edition_id: uuid.UUID, person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        return {row.person_id} & {*person_ids} if edition_id == scene.edition.pk else set()

    monkeypatch.setitem(hooks._registered["kept_out"], "test", kept_out)

    answers = [services.check_in(door=scene.door, text=one, now=DAY).why for one in (code, bea)]

    assert answers == ["excluded", ""]
    with pytest.raises(services.NoTicket):
        services.renew(registration=row, now=DAY)


def test_the_door_is_told_badge_colour_and_that_there_are_needs_and_nothing_else(
    scene: Scene, open_door: OpenDoor
) -> None:
    row, code = scene.guest(badge="Ana A.", photo="yellow", needs=(("diet", "no nuts"),))
    names = attendance_queries.names_of(row)
    attendance.settle_names(registration=row, names=names, legal="Ana Paper", now=DAY)
    _other, bea = scene.guest("bea")
    strict = open_door(asks_legal_name=True)

    spelled = in_groups(code).lower()
    told = services.check_in(door=scene.door, text=f" {spelled} ", now=DAY)
    services.undo(door=scene.door, check_in_id=told.check_in or uuid.uuid4(), now=DAY)
    papers = services.check_in(door=strict, text=scene.token(code), now=DAY)
    bare = services.check_in(door=strict, text=bea, now=DAY)

    assert told.face == Face(badge="Ana A.", photo="yellow", has_needs=True, legal="")
    assert [note for _need, note in attendance_queries.needs_at(scene.edition)] == ["no nuts"]
    assert papers.face == Face(badge="Ana A.", photo="yellow", has_needs=True, legal="Ana Paper")
    assert bare.face == Face(badge="", photo="red", has_needs=False)


def test_a_mistake_is_taken_back_by_its_own_door_within_minutes_and_with_whoever_came_along(
    scene: Scene, open_door: OpenDoor
) -> None:
    row, code = scene.guest(companions=("carer", "child"))
    first = services.check_in(door=scene.door, text=code, now=DAY)
    along = services.check_in(door=scene.door, text=code, who="along", now=DAY)
    assert first.check_in is not None
    assert along.check_in is not None
    other = open_door()

    def undone(door: Door, which: uuid.UUID, minutes: float) -> bool:
        return services.undo(door=door, check_in_id=which, now=later(minutes))

    refused = [undone(other, first.check_in, 1), undone(scene.door, first.check_in, 10.1)]
    one = undone(scene.door, along.check_in, 9)
    again = services.check_in(door=scene.door, text=code, who="along", now=later(9))
    both = undone(scene.door, first.check_in, 9)

    row.refresh_from_db()
    assert (refused, one, again.why, both) == ([False, False], True, "", True)
    assert (row.state, Ticket.objects.get(registration=row).state) == ("confirmed", "issued")
    assert CheckIn.objects.count() == 0
    assert services.check_in(door=scene.door, text=code, now=later(9)).why == ""


def test_a_good_code_ends_the_count_of_those_that_were_none(scene: Scene) -> None:
    _row, code = scene.guest()
    for _one in range(MISSES_AT_MOST - 1):
        services.check_in(door=scene.door, text="ABCDEFGHJKMN", now=DAY)

    services.check_in(door=scene.door, text=code, now=DAY)

    assert Door.objects.get(pk=scene.door.pk).misses == 0
    assert Seats.objects.count() == 1


def sent(code: str, minutes: float = 5, **more: object) -> Noted:
    return Noted(id=uuid.uuid4(), at=later(minutes), text=code, **more)  # type: ignore[arg-type]  # the test says which


def test_what_was_noted_without_a_connection_is_taken_once_however_often_it_is_sent(
    scene: Scene,
) -> None:
    row, code = scene.guest(companions=("carer",))
    note, along = sent(code), sent(code, who="along")
    after = scene.door.ends_at + timedelta(hours=11)

    first = services.take_noted(door=scene.door, noted=note, now=after)
    again = services.take_noted(door=scene.door, noted=note, now=after)
    beside = services.take_noted(door=scene.door, noted=along, now=after)

    row.refresh_from_db()
    assert (first.check_in, first.why, again) == (note.id, "", Result(check_in=note.id))
    assert (beside.why, row.state) == ("", "attended")
    assert [one.at for one in CheckIn.objects.order_by("at")] == [later(5), later(5)]


def test_what_was_noted_counts_though_the_edition_was_closed_meanwhile(scene: Scene) -> None:
    row, code = scene.guest()
    Edition.objects.update(state="completed")
    Registration.objects.update(state="no_show")

    result = services.take_noted(door=scene.door, noted=sent(code), now=later(60))

    row.refresh_from_db()
    assert (result.why, row.state) == ("", "attended")


def test_what_was_noted_and_can_not_hold_is_said_with_its_reason(
    scene: Scene, open_door: OpenDoor, olivia: Person
) -> None:
    _row, code = scene.guest()
    other, without = open_door(), open_door(may_take_list=False)
    services.check_in(door=other, text=code, now=later(1))
    note = sent(scene.guest("bea")[1])
    services.take_noted(door=scene.door, noted=note, now=later(6))
    late = scene.door.ends_at + timedelta(hours=12)

    def why(door: Door, noted: Noted, minutes: float = 6) -> str:
        return services.take_noted(door=door, noted=noted, now=later(minutes)).why

    assert [
        why(scene.door, sent(code)),
        why(scene.door, sent(code, -1)),
        why(scene.door, sent(code, 481)),
        why(without, sent(code)),
        why(other, note),
        services.take_noted(door=scene.door, noted=sent(code), now=late).why,
    ] == ["already_in", "list_over", "list_over", "list_over", "list_over", "door_over"]
    services.take_back(door=scene.door, by=olivia, now=later(7))
    assert why(scene.door, sent(code)) == "door_taken_back"
