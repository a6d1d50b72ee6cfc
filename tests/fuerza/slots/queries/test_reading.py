"""Who takes part in a session, who runs it, what a stage may show, and which tables are whose."""

from datetime import time, timedelta

from fuerza.attendance.models import Registration
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.programme.models import Edition, Session
from fuerza.slots import queries, services
from fuerza.slots.models import Turn
from fuerza.slots.queries import Words
from tests.fuerza.slots.conftest import AFTER, NOW, AddSession, Come, Hall, Join, MakePerson


def test_a_session_is_found_by_edition_and_format_alone(
    edition: Edition, soapbox: Session, clinic: Session
) -> None:
    found = [
        queries.session_of(edition.pk, soapbox.pk, "soapbox"),
        queries.session_of(edition.pk, clinic.pk, "soapbox"),
        queries.session_of(soapbox.pk, soapbox.pk, "soapbox"),
    ]

    assert (found, queries.sessions_of(edition.pk, "clinic")) == ([soapbox, None, None], [clinic])


def test_only_who_has_a_place_takes_part(edition: Edition, come: Come, make: MakePerson) -> None:
    ana, bea = come("ana"), come("bea")
    Registration.objects.filter(pk=bea.pk).update(state="waitlisted")

    places = [queries.place_of(one, edition.pk) for one in (ana.person, bea.person, make("cleo"))]

    assert places == [ana, None, None]


def test_organisers_and_facilitators_of_the_edition_run_it_and_others_do_not(
    edition: Edition, olivia: Person, fay: Person, make: MakePerson, come: Come
) -> None:
    of_another = make("gia", "facilitator", olivia.pk)

    runs = [queries.runs(one, edition) for one in (olivia, fay, of_another, come("ana").person)]

    assert runs == [True, True, False, False]


def test_a_session_without_a_day_is_open(edition: Edition, add_session: AddSession) -> None:
    undated = add_session(edition)
    undated.on = None

    assert queries.is_open(undated, AFTER + timedelta(days=999))


def test_a_stage_gets_a_name_only_where_she_agreed_to_it(
    soapbox: Session, join: Join, come: Come
) -> None:
    quiet = join("ana", title="Secret")
    loud = services.join(
        session=soapbox,
        registration=come("bea"),
        words=Words(name="Bea", title="Loud", note="Ouch"),
        is_named=True,
        now=NOW,
    )

    assert queries.names_for_stage(soapbox) == [
        {"turn": str(quiet.pk), "name": ""},
        {"turn": str(loud.pk), "name": "Bea"},
    ]
    assert queries.turn_in(soapbox, quiet.pk) == quiet
    assert queries.words_of(Turn(registration=quiet.registration)) == Words()


def test_an_ambassador_reads_the_name_of_who_took_her_table_and_of_no_other(hall: Hall) -> None:
    taken, free = hall.lay(count=2)
    gia = hall.make("gia")
    [others] = hall.lay(time(15, 30), ambassador=gia)
    booking = hall.sit("ana", taken)
    hall.sit("bea", others)

    assert queries.tables_with(hall.fay, hall.edition.pk) == [(taken, booking), (free, None)]
    assert queries.sits_at(hall.fay, NOW) == [hall.edition]
    assert (queries.sits_at(hall.fay, AFTER), queries.tables_at(hall.clinic)) == (
        [],
        [taken, free, others],
    )
    assert queries.table_at(hall.clinic, free.pk) == free


def test_who_can_sit_facilitates_this_edition_or_all_and_is_here(
    edition: Edition, fay: Person, make: MakePerson
) -> None:
    every, gone, not_here = (make(name, "facilitator") for name in ("abi", "gone", "later"))
    make("gia", "facilitator", fay.pk)
    Person.objects.filter(pk=not_here.pk).update(joined_at=None)
    role = gone.roles.get()
    people.take_role(role=role, by=None, now=NOW)

    assert queries.ambassadors_for(edition, NOW + timedelta(seconds=1)) == [every, fay]
