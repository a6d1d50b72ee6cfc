"""Where she can report what is in a case, as the page lists it: what may be shown of each way."""

from collections.abc import Iterator
from datetime import date

import msgspec
from django.conf import settings
from django.utils.translation import get_language

from fuerza.packs import queries
from fuerza.packs.choices import CLOCKS, HAZARDS, Kind
from fuerza.packs.choices.demands import DEMANDS, Said
from fuerza.packs.queries import Hazard, Route

ANY_PLATFORM = "platform"
_ORDER = (
    Kind.PLATFORM,
    Kind.REMOVAL,
    Kind.POLICE,
    Kind.HELPLINE,
    Kind.LAWYER,
    Kind.FORM,
    Kind.REGULATOR,
    Kind.EMPLOYER,
)


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way on the page. What it demands and its clock are empty where they may not be shown."""

    id: str
    kind: Kind
    route: Route
    languages: tuple[str, ...]
    is_expired: bool
    is_unreviewed: bool
    reviewer: str
    closed_by: Said = ""
    demands: tuple[Said, ...] = ()
    clock: Said = ""


def ways_for(place: str, today: date) -> list[tuple[Kind, list[Way]]]:
    """List the ways by kind, those that help soonest first."""
    language, hazards = get_language() or "en", queries.hazards_for(place, set())
    found = [_way(route, language, hazards, today) for route in _routes(place)]
    groups = [(kind, [way for way in found if way.kind is kind]) for kind in _ORDER]
    return [(kind, ways) for kind, ways in groups if ways]


def languages_of(route: Route, today: date) -> tuple[str, ...]:
    """Name the languages in which a pack can be made for it."""
    return tuple(code for code, _ in settings.LANGUAGES if route.may_prepare(code, today))


def words_of(hazards: list[Hazard]) -> list[Said]:
    return [HAZARDS[hazard.code] for hazard in hazards]


def _routes(place: str) -> Iterator[Route]:
    yield queries.route_of(queries.OTHER_PLATFORM)
    yield from queries.routes_for(place)


def _way(route: Route, language: str, hazards: list[Hazard], today: date) -> Way:
    says_all = route.says_all(language, today)
    closing = [each for each in hazards if {route.kind, route.id} & set(each.closes)]
    return Way(
        id=ANY_PLATFORM if route.kind is Kind.PLATFORM else route.id,
        kind=route.kind,
        route=route,
        languages=languages_of(route, today),
        is_expired=route.is_expired(today),
        is_unreviewed=not says_all and not route.is_expired(today),
        reviewer=route.reviewed_by.get(language, ""),
        closed_by=HAZARDS[closing[0].code] if closing else "",
        demands=tuple(DEMANDS[code].label for code in route.demands) if says_all else (),
        clock="".join(str(CLOCKS[each.code]) for each in route.clocks if each.hours or route.place)
        if says_all
        else "",
    )
