"""One place per GeoNames id, an alias means one place per country, and nothing is guessed."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from fuerza.programme import queries, services
from fuerza.programme.choices import NameKind, PlaceKind
from fuerza.programme.models import Place, PlaceName
from fuerza.programme.services import AliasTaken, NewPlace, NotAPlace, PlaceTwice


def test_a_geonames_id_is_one_place_however_often_it_is_added() -> None:
    first = services.add_place(
        new=NewPlace(names={"en": "Mumbai"}, country="IN", geoname_id=1275339), aliases=["Bombay"]
    )

    again = services.add_place(
        new=NewPlace(names={"fr": "Bombay"}, country="IN", geoname_id=1275339), aliases=["BOMBAY"]
    )

    assert (again, Place.objects.count()) == (first, 1)
    assert queries.place_called("Bombay") == [first]
    assert sorted(first.names.values_list("kind", "name")) == [
        ("alias", "Bombay"),
        ("name", "Bombay"),
        ("name", "Mumbai"),
    ]


def test_an_alias_means_one_place_in_a_country_and_may_mean_another_elsewhere(
    bogota: Place, sydney: Place
) -> None:
    other = services.add_place(new=NewPlace(names={"en": "Santafé"}, country="CO"))

    with pytest.raises(AliasTaken):
        services.add_alias(place=other, name="Santafe de BOGOTÁ")
    services.add_alias(place=sydney, name="Santafé de Bogotá")

    assert queries.place_called("santafe de bogota") == [sydney, bogota]


def test_the_database_itself_refuses_an_alias_of_two_places(bogota: Place) -> None:
    other = services.add_place(new=NewPlace(names={"en": "Santafé"}, country="CO"))

    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceName.objects.create(
            place=other, kind=NameKind.ALIAS, name="x", key="santafe de bogota", country="CO"
        )

    assert queries.place_called("Santafé de Bogotá") == [bogota]


def test_without_an_id_a_name_held_in_the_country_is_not_added_again(bogota: Place) -> None:
    with pytest.raises(PlaceTwice) as refused:
        services.add_place(new=NewPlace(names={"es": "BOGOTA"}, country="CO"))

    assert (refused.value.place, Place.objects.filter(kind=PlaceKind.CITY).count()) == (bogota, 1)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewPlace(names={"en": "Lima"}, country="pe"), "country"),
        (NewPlace(names={"en": "Lima"}, country="Peru"), "country"),
        (NewPlace(names={"en": "Lima"}, country="PE", zone="America/Nowhere"), "zone"),
        (NewPlace(names={"en": "Lima"}, country="PE", zone="../etc"), "zone"),
        (NewPlace(names={"en": "  "}, country="PE"), "name"),
        (NewPlace(names={}, country="PE"), "name"),
    ],
)
def test_what_is_no_place_is_not_added(new: NewPlace, field: str) -> None:
    with pytest.raises(NotAPlace) as refused:
        services.add_place(new=new)

    assert (refused.value.field, Place.objects.count()) == (field, 0)


def test_coordinates_are_kept_to_a_tenth_of_a_degree() -> None:
    place = services.add_place(
        new=NewPlace(
            names={"en": "Lima"},
            country="PE",
            latitude=Decimal("-12.0"),
            longitude=Decimal("-77.0"),
        )
    )

    place.refresh_from_db()
    assert (place.latitude, place.longitude) == (Decimal("-12.0"), Decimal("-77.0"))
