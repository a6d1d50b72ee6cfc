"""What cases show on the desk, and who may be shown what of a case: its owner, and whom she let into it."""

from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from fuerza.cases import queries
from fuerza.cases.models import Alias, Case, CaseExhibit, Incident, Note
from fuerza.cases.queries import CaseAt
from fuerza.core import disclosure, hooks, times
from fuerza.core.panels import Card, Panel, Scope
from fuerza.people import queries as people
from fuerza.people.choices import Capability
from fuerza.people.models import Person

CASE = frozenset({"opened_at", "closed_at"})
LINE = frozenset({"made_at"})
OFFERED = 20  # cases to choose from on a page of the desk
WEIGHT = 20


@hooks.register("panels", "cases")
def panels(place: str, person: Person) -> list[Panel]:
    """Lead from the desk to her cases, and from a message or a list into one of them."""
    if place == "desk":
        number = queries.cases_of(person).filter(closed_at=None).count()
        return [Card(template="cases/desk_card.html", values={"number": number}, weight=WEIGHT)]
    if place == "scopes":
        return [_scope(each, person) for each in queries.cases_of(person).filter(closed_at=None)]
    kind, _colon, key = place.partition(":")
    if kind not in {"mention", "list"} or not key.strip(":"):
        return []
    values = {
        "field": "mention" if kind == "mention" else "of",
        "value": key,
        "is_list": kind == "list",
        "cases": queries.cases_of(person).filter(closed_at=None)[:OFFERED],
    }
    return [Card(template="cases/card.html", values=values, weight=WEIGHT)]


def _scope(case: Case, person: Person) -> Scope:
    """Name a case by when it was opened: its title is sealed, and whoever gives help need not have opened her key."""
    opened_at = times.said(case.opened_at, now=now(), zone=person.zone)
    return Scope(id=case.pk, text=_("Case of %(moment)s") % {"moment": opened_at})


def _hers(viewer: Any, case: Case, fields: frozenset[str]) -> frozenset[str]:
    """Show it to its owner and whom she let in; `viewer` is a person, or the CaseAt that was opened to one."""
    if isinstance(viewer, CaseAt):  # a page of fifty must not ask fifty times
        is_hers = viewer.case.pk == case.pk
    else:
        is_hers = any(people.may(viewer, case.person, each, case.pk) for each in Capability)
    return fields if is_hers else disclosure.NOTHING


@disclosure.rule(Case, "page", "json", "export", "count")
def case(viewer: Any, thing: Case) -> frozenset[str]:
    return _hers(viewer, thing, CASE)


@disclosure.rule(CaseExhibit, "page", "json", "export", "count")
def case_exhibit(viewer: Any, thing: CaseExhibit) -> frozenset[str]:
    return _hers(viewer, thing.case, frozenset({"added_at", "happened_at"}))


@disclosure.rule(Incident, "page", "json", "export", "count")
def incident(viewer: Any, thing: Incident) -> frozenset[str]:
    return _hers(viewer, thing.case, LINE | {"happened_at"})


@disclosure.rule(Alias, "page", "json", "export", "count")
@disclosure.rule(Note, "page", "json", "export", "count")
def written(viewer: Any, thing: Alias | Note) -> frozenset[str]:
    return _hers(viewer, thing.case, LINE)


@disclosure.rule(Case, "feed", "mail", "search")
@disclosure.rule(CaseExhibit, "feed", "mail", "search")
@disclosure.rule(Alias, "feed", "mail", "search")
@disclosure.rule(Incident, "feed", "mail", "search")
@disclosure.rule(Note, "feed", "mail", "search")
def never(_viewer: Any, _thing: Any) -> frozenset[str]:
    """No case is in a feed, in a mail or in a search."""
    return disclosure.NOTHING
