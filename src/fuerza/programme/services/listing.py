"""A list of places that somebody else wrote, line by line: what each line is, and which lines mean the same."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.programme.models import Edition, Place, Programme
from fuerza.programme.queries import place_called
from fuerza.programme.services.editions import Details, open_edition
from fuerza.programme.services.facts import Source, add_fact


class PlaceNotFound(LookupError):
    """A line named no place that we hold, or several; `places` are those."""

    def __init__(self, line: str, places: list[Place]) -> None:
        super().__init__(f"{line!r} named {len(places)} places")
        self.places = places


class SeveralEditions(LookupError):
    """A line named a place with more than one edition, and did not say which it meant."""


class Listed(msgspec.Struct, frozen=True):
    """A line, the edition that it turned out to be, and the earlier line that named the same one ('' for none)."""

    line: str
    edition: Edition
    merged_with: str


@transaction.atomic
def take_listed(
    *, programme: Programme, lines: Iterable[str], source: Source, now: datetime
) -> list[Listed]:
    """Find the edition that each line means; where there is none yet, open one without a date.

    Two spellings of one place are one edition: nothing is doubled, and the answer says which lines were merged.
    The line itself is kept as the source's claim. Taking the same list again changes nothing.

    Raises:
        PlaceNotFound: a line's place is not ours, or is one of several.
        SeveralEditions: the place has more than one edition that it could be.

    """
    first: dict[object, str] = {}
    found = []
    for line in lines:
        edition = _edition(programme, line, now)
        add_fact(edition=edition, field="listed_as", value=line, source=source)
        found.append(Listed(line, edition, first.get(edition.pk, "")))
        first.setdefault(edition.pk, line)
    return found


def _edition(programme: Programme, line: str, now: datetime) -> Edition:
    places = place_called(line)
    if len(places) != 1:
        raise PlaceNotFound(line, places)
    held = programme.editions.filter(place=places[0], is_fictional=False).select_related("place")
    editions = list(held.filter(facts__field="listed_as", facts__value=line).distinct()) or list(
        held
    )
    if len(editions) > 1:
        raise SeveralEditions(line)
    return editions[0] if editions else _undated(programme, places[0], now)


def _undated(programme: Programme, place: Place, now: datetime) -> Edition:
    details = Details(source_language=programme.source_language)
    return open_edition(programme=programme, place=place, details=details, now=now)
