"""A list that somebody else wrote: spellings merge, unknown names are not guessed, nothing is doubled."""

import pytest

from fuerza.programme import services
from fuerza.programme.models import Edition, EditionFact, Place, Programme
from fuerza.programme.services import Listed, NewPlace, PlaceNotFound, SeveralEditions, Source
from tests.fuerza.programme.conftest import NOW, OpenEdition

SEED = Source(title="A list")


def take(programme: Programme, *lines: str) -> list[Listed]:
    return services.take_listed(programme=programme, lines=lines, source=SEED, now=NOW)


def test_two_spellings_of_one_place_are_one_undated_draft(
    programme: Programme, bogota: Place
) -> None:
    first, second = take(programme, "Bogota, Colombia", "Santafé de Bogotá, CO")

    assert (first.merged_with, second.merged_with) == ("", "Bogota, Colombia")
    [edition] = Edition.objects.all()
    assert (first.edition, second.edition, edition.place) == (edition, edition, bogota)
    assert (edition.starts, edition.state) == ("", "draft")
    assert sorted(fact.value for fact in edition.facts.all()) == [
        "Bogota, Colombia",
        "Santafé de Bogotá, CO",
    ]


@pytest.mark.usefixtures("bogota")
def test_taking_a_list_twice_changes_nothing(programme: Programme) -> None:
    take(programme, "Bogota, Colombia")

    take(programme, "Bogota, Colombia")

    assert (Edition.objects.count(), EditionFact.objects.count()) == (1, 1)


@pytest.mark.usefixtures("bogota")
@pytest.mark.parametrize("line", ["Lima, Peru", "Lima", "Bogota, Peru", ""])
def test_a_place_that_we_do_not_hold_takes_nothing(programme: Programme, line: str) -> None:
    with pytest.raises(PlaceNotFound) as refused:
        take(programme, "Bogota, Colombia", line)

    assert (refused.value.places, Edition.objects.count()) == ([], 0)


def test_a_name_of_two_places_is_not_guessed(programme: Programme) -> None:
    both = [
        services.add_place(new=NewPlace(names={"en": "Dublin"}, country=country))
        for country in ("IE", "US")
    ]

    with pytest.raises(PlaceNotFound) as refused:
        take(programme, "Dublin")

    assert refused.value.places == both


def test_a_line_means_the_edition_that_already_has_it_else_it_has_to_be_the_only_one(
    programme: Programme, open_edition: OpenEdition
) -> None:
    open_edition("2016")
    later = open_edition("2017")
    open_edition("2016", is_fictional=True)

    with pytest.raises(SeveralEditions):
        take(programme, "Bogotá, Colombia")
    services.add_fact(edition=later, field="listed_as", value="Bogotá, Colombia", source=SEED)

    [listed] = take(programme, "Bogotá, Colombia")
    assert listed.edition == later
