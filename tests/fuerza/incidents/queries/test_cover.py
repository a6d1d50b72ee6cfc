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


def test_covered_all_the_time_there_is_no_gap_and_without_a_date_nothing_to_cover(
    edition: Edition, pair: tuple[Person, Person]
) -> None:
    covered = queries.gaps_of(edition, queries.duties_of(edition))
    edition.first_day = edition.last_day = None

    assert (covered, queries.gaps_of(edition, [])) == ([], [])


@pytest.mark.parametrize(
    ("state", "hour", "is_missing"),
    [
        ("open", 12, True),
        ("open", -2, False),
        ("running", -200, True),
        ("completed", 12, False),
        ("cancelled", 12, False),
    ],
)
def test_whoever_organises_is_warned_when_it_is_under_way_and_nobody_is_on_call(
    state: str, hour: int, *, is_missing: bool, edition: Edition, olivia: Person, make: MakePerson
) -> None:
    Edition.objects.filter(pk=edition.pk).update(state=state)
    hers, others = make("pia", "organiser", edition.pk), make("petra", "organiser", uuid.uuid4())

    found = [queries.without_cover(one, at(hour)) for one in (olivia, hers, others, make("zoe"))]

    expected = [edition] if is_missing else []
    assert found == [expected, expected, [], []]


def test_nobody_is_warned_while_somebody_is_on_call(
    edition: Edition, pair: tuple[Person, Person], olivia: Person
) -> None:
    Edition.objects.filter(pk=edition.pk).update(state="running")

    assert queries.without_cover(olivia, NOW) == []


def test_whoever_has_a_place_or_is_of_the_team_is_there_and_nobody_else(
    edition: Edition, ana: Person, fay: Person, ada: Person, otto: Person, make: MakePerson
) -> None:
    persons = [ana, fay, ada, otto, make("zoe")]

    assert [queries.is_there(one, edition) for one in persons] == [True, True, True, False, False]
    assert queries.contacts_of(edition) is None
    assert queries.wall_of(edition) is None
