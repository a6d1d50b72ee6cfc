"""Her list is hers: ten at most, felt by nobody, the same whether or not somebody is there (invariants 10 and 11)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fuerza.apart import queries, services
from fuerza.apart.models import Edge, Talk
from fuerza.apart.services import TooMany
from fuerza.people import services as people
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.apart.conftest import NOW, MakePerson


def test_two_are_kept_apart_by_sign_in_name_or_address_however_it_is_written(
    ana: Person, make: MakePerson
) -> None:
    bea, carla, dora = make("bea"), make("carla"), make("dora")
    carla.email = "Carla@b.test"
    carla.save()

    services.keep_apart(person=ana, whom=" BEA ", now=NOW)
    services.keep_apart(person=ana, whom="carla@B.test", now=NOW)
    services.keep_apart(person=ana, whom="ana", now=NOW)
    people.avoid(person=dora, other=bea, now=NOW)

    pairs = queries.apart_among([ana.pk, bea.pk, carla.pk, dora.pk])
    expected = [{ana.pk, bea.pk}, {ana.pk, carla.pk}, {dora.pk, bea.pk}]
    assert pairs == {frozenset(pair) for pair in expected}
    assert [queries.may_meet(bea.pk, one.pk) for one in (ana, carla, dora)] == [False, True, False]


def test_a_name_that_looks_like_another_keeps_nobody_apart(ana: Person, make: MakePerson) -> None:
    beatriz = make("beatriz")

    services.keep_apart(person=ana, whom="bea", now=NOW)

    assert queries.may_meet(ana.pk, beatriz.pk)


def test_keeping_one_asks_the_database_the_same_whether_or_not_she_is_there(
    ana: Person, make: MakePerson
) -> None:
    make("bea")
    asked = []
    for whom in ("bea", "nobody"):
        with CaptureQueriesContext(connection) as queries_made:
            services.keep_apart(person=ana, whom=whom, now=NOW)
        asked.append([one["sql"].split(" ")[0] for one in queries_made])

    assert asked[0] == asked[1]


def test_there_is_room_for_ten_and_what_is_kept_twice_is_one(ana: Person, make: MakePerson) -> None:
    people.avoid(person=ana, other=make("bea"), now=NOW)
    for number in range(9):
        services.keep_apart(person=ana, whom=f"one{number}", now=NOW)

    with pytest.raises(TooMany):
        services.keep_apart(person=ana, whom="eleventh", now=NOW)
    known = services.keep_apart(person=ana, whom="ONE0", reason="since March", now=NOW)

    assert (Edge.objects.count(), queries.text_of(known, "reason")) == (9, "since March")


def test_taken_off_her_list_nothing_is_left(ana: Person, make: MakePerson) -> None:
    bea = make("bea")

    services.meet_again(edge=services.keep_apart(person=ana, whom="bea", now=NOW), now=NOW)

    assert (queries.may_meet(ana.pk, bea.pk), Edge.objects.count()) == (True, 0)


def test_an_organiser_reads_how_to_reach_her_and_it_goes_when_they_talked(
    ana: Person, edition: Edition, olivia: Person
) -> None:
    services.ask_to_talk(person=ana, edition=edition, how="by phone", now=NOW)
    services.ask_to_talk(person=ana, edition=edition, how="at noon", now=NOW)

    [talk] = queries.talks_at(edition)
    told = queries.text_of(talk, "how")
    services.end_talk(talk=talk, by=olivia, now=NOW)

    assert (told, Talk.objects.count()) == ("at noon", 0)
