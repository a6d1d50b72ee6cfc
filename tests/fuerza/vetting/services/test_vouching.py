"""Whoever came to an edition can vouch, by the link she was given; two at most; it decides nothing."""

import pytest

from fuerza.people.models import Person
from fuerza.vetting import queries, services
from fuerza.vetting.models import Vouch
from fuerza.vetting.services import Gone, NotAMember
from tests.fuerza.attendance.conftest import Come
from tests.fuerza.vetting.conftest import NOW, Ask, MakePerson, refused


def vouch(application: object, by: Person, how: str = "we worked together") -> Vouch:
    return services.vouch(application=application, how=how, by=by, now=NOW)  # type: ignore[arg-type]  # an application


def test_whoever_has_a_place_vouches_and_who_waits_or_never_came_does_not(
    ask: Ask, come: Come, make: MakePerson
) -> None:
    row = ask()
    bea, carla, waiting = (come(name).person for name in ("bea", "carla", "dora"))
    vouch(row, bea)

    for by in (waiting, make("edda")):
        with pytest.raises(NotAMember):
            vouch(row, by)
    vouch(row, carla)
    vouch(row, bea, "since school")

    told = {one.voucher: queries.text_of(one, "how") for one in queries.vouches_of(row)}
    assert told == {bea: "since school", carla: "we worked together"}
    row.refresh_from_db()
    assert row.state == "in_review"


def test_nobody_vouches_for_herself_and_a_third_is_thanked(ask: Ask, come: Come) -> None:
    bea = come("bea").person
    row, other = ask(person=bea), ask("else@b.test")
    with pytest.raises(NotAMember):
        vouch(row, bea)
    for number in range(2):
        Vouch.objects.create(
            application=other,
            voucher=Person.objects.create(username=f"v{number}"),
            sealed_how=b"x",
            at=NOW,
        )

    with pytest.raises(Gone):
        vouch(other, bea)


def test_whoever_vouched_does_not_read_it_and_can_take_it_back(
    ask: Ask, come: Come, readers: list[Person]
) -> None:
    row = ask()
    reader = come(readers[1].username).person
    with pytest.raises(Gone):
        services.unvouch(application=row, by=reader, now=NOW)
    vouch(row, reader)
    before = queries.may_read(reader, row), queries.needs_view_of(reader, row)

    services.unvouch(application=row, by=reader, now=NOW)

    row = type(row).objects.get(pk=row.pk)
    after = queries.may_read(reader, row), queries.needs_view_of(reader, row)
    assert (before, after) == ((False, False), (True, True))


def test_what_is_decided_is_not_vouched_for(ask: Ask, come: Come, readers: list[Person]) -> None:
    bea = come("bea").person
    row = ask()
    vouch(row, bea)
    row = refused(row, readers)

    with pytest.raises(Gone):
        vouch(row, bea)
    with pytest.raises(Gone):
        services.unvouch(application=row, by=bea, now=NOW)
