"""Tables: each is taken once, one a person; what comes free goes on in order; whoever is kept apart never meets."""

from datetime import UTC, datetime, time

import pytest

from fuerza.attendance import services as attendance
from fuerza.core.models import Job
from fuerza.people.models import Person
from fuerza.programme.models import Edition, Session
from fuerza.slots import queries, services
from fuerza.slots.choices import Refusal
from fuerza.slots.models import Booking, Table
from tests.fuerza.slots.conftest import (
    AFTER,
    NOW,
    AddSession,
    Avoid,
    Come,
    Hall,
    Make,
    Sit,
)


def has(name: str) -> Table | None:
    return Booking.objects.select_related("table").get(registration__person__username=name).table


def refused(do: object) -> str:
    with pytest.raises(services.Refused) as error:
        do()  # type: ignore[operator]  # what the test hands in
    return error.value.why


def test_tables_stand_one_after_the_other_in_the_places_own_hours(lay: Make) -> None:
    made = lay(time(14, 30), count=2)

    assert [(one.begins_at, one.minutes) for one in made] == [
        (datetime(2027, 4, 9, 19, 30, tzinfo=UTC), 30),
        (datetime(2027, 4, 9, 20, 0, tzinfo=UTC), 30),
    ]


def test_tables_that_do_not_fit_or_have_no_day_are_not_made(
    lay: Make, clinic: Session, edition: Edition, add_session: AddSession, fay: Person
) -> None:
    undated = add_session(edition, format="clinic")
    undated.on = None
    new = services.NewTables(first=time(10), minutes=10, ambassador=fay, language="en")

    whys = [
        refused(lambda: lay(time(13, 30))),
        refused(lambda: lay(time(15), count=3)),
        refused(lambda: services.make_tables(session=undated, new=new, by=fay, now=NOW)),
    ]

    assert whys == [Refusal.NOT_WITHIN, Refusal.NOT_WITHIN, Refusal.NO_DAY]
    assert Table.objects.filter(session=clinic).count() == 0


def test_a_table_is_taken_once_and_one_a_person(lay: Make, sit: Sit) -> None:
    first, second = lay(count=2)
    sit("ana", first)

    whys = [refused(lambda: sit("bea", first)), refused(lambda: sit("ana", second))]

    assert (whys, has("ana")) == ([Refusal.TAKEN, Refusal.HAS_ONE], first)
    assert Booking.objects.count() == 1


def test_a_clinic_that_is_over_gives_no_table(lay: Make, come: Come, clinic: Session) -> None:
    [table] = lay()
    registration = come("ana")

    why = refused(
        lambda: services.book(
            session=clinic, registration=registration, table_id=table.pk, name="A.", now=AFTER
        )
    )

    assert (why, Booking.objects.count()) == (Refusal.OVER, 0)


def test_what_comes_free_goes_to_whoever_waits_longest_and_she_is_written_to(
    lay: Make, sit: Sit
) -> None:
    [table] = lay()
    ana = sit("ana", table)
    bea = sit("bea")
    sit("carla")
    Person.objects.filter(username="bea").update(email="bea@b.test")
    Job.objects.all().delete()

    services.cancel(booking=ana, now=NOW)

    [mail] = Job.objects.filter(name="core.send_mail")
    assert (has("bea"), has("carla")) == (table, None)
    assert mail.key == f"{bea.registration.person_id}.date"


def test_tables_made_later_go_to_those_who_wait_first(lay: Make, sit: Sit) -> None:
    sit("ana")
    sit("bea")

    [table] = lay()

    assert (has("ana"), has("bea")) == (table, None)


def test_waiting_where_a_table_is_free_gives_it_and_she_may_take_one_while_she_waits(
    lay: Make, sit: Sit
) -> None:
    waiting = sit("ana")
    assert waiting.table is None

    [table] = lay()
    first, second = lay(time(14, 30), count=2)
    Booking.objects.update(table=None)
    chosen = sit("ana", second)

    assert (chosen.pk, chosen.table, sit("bea").table) == (waiting.pk, second, table)
    assert first.begins_at > table.begins_at


def test_a_table_taken_away_puts_whoever_had_it_first_in_line(
    lay: Make, sit: Sit, olivia: Person
) -> None:
    first, second = lay(count=2)
    sit("ana", first)
    bea = sit("bea", second)
    sit("carla")

    services.take_away(table=first, by=olivia, now=NOW)
    waits = has("ana")
    services.cancel(booking=bea, now=NOW)

    assert (waits, has("ana"), has("carla")) == (None, second, None)


def test_a_table_that_nobody_had_or_sits_at_can_go_too(lay: Make, olivia: Person) -> None:
    [table] = lay()
    table.ambassador = None
    table.save()

    services.take_away(table=table, by=olivia, now=NOW)

    assert Table.objects.count() == 0


def test_whoever_gives_up_her_place_at_the_edition_frees_her_table(lay: Make, sit: Sit) -> None:
    [table] = lay()
    ana = sit("ana", table)
    sit("bea")

    attendance.leave(registration=ana.registration, now=NOW)
    services.purge(now=NOW)
    sit("carla")

    assert (has("bea"), has("carla"), Booking.objects.count()) == (table, None, 2)


@pytest.mark.parametrize("is_hers", [True, False])
def test_whoever_is_kept_apart_is_never_offered_the_others_table_and_neither_learns_why(
    hall: Hall, avoid: Avoid, is_hers: bool
) -> None:
    [with_fay] = hall.lay()
    ana = hall.sit("ana")
    pair = (ana.registration.person, hall.fay)
    avoid(*(pair if is_hers else reversed(pair)))
    services.cancel(booking=ana, now=NOW)
    [with_gia] = hall.lay(time(15), ambassador=hall.make("gia"))

    offered = queries.offered_to(ana.registration, with_fay.session, NOW)
    why = refused(lambda: hall.sit("ana", with_fay))
    waited = hall.sit("ana")

    assert (offered, why, waited.table) == ([with_gia], Refusal.TAKEN, with_gia)


def test_a_freed_table_passes_over_whoever_is_kept_apart_and_she_keeps_her_place(
    lay: Make, sit: Sit, avoid: Avoid, fay: Person
) -> None:
    [table] = lay()
    first = sit("ana", table)
    bea = sit("bea")
    sit("carla")
    avoid(bea.registration.person, fay)

    services.cancel(booking=first, now=NOW)

    assert (has("bea"), has("carla")) == (None, table)
    assert [one.pk for one in queries.waiting_at(table.session)] == [bea.pk]


def test_nobody_sits_at_a_table_with_herself(lay: Make, come: Come, clinic: Session) -> None:
    lay()

    mine = come("fay")

    assert queries.offered_to(mine, clinic, NOW) == []
