"""The sample programme, read from YAML and checked until nothing in it dangles.

Start at `load_programme`. What is known of real editions stays as each source gives it
(`Edition.facts`); the one edition that lies ahead is invented and says so (`Upcoming.fictional`).
Rows are in `rows.py`, and what must hold between them in `check.py`.
"""

import unicodedata
from importlib import resources
from typing import Any

import msgspec

from fuerza.site.sample.check import check
from fuerza.site.sample.rows import Place, SampleProgramme


class Listed(msgspec.Struct, frozen=True):
    """A line of the programme's own list, and what it turned out to be.

    `merged_with` is the earlier line that named the same edition, or ''.
    """

    line: str
    place: str
    edition: str
    merged_with: str


def load_programme() -> SampleProgramme:
    """The whole sample programme.

    Raises:
        SampleBroken: the parts contradicted each other.
        msgspec.ValidationError: a row had another shape.

    """
    raw = _read("programme.yaml")
    sources = raw.pop("sources")
    for owner in (*raw["editions"], *raw["campaigns"]):
        for fact in owner["facts"]:
            fact["source"] = sources[fact["source"]]
    raw |= _read("places.yaml") | _read("people.yaml") | {"upcoming": _read("upcoming.yaml")}
    programme = msgspec.convert(raw, SampleProgramme)
    check(programme)
    return programme


def resolve_listed(programme: SampleProgramme) -> list[Listed]:
    """What each line of the programme's own list is, in its order, with the lines that merge.

    Places are found by name or alias within their country, whatever the accents: two spellings of
    one city are one edition, and two cities of one name stay two.
    """
    editions = {edition.place: edition.key for edition in programme.editions if edition.listed_as}
    first_line: dict[str, str] = {}
    found = []
    for line in programme.listed:
        place = place_called(programme, line)
        edition = editions[place.key]
        found.append(Listed(line, place.key, edition, first_line.get(edition, "")))
        first_line.setdefault(edition, line)
    return found


def place_called(programme: SampleProgramme, line: str) -> Place:
    """The place that a line such as "Bombay, India" names.

    Raises:
        LookupError: no place of ours, or more than one, goes by that name in that country.

    """
    name, _, country = line.rpartition(",")
    codes = {code for code, names in programme.countries.items() if country.strip() in names}
    places = [
        place
        for place in programme.places
        if place.country in codes
        and _folded(name.strip())
        in {_folded(one) for one in (*place.names.values(), *place.aliases)}
    ]
    if len(places) != 1:
        raise LookupError(f"{line!r} named {len(places)} places")
    return places[0]


def _folded(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()


def _read(file: str) -> dict[str, Any]:
    raw = resources.files(__package__).joinpath(file).read_bytes()
    return msgspec.yaml.decode(raw, type=dict[str, Any])
