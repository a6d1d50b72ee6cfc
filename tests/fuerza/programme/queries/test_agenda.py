"""Hours are said so that they can be read one way only, on both sides of a change of clocks."""

from datetime import UTC, date, datetime, time

import pytest

from fuerza.core import times
from fuerza.programme import queries
from fuerza.programme.models import Place
from fuerza.programme.queries import Day
from tests.fuerza.programme.conftest import AddSession, OpenEdition


def offsets(days: list[Day]) -> list[str]:
    return [times.offset(row.begins) for day in days for row in day.hours if row.begins]


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        ("2015-03-03", "Australia/Sydney", "UTC+11"),
        ("2015-05-21", "Australia/Sydney", "UTC+10"),
        ("2016-04-28", "America/Mexico_City", "UTC\u22125"),
        ("2026-04-28", "America/Mexico_City", "UTC\u22126"),
        ("2016-01-15", "Europe/Dublin", "UTC"),
        ("2016-07-15", "Europe/Dublin", "UTC+1"),
        ("2016-10-14", "Asia/Kolkata", "UTC+5:30"),
        ("2016-10-14", "America/St_Johns", "UTC\u22122:30"),
    ],
)
def test_an_hour_has_the_offset_that_its_zone_had_that_day(
    open_edition: OpenEdition, add_session: AddSession, day: str, zone: str, expected: str
) -> None:
    edition = open_edition(day, zone=zone)
    add_session(edition)

    assert offsets(queries.agenda_of(edition)) == [expected]


def test_sessions_stand_by_day_in_the_order_of_their_hours_and_unsettled_ones_last(
    open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition("2027-04")
    unsettled = add_session(edition)
    late = add_session(edition, on=date(2027, 4, 9), starts=time(15), ends=time(16))
    next_day = add_session(edition, on=date(2027, 4, 10), starts=time(8), ends=time(9))
    early = add_session(edition, on=date(2027, 4, 9), starts=time(9), ends=time(10))

    days = queries.agenda_of(edition)

    assert [(day.on, [row.session for row in day.hours]) for day in days] == [
        (date(2027, 4, 9), [early, late]),
        (date(2027, 4, 10), [next_day]),
        (None, [unsettled]),
    ]
    assert (days[2].hours[0].begins, days[2].hours[0].ends) == (None, None)


def test_an_edition_begins_with_its_first_settled_session_and_a_day_alone_is_no_moment(
    open_edition: OpenEdition, add_session: AddSession
) -> None:
    bare, full = open_edition("2027-04-09"), open_edition("2027-05")
    add_session(full)
    add_session(full, on=date(2027, 5, 3), starts=time(14), ends=time(15))
    add_session(full, on=date(2027, 5, 2))

    assert queries.begins_at(bare) is None
    assert queries.begins_at(full) == datetime(2027, 5, 2, 14, 30, tzinfo=UTC)


def test_of_an_hour_that_comes_twice_the_first_is_meant(
    open_edition: OpenEdition, add_session: AddSession, sydney: Place
) -> None:
    edition = open_edition("2027-04-04", place=sydney)
    add_session(edition, starts=time(2, 30), ends=time(4))

    assert offsets(queries.agenda_of(edition)) == ["UTC+11"]


def test_what_is_no_soapbox_has_no_slots(
    open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition()
    soapbox = add_session(edition, format="soapbox", slot_seconds=900)

    assert queries.slots_of(soapbox) == [
        time(9, 30),
        time(9, 45),
        time(10),
        time(10, 15),
        time(10, 30),
    ]
    assert queries.slots_of(add_session(edition)) == []
