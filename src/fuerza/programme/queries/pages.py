"""One edition's page in seven queries, however much hangs from it: places' names in one, every text in another."""

import uuid
from collections.abc import Mapping
from typing import Any

import msgspec
from django.db.models import F, Prefetch, Q, QuerySet

from fuerza.programme.choices import NameKind, PlaceKind
from fuerza.programme.models import (
    Edition,
    EditionFact,
    EditionText,
    HashtagUse,
    Partnership,
    PartnershipText,
    Place,
    PlaceName,
    ProgrammeText,
    Session,
    SessionText,
)
from fuerza.programme.queries.agenda import Day, days_of
from fuerza.programme.queries.editions import claims_of
from fuerza.programme.queries.places import name_of
from fuerza.programme.queries.seeing import Looking, seen_by, viewer_of

COLUMNS = ("field", "language", "text", "source_language", "status")


class Written(msgspec.Struct, frozen=True):
    """A text in one language, read without its row."""

    field: str
    language: str
    text: str
    source_language: str
    status: str


Wording = Mapping[uuid.UUID, list[Written]]


class EditionPage(msgspec.Struct, frozen=True, kw_only=True):
    """An edition with what hangs from it; `words` are the texts of each thing by its id."""

    edition: Edition
    partnerships: list[Partnership]
    sessions: list[Session]
    days: list[Day]
    claims: list[EditionFact]
    words: Wording
    countries: dict[str, str]


def page_of(looking: Looking, pk: uuid.UUID, *, language: str = "en") -> EditionPage | None:
    """Everything an edition's page shows, or None: whether it is not there or not to be seen, nobody can tell."""
    uses = Prefetch("hashtag_uses", queryset=HashtagUse.objects.select_related("hashtag"))
    seen = Edition.objects.filter(seen_by(viewer_of(looking)), pk=pk)
    edition = seen.select_related("place", "programme").prefetch_related(uses).first()
    if edition is None:
        return None
    partnerships = edition.partnerships.select_related("partner").order_by("role", "partner__name")
    sessions = list(edition.sessions.order_by("starts", "ends", "id"))
    return EditionPage(
        edition=edition,
        partnerships=list(partnerships),
        sessions=sessions,
        days=days_of(sessions),
        claims=claims_of(edition),
        words=words_of([edition], language),
        countries=_named(edition.place, language),
    )


def words_of(editions: list[Edition], language: str) -> Wording:
    """Read the texts of editions and of all that hangs from them, in a language and as first written, in one query."""
    pks = [one.pk for one in editions]
    programmes = {one.programme_id for one in editions}
    first, *more = (
        _texts(ProgrammeText.objects.filter(programme__in=programmes), "programme", language),
        _texts(EditionText.objects.filter(edition__in=pks), "edition", language),
        _texts(
            PartnershipText.objects.filter(partnership__edition__in=pks), "partnership", language
        ),
        _texts(SessionText.objects.filter(session__edition__in=pks), "session", language),
    )
    found: dict[uuid.UUID, list[Written]] = {}
    for holder, *fields in first.union(*more, all=True):
        found.setdefault(holder, []).append(Written(*fields))
    return found


def _texts(rows: QuerySet[Any], of: str, language: str) -> QuerySet[Any, tuple[Any, ...]]:
    wanted = Q(language=language) | Q(language=F("source_language"))
    return rows.filter(wanted).order_by().values_list(f"{of}_id", *COLUMNS)


def _named(place: Place, language: str) -> dict[str, str]:
    """Give a place its names for a reader of `language`, and return the country's, all from one query."""
    is_country = Q(place__kind=PlaceKind.COUNTRY, place__country=place.country)
    rows = (
        PlaceName.objects.filter(Q(place=place) | is_country, kind=NameKind.NAME)
        .filter(language__in={language, "en"})
        .select_related("place")
    )
    place.names_shown = [row for row in rows if row.place_id == place.pk]
    of_country = [row for row in rows if row.place_id != place.pk]
    country = of_country[0].place if of_country else None
    if country is None:
        return {}
    country.names_shown = of_country
    return {place.country: name_of(country, language)}
