"""Who sees and decides what: never what is about herself, never what is another's to decide, never a look-alike."""

import pytest

from fuerza.apart import queries, services
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.apart.conftest import NOW, KeepOut, MakePerson


def test_an_organiser_sees_those_of_her_edition_and_never_one_about_herself(
    propose: KeepOut, paula: Person, edition: Edition, ana: Person, petra: Person
) -> None:
    row = propose()
    olivia = row.proposed_by
    assert olivia is not None
    ana.roles.update(name="organiser")

    seen = [list(queries.exclusions_at(one, edition)) for one in (olivia, paula, ana)]
    waits = [list(queries.second_needed_by(one, NOW)) for one in (olivia, paula, petra, ana)]

    assert (seen, waits) == ([[row], [row], []], [[], [row], [], []])
    assert queries.exclusion_for(paula, edition, row.pk) == row
    assert queries.exclusion_for(ana, edition, row.pk) is None


def test_one_for_every_edition_is_decided_by_whoever_organises_all(
    propose: KeepOut, paula: Person, olivia: Person, edition: Edition
) -> None:
    row = propose(is_wide=True)

    before = list(queries.exclusions_at(paula, edition))
    services.confirm(exclusion=row, by=paula, now=NOW)

    assert (before, list(queries.exclusions_at(paula, edition))) == ([], [row])
    assert queries.exclusion_for(paula, edition, row.pk) is None
    assert queries.exclusion_for(olivia, edition, row.pk) == row


def test_a_wish_to_lift_waits_for_another_organiser(
    keep_out: KeepOut, paula: Person, olivia: Person
) -> None:
    row = services.lift(exclusion=keep_out(), by=olivia, now=NOW)

    assert [list(queries.second_needed_by(one, NOW)) for one in (olivia, paula)] == [[], [row]]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("ana", True),
        (" Ana ", True),
        ("ana@b.test", True),
        ("an", False),
        ("anaa", False),
        ("bea", False),
        ("olivia", False),
        (" ", False),
    ],
)
def test_only_the_exact_name_of_somebody_let_in_to_it_is_found(
    typed: str, *, is_found: bool, ana: Person, olivia: Person, edition: Edition, make: MakePerson
) -> None:
    make("bea")  # she has an account, and nothing to do with this edition
    ana.email = "ana@b.test"
    ana.save()

    found = queries.person_at(olivia, edition, typed)

    assert found == (ana if is_found else None)


def test_an_address_that_two_gave_finds_neither(
    ana: Person, olivia: Person, edition: Edition, make: MakePerson
) -> None:
    bea = make("bea", "participant", edition.pk)
    for one in (ana, bea):
        one.email = "ana@b.test"
        one.save()

    assert queries.person_at(olivia, edition, "ana@b.test") is None


def test_appeals_are_for_organisers_alone(keep_out: KeepOut, ana: Person, make: MakePerson) -> None:
    row = services.appeal(exclusion=keep_out(), text="it was not me", now=NOW)

    found = [queries.appeal_for(one, row.pk) for one in (make("oda", "operator"), ana)]

    assert found == [None, None]
