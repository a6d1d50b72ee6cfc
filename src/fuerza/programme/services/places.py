"""The gazetteer grows: one row per GeoNames id, names by language, aliases that mean one place per country."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec
from django.db import transaction

from fuerza.programme.choices import NameKind, PlaceKind
from fuerza.programme.models import Place, PlaceName
from fuerza.programme.queries import folded, is_zone

_COUNTRY = re.compile(r"[A-Z]{2}")


class PlaceTwice(ValueError):
    """A place of this name was there already, in this country; it is `place`."""

    def __init__(self, place: Place) -> None:
        super().__init__("a place of this name was there already")
        self.place = place


class AliasTaken(ValueError):
    """Another place of the country went by this name."""


class NotAPlace(ValueError):
    """The country, the zone or the name was not one; `field` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(f"the {field} was not one")
        self.field = field


class NewPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place to add; `names` by language, coordinates to a tenth of a degree (never an address)."""

    names: Mapping[str, str]
    country: str
    kind: str = PlaceKind.CITY
    geoname_id: int | None = None
    zone: str = ""
    languages: Sequence[str] = ()
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@transaction.atomic
def add_place(*, new: NewPlace, aliases: Sequence[str] = ()) -> Place:
    """Add a place with its names; one whose GeoNames id is held stays one place and gains the names.

    Raises:
        NotAPlace: country, zone or names were none.
        PlaceTwice: without a GeoNames id, a name of it was held already in its country.
        AliasTaken: another place of the country went by one of the aliases.

    """
    _check(new)
    place = _held(new) or Place.objects.create(
        geoname_id=new.geoname_id,
        kind=new.kind,
        country=new.country,
        zone=new.zone,
        languages=list(new.languages),
        latitude=new.latitude,
        longitude=new.longitude,
    )
    for language, name in new.names.items():
        PlaceName.objects.update_or_create(
            place=place,
            kind=NameKind.NAME,
            language=language,
            defaults={"name": name, "key": folded(name), "country": place.country},
        )
    for alias in aliases:
        add_alias(place=place, name=alias)
    return place


def add_alias(*, place: Place, name: str) -> PlaceName:
    """Let a place be found under another name too; in one country an alias means one place.

    Raises:
        AliasTaken: another place of the country went by it.

    """
    key = folded(name)
    namesakes = PlaceName.objects.filter(country=place.country, key=key).exclude(place=place)
    if namesakes.exists():
        raise AliasTaken(name)
    alias, _is_new = PlaceName.objects.get_or_create(
        place=place,
        kind=NameKind.ALIAS,
        key=key,
        defaults={"name": name, "country": place.country},
    )
    return alias


def _check(new: NewPlace) -> None:
    if not _COUNTRY.fullmatch(new.country):
        raise NotAPlace("country")
    if new.zone and not is_zone(new.zone):
        raise NotAPlace("zone")
    if not new.names or not all(folded(name) for name in new.names.values()):
        raise NotAPlace("name")


def _held(new: NewPlace) -> Place | None:
    if new.geoname_id is not None:
        return Place.objects.filter(geoname_id=new.geoname_id).first()
    keys = [folded(name) for name in new.names.values()]
    held = PlaceName.objects.filter(country=new.country, key__in=keys, place__kind=new.kind)
    if namesake := held.select_related("place").first():
        raise PlaceTwice(namesake.place)
    return None
