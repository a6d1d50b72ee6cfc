"""Where nobody is on call, or one alone, is said for exactly that time; who is there sees who is on call."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from fuerza.incidents import queries, services
from fuerza.incidents.queries import Gap
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.incidents.conftest import NOW, MakePerson

DAY = datetime(2041, 4, 9, 5, tzinfo=UTC)  # midnight in Bogotá


def put(edition: Edition, by: Person, persons: list[Person], since: int, until: int) -> None:
    """Put people on call from one hour of the day to another."""
    services.put_on_call(
        edition=edition,
        pair=tuple((one, "") for one in persons),
        starts_at=at(since),
        ends_at=at(until),
        by=by,
        now=NOW,
    )


def at(hour: int) -> datetime:
    return DAY + timedelta(hours=hour)


def test_gaps_and_times_with_one_alone_are_named_and_touching_ones_are_one(
    edition: Edition, fay: Person, ada: Person, olivia: Person
) -> None:
    put(edition, olivia, [fay, ada], 8, 12)
    put(edition, olivia, [fay], 12, 14)
    put(edition, olivia, [fay], 14, 15)
    put(edition, olivia, [ada], 20, 30)
    put(edition, olivia, [ada], -30, -20)

    gaps = queries.gaps_of(edition, queries.duties_of(edition))

    assert gaps == [
        Gap(at(0), at(8), 0),
        Gap(at(12), at(15), 1),
        Gap(at(15), at(20), 0),
        Gap(at(20), at(24), 1),
    ]


def test_one_person_twice_is_no_pair(edition: Edition, fay: Person, olivia: Person) -> None:
    put(edition, olivia, [fay], 0, 24)
    put(edition, olivia, [fay], 0, 24)

    assert queries.gaps_of(edition, queries.duties_of(edition)) == [Gap(at(0), at(24), 1)]


@pytest.mark.usefixtures("pair")
def test_covered_all_the_time_there_is_no_gap_and_without_a_date_nothing_to_cover(
    edition: Edition,
) -> None:
    covered = queries.gaps_of(edition, queries.duties_of(edition))
    edition.first_day = edition.last_day = None

    assert (covered, queries.gaps_of(edition, [])) == ([], [])


@pytest.mark.parametrize(
    ("state", "hour", "found"),
    [
        ("open", 12, 1),
        ("open", -2, 0),
        ("running", -200, 1),
        ("completed", 12, 0),
        ("cancelled", 12, 0),
    ],
)
def test_whoever_organises_is_warned_when_it_is_under_way_and_nobody_is_on_call(
    state: str, hour: int, *, found: int, edition: Edition, make: MakePerson
) -> None:
    Edition.objects.filter(pk=edition.pk).update(state=state)
    hers, others = make("pia", "organiser", edition.pk), make("petra", "organiser", uuid.uuid4())
    persons = [Person.objects.get(username="olivia"), hers, others, make("zoe")]

    warned = [queries.without_cover(one, at(hour)) for one in persons]

    assert warned == [[edition] * found, [edition] * found, [], []]


@pytest.mark.usefixtures("pair")
def test_nobody_is_warned_while_somebody_is_on_call(edition: Edition, olivia: Person) -> None:
    Edition.objects.filter(pk=edition.pk).update(state="running")

    assert queries.without_cover(olivia, NOW) == []


def test_whoever_has_a_place_or_is_of_the_team_is_there_and_nobody_else(
    edition: Edition, ana: Person, pair: tuple[Person, Person], otto: Person, make: MakePerson
) -> None:
    persons = [ana, *pair, otto, make("zoe")]

    assert [queries.is_there(one, edition) for one in persons] == [True, True, True, False, False]
    assert queries.contacts_of(edition) is None
    assert queries.wall_of(edition) is None
