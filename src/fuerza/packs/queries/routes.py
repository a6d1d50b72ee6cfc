"""Routes: to whom what can be reported, what each demands, which clocks run; read from dated, sourced files.

Ours lie in `routes/`, one file a place. Whoever runs the server may lay files beside them (`routes/` in the data
folder): a route with an id of ours takes its place, which is how a local partner's review comes in. What no named
person has reviewed in a language is not shown in it: only name, link and number are, and the factual pack stays.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from fuerza.packs.choices import HAZARDS, PLACES, WITHIN, Kind, Tier
from safeguard.taxonomy import CATEGORIES

OURS = Path(__file__).parent.parent / "routes"
FACTUAL = "any.police"
OTHER_PLATFORM = "platform.other"
_REVIEWED_FIRST = (Kind.FORM, Kind.REGULATOR, Kind.POLICE, Kind.LAWYER)
_TO_TURN_TO = (Kind.HELPLINE, Kind.REMOVAL, Kind.POLICE, Kind.REGULATOR, Kind.LAWYER)
_FACTUAL_INSTEAD = (Kind.REGULATOR, Kind.POLICE, Kind.LAWYER)


class RouteWasBroken(ValueError):
    """A file of routes says what none may say; the sentence names the file and what is wrong."""


class Clock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long an answer may take: by the law or the platform (`hours`), or no more than our own reminder."""

    code: str
    then: str
    hours: int | None = None
    look_after_hours: int | None = None

    @property
    def runs_for(self) -> int:
        return self.hours or self.look_after_hours or 0


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A platform's rule by its own name; `tiers` are those of Meta's for whom it is (none: for all)."""

    name: str
    quote: str = ""
    first_person: bool = False
    tiers: tuple[Tier, ...] = ()


class Hazard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes the page let her do less: `closes` and `asks_first` name kinds or routes, `about` categories."""

    code: str
    source: str
    about: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    asks_first: tuple[str, ...] = ()
    leaves_out_pictures: bool = False
    warns: bool = False

    def bears_on(self, categories: set[str]) -> bool:
        return not self.about or bool(categories & set(self.about))


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to report, as its file has it: place and days stand once for all of a file."""

    id: str
    kind: Kind
    source: str
    name: str = ""
    link: str = ""
    numbers: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    clocks: tuple[Clock, ...] = ()
    about: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    rules: dict[str, tuple[Rule, ...]] = {}
    reviewed_by: dict[str, str] = {}
    text_on: date | None = None
    for_whom: str = ""
    is_draft: bool = False


class Route(Entry, frozen=True, kw_only=True):
    """One way to report, as of a day. `place` is "" where it is the same everywhere.

    Of our own files `checked_on` is the month of the page they were written from: nobody looked on that very day.
    """

    is_ours: bool
    place: str
    checked_on: date
    expires_on: date

    def is_expired(self, today: date) -> bool:
        return today > self.expires_on

    def says_all(self, language: str, today: date) -> bool:
        """Say whether what it demands may be shown: not expired, and where a law is behind it, reviewed by name."""
        needs_review = bool(self.place) and self.kind in _REVIEWED_FIRST
        return not self.is_expired(today) and (
            not needs_review or bool(self.reviewed_by.get(language))
        )

    def may_prepare(self, language: str, today: date) -> bool:
        """Say whether a pack can be made for it: whatever else is so, the factual one can."""
        if self.kind is Kind.REMOVAL:
            return False
        if self.kind in (Kind.FORM, Kind.HELPLINE):
            return self.says_all(language, today) and bool(self.demands)
        return True

    def demanded(self, language: str, today: date) -> tuple[str, ...]:
        """Name what a pack for it must hold."""
        says_all = self.says_all(language, today)
        if self.kind in _FACTUAL_INSTEAD and not (says_all and self.demands):
            return route_of(FACTUAL).demands
        if self.kind is Kind.PLATFORM and not says_all:
            return route_of(OTHER_PLATFORM).demands
        return self.demands

    def clock(self, language: str, today: date) -> Clock:
        """Give the clock that runs once it is sent; what is not reviewed or has expired names none but our reminder."""
        if self.clocks and self.says_all(language, today):
            return self.clocks[0]
        return route_of(FACTUAL).clocks[0]

    def rules_for(self, category: str, tier: str, today: date) -> tuple[Rule, ...]:
        """Choose the platform's rules for a category, by its name; for Meta those for people as public as she is."""
        if self.is_expired(today):
            return ()
        return tuple(
            rule
            for rule in self.rules.get(category, ())
            if not rule.tiers or not tier or tier in rule.tiers
        )


class _File(msgspec.Struct, forbid_unknown_fields=True):
    place: str
    checked_on: date
    expires_on: date
    routes: tuple[Entry, ...]
    hazards: tuple[Hazard, ...] = ()


class Book(msgspec.Struct, frozen=True):
    """All routes by id, and the hazards of each place."""

    routes: dict[str, Route]
    hazards: dict[str, tuple[Hazard, ...]]


def book() -> Book:
    """Read all files, those of this installation last; read again only when one of them changed."""
    return _read(tuple((path, path.stat().st_mtime_ns) for path in _paths()))


def route_of(route_id: str) -> Route:
    """Find a route.

    Raises:
        KeyError: there is none (any more).

    """
    return book().routes[route_id]


def route_of_pack(route_id: str) -> Route:
    """Find the route that a pack was made for; where its file has gone since, the factual one."""
    return book().routes.get(route_id) or route_of(FACTUAL)


def routes_for(place: str) -> list[Route]:
    """List what there is where she is, the nearest first; platforms apart (`platform_route`)."""
    places = _places(place)
    found = [
        route
        for route in book().routes.values()
        if route.place in places and route.kind is not Kind.PLATFORM
    ]
    return sorted(found, key=lambda route: places.index(route.place))


def platform_route(platform: str) -> Route:
    """Find the rules of the platform that something was on; what any platform asks where we know no rules."""
    found = (route for route in book().routes.values() if platform in route.platforms)
    return next(found, route_of(OTHER_PLATFORM))


def hazards_for(place: str, categories: set[str]) -> list[Hazard]:
    """List what stands in the way where she is, and in what it is about."""
    mine = [hazard for each in _places(place) for hazard in book().hazards.get(each, ())]
    return [hazard for hazard in mine if hazard.bears_on(categories)]


def to_turn_to() -> list[dict[str, Any]]:
    """List whom somebody can turn to, anywhere: what needs no review of them, and what to know first."""
    return [
        {
            "place": str(PLACES.get(route.place, "")),
            "kind": str(route.kind.label),
            "name": route.name,
            "link": route.link,
            "numbers": route.numbers,
            "source": route.source,
            "checked_on": route.checked_on,
            "expires_on": route.expires_on,
            "notes": tuple(
                str(HAZARDS[hazard.code])
                for hazard in book().hazards.get(route.place, ())
                if route.id in (*hazard.closes, *hazard.asks_first)
            ),
        }
        for route in book().routes.values()
        if route.name and route.kind in _TO_TURN_TO
    ]


def _places(place: str) -> list[str]:
    named = [place, WITHIN.get(place, ""), ""]
    return list(dict.fromkeys(named))


def _paths() -> list[Path]:
    folders = (OURS, Path(settings.ENV.data) / "routes")
    return [path for folder in folders for path in sorted(folder.glob("*.yaml"))]


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[Path, int], ...]) -> Book:
    routes: dict[str, Route] = {}
    hazards: dict[str, tuple[Hazard, ...]] = {}
    for path, _changed in files:
        file = _file(path)
        is_ours = path.parent == OURS
        routes |= {entry.id: _route(file, entry, is_ours=is_ours) for entry in file.routes}
        if file.hazards:
            hazards[file.place] = file.hazards
    return Book(routes, hazards)


def _file(path: Path) -> _File:
    try:
        file = msgspec.yaml.decode(path.read_bytes(), type=_File)
    except msgspec.ValidationError as error:
        raise RouteWasBroken(f"{path.name}: {error}") from error
    for wrong in _wrongs(file):
        raise RouteWasBroken(f"{path.name}: {wrong}")
    return file


def _wrongs(file: _File) -> Iterator[str]:
    if file.expires_on <= file.checked_on:
        yield "it expires before it was checked"
    for entry in file.routes:
        for category in {*entry.about, *entry.rules} - CATEGORIES.keys():
            yield f"{entry.id}: {category} is no category"
        for language in entry.reviewed_by.keys() - dict(settings.LANGUAGES).keys():
            yield f"{entry.id}: {language} is none of our languages"


def _route(file: _File, entry: Entry, *, is_ours: bool) -> Route:
    values: dict[str, Any] = msgspec.structs.asdict(entry)
    return Route(
        is_ours=is_ours,
        place=file.place,
        checked_on=file.checked_on,
        expires_on=file.expires_on,
        **values,
    )
