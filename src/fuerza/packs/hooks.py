"""What packs tell Today (an answer is overdue) and the page of a case, and who may be shown what of them."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.cases import queries as cases
from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Panel, Todo
from fuerza.guides.queries import Contact
from fuerza.packs import queries, services
from fuerza.packs.models import LedgerEntry, Pack, Situation
from fuerza.packs.queries import PackAt
from fuerza.people.models import Person

WEIGHT = 75
PACK = frozenset({"language", "made_at", "route", "state"})
ENTRY = frozenset({"at", "clock", "due_at", "verb"})


@hooks.register("panels", "packs")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today that a time has run out, in words that tell nothing else; and her case what was made of it."""
    what, _colon, pk = place.partition(":")
    if what == "case":
        return _of_case(person, UUID(pk))
    return _overdue(person) if place == "today" else []


hooks.register("renewal", "packs")(services.seal_again)


@hooks.register("helplines", "packs")
def helplines() -> list[Contact]:
    """Name to the guides' page of help whom the files of routes know, without a word that would need a review."""
    return [Contact(**values) for values in queries.to_turn_to()]


def _of_case(person: Person, pk: UUID) -> list[Panel]:
    at = cases.case_at(person, pk, now())
    if at is None:
        return []
    rows = disclosure.shown(person, queries.packs_of(at), "page")
    packs = [(each, queries.route_of_pack(each.route)) for each in rows]
    return [Card(template="packs/card.html", values={"packs": packs, "case": pk})]


def _overdue(person: Person) -> list[Panel]:
    late = queries.lapsed_of(person, now())
    if not late:
        return []
    text = ngettext(
        "An answer that you wait for is overdue.",
        "%(n)s answers that you wait for are overdue.",
        len(late),
    )
    where = reverse("cases:pack", args=[late[0].pk])
    return [Todo(text=text % {"n": len(late)}, verb=_("See what to do"), url=where, weight=WEIGHT)]


@disclosure.rule(Pack, "page", "json", "export", "count")
def pack(viewer: Any, thing: Pack) -> frozenset[str]:
    """Show it to its owner, and to whoever prepares reports for her; `viewer` is then the PackAt that let her in."""
    if isinstance(viewer, PackAt):
        return PACK if viewer.pack.pk == thing.pk else disclosure.NOTHING
    return PACK if viewer.pk == thing.case.person_id else disclosure.NOTHING


@disclosure.rule(LedgerEntry, "page", "json", "export", "count")
def entry(viewer: Any, thing: LedgerEntry) -> frozenset[str]:
    return ENTRY if disclosure.may_show(viewer, thing.pack, "page") else disclosure.NOTHING


@disclosure.rule(Situation, "page", "export")
def situation(viewer: Any, thing: Situation) -> frozenset[str]:
    return frozenset({"chosen_at"}) if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Pack, "feed", "mail", "search")
@disclosure.rule(LedgerEntry, "feed", "mail", "search")
@disclosure.rule(Situation, "json", "feed", "mail", "search", "count")
def never(_viewer: Any, _thing: Pack | LedgerEntry | Situation) -> frozenset[str]:
    """Nothing of what she reports, or of where she is, goes into a feed, a mail or a search."""
    return disclosure.NOTHING
