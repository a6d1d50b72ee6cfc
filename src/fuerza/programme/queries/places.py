"""The gazetteer: finding a place by any of its names, and naming it in the reader's language."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Prefetch, Q

from fuerza.programme.choices import NameKind, PlaceKind
from fuerza.programme.models import Place, PlaceName

FIRST_ACCENT = 10  # Unicode combining class
_COMMA = re.compile(r"[,،、]")


def folded(name: str) -> str:
    """Return what makes two spellings of a name one: letters without accents or capitals, single spaces."""
    bare = unicodedata.normalize("NFKD", name)
    kept = "".join(sign for sign in bare if not _is_accent(sign)).casefold()
    return " ".join(kept.split())


def _is_accent(sign: str) -> bool:
    """Drop accents and Arabic vowel signs; keep viramas and nuktas (classes below 10), which are half a letter."""
    return unicodedata.combining(sign) >= FIRST_ACCENT


def place_called(text: str, country: str = "") -> list[Place]:
    """Find the places that go by a name, in one country where it is given or written ("Bombay, India").

    An answer of several means: ask which. Nothing is guessed, and a name we don't hold finds nothing.
    """
    name, *rest = _COMMA.split(text, maxsplit=1)
    within = _countries_called(rest[0]) if rest else set()
    if rest and not within:
        return []
    if country:
        within = within & {country} if rest else {country}
    found = Place.objects.filter(names__key=folded(name)).distinct()
    if rest or country:
        found = found.filter(country__in=within)
    return list(found.prefetch_related("names").order_by("country", "geoname_id", "id"))


def _countries_called(text: str) -> set[str]:
    is_code = Q(country=text.strip().upper())
    is_named = Q(kind=PlaceKind.COUNTRY, names__key=folded(text))
    return set(Place.objects.filter(is_code | is_named).values_list("country", flat=True))


def with_names(language: str, *, via: str = "") -> "Prefetch[str]":
    """Prefetch the names of places as far as a reader of `language` needs them; `via` leads to them ("place__")."""
    wanted = PlaceName.objects.filter(kind=NameKind.NAME).filter(language__in={language, "en"})
    return Prefetch(f"{via}names", queryset=wanted, to_attr="names_shown")


def name_of(place: Place, language: str) -> str:
    """Name a place in a language, else in English, else by any name it has."""
    shown: Iterable[PlaceName] = getattr(place, "names_shown", None) or place.names.all()
    by_language = {row.language: row.name for row in shown if row.kind == NameKind.NAME}
    return (
        by_language.get(language) or by_language.get("en") or next(iter(by_language.values()), "")
    )


def countries(language: str) -> dict[str, str]:
    """Map the codes of the countries we hold to their names in a language."""
    held = Place.objects.filter(kind=PlaceKind.COUNTRY).prefetch_related(with_names(language))
    return {place.country: name_of(place, language) for place in held}
