"""Hours are local to a zone, and an hour that its clocks leave out is refused."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction
from msgspec.structs import replace

from fuerza.programme import services
from fuerza.programme.models import Place, Programme, Session
from fuerza.programme.services import (
    Details,
    EndedBeforeItBegan,
    Hours,
    NoSuchHour,
    OutsideTheEdition,
    ZoneUnknown,
)
from tests.fuerza.programme.conftest import NOW, AddSession, OpenEdition


def test_a_session_is_on_the_editions_day_unless_it_says_another(
    open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition("2027-04-09")

    own = add_session(edition)
    next_day = add_session(edition, on=date(2027, 4, 10))

    assert (own.on, next_day.on) == (date(2027, 4, 9), date(2027, 4, 10))


def test_while_the_day_is_not_known_the_session_has_none(
    open_edition: OpenEdition, add_session: AddSession
) -> None:
    session = add_session(open_edition("2027-04"))

    assert session.on is None


@pytest.mark.parametrize(("starts", "on"), [("2027-04-09", 8), ("2027-05", 30)])
def test_no_session_is_before_its_edition(
    open_edition: OpenEdition, add_session: AddSession, starts: str, on: int
) -> None:
    edition = open_edition(starts)

    with pytest.raises(OutsideTheEdition):
        add_session(edition, on=date(2027, 4, on))

    assert not Session.objects.exists()


@pytest.mark.parametrize("ends", [time(9, 30), time(9, 0)])
def test_a_session_ends_after_it_begins(
    open_edition: OpenEdition, add_session: AddSession, ends: time
) -> None:
    with pytest.raises(EndedBeforeItBegan):
        add_session(open_edition(), ends=ends)


@pytest.mark.parametrize(("starts", "ends"), [(time(2, 30), time(4)), (time(1), time(2, 30))])
def test_an_hour_that_clocks_go_forward_over_is_refused(
    open_edition: OpenEdition, add_session: AddSession, sydney: Place, starts: time, ends: time
) -> None:
    edition = open_edition("2027-10-03", place=sydney)

    with pytest.raises(NoSuchHour):
        add_session(edition, starts=starts, ends=ends)
    add_session(edition, starts=starts, ends=ends, on=date(2027, 10, 4))

    assert Session.objects.count() == 1


def test_without_a_zone_there_are_no_hours(
    programme: Programme, colombia: Place, add_session: AddSession
) -> None:
    edition = services.open_edition(programme=programme, place=colombia, details=Details(), now=NOW)

    with pytest.raises(ZoneUnknown):
        add_session(edition)


def test_only_the_soapbox_has_slots_of_140_seconds_unless_told_otherwise(
    open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition()

    slots = [
        add_session(edition, format=kind, slot_seconds=given).slot_seconds
        for kind, given in [("soapbox", None), ("soapbox", 90), ("panel", None), ("panel", 90)]
    ]

    assert slots == [140, 90, None, None]


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("soapbox", {"slot_seconds": None}),
        ("soapbox", {"slot_seconds": 0}),
        ("panel", {"slot_seconds": 140}),
        ("panel", {"ends": time(9)}),
    ],
)
def test_the_database_itself_refuses_a_broken_session(
    open_edition: OpenEdition, add_session: AddSession, kind: str, change: dict[str, object]
) -> None:
    session = add_session(open_edition(), format=kind)

    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(**change)


LATER = datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_moving_a_session_counts_as_a_change(
    open_edition: OpenEdition, add_session: AddSession
) -> None:
    session = add_session(open_edition("2027-04-09"))
    before = session.sequence

    services.move_session(
        session=session, to=Hours(time(14), time(15), date(2027, 4, 10)), now=LATER
    )

    session.refresh_from_db()
    assert (session.on, session.starts, session.ends) == (date(2027, 4, 10), time(14), time(15))
    assert (session.sequence, session.changed_at) == (before + 1, LATER)


def test_a_session_is_not_moved_to_an_hour_that_never_comes(
    open_edition: OpenEdition, add_session: AddSession, sydney: Place
) -> None:
    session = add_session(open_edition("2027-10-03", place=sydney))
    before = session.sequence

    with pytest.raises(NoSuchHour):
        services.move_session(session=session, to=Hours(time(2, 15), time(4)), now=LATER)

    session.refresh_from_db()
    assert (session.starts, session.sequence) == (time(9, 30), before)


def test_an_agenda_moves_with_its_editions_day(
    open_edition: OpenEdition, add_session: AddSession, sydney: Place
) -> None:
    edition = open_edition("2027-04-09", place=sydney)
    first = add_session(edition)
    second = add_session(edition, on=date(2027, 4, 10), starts=time(2, 15), ends=time(4))
    unsettled = add_session(edition)
    Session.objects.filter(pk=unsettled.pk).update(on=None)

    details = replace(services.details_of(edition), starts="2027-10-02")
    services.change_edition(edition=edition, details=details, now=LATER)

    days = [Session.objects.get(pk=one.pk).on for one in (first, second, unsettled)]
    assert days == [date(2027, 10, 2), None, None]  # at 02:15 on the 3rd clocks go forward


def test_an_agenda_stays_where_its_edition_is_no_longer_known_to_the_day(
    open_edition: OpenEdition, add_session: AddSession
) -> None:
    edition = open_edition("2027-04-09")
    session = add_session(edition)
    before = session.sequence

    details = replace(services.details_of(edition), starts="2027-05")
    services.change_edition(edition=edition, details=details, now=LATER)

    session.refresh_from_db()
    assert (session.on, session.sequence) == (date(2027, 4, 9), before)
