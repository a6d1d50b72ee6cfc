"""Who may be shown what of exclusions and edges, who is not let in, and what Today tells of both."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.apart import queries, services
from fuerza.apart.choices import ExclusionState
from fuerza.apart.models import Edge, Exclusion, Talk
from fuerza.core import disclosure, hooks
from fuerza.core.panels import Panel, Todo
from fuerza.people.models import Person
from fuerza.programme import queries as programme

TOLD = frozenset({"appealed_at", "edition", "ends_at", "lifted_at", "starts_at", "state"})
DECIDED = TOLD | {"proposed_at"}
EDGE = frozenset({"made_at"})
TALK = frozenset({"asked_at", "edition"})
TOLD_WEIGHT, WAITING = 80, 40


@hooks.register("kept_out", "apart")
def kept_out(edition_id: uuid.UUID, person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Say who of these is not let in to an edition now."""
    return queries.kept_out(edition_id, person_ids, now())


@hooks.register("closing", "apart")
def closing(edition_id: uuid.UUID) -> None:
    """Delete what only this edition was about."""
    services.close(edition_id=edition_id)


@disclosure.rule(Exclusion, "page")
def exclusion(viewer: Any, thing: Exclusion) -> frozenset[str]:
    """Whom it is about, once it is decided; an organiser who decides on it; nobody else."""
    if viewer.pk == thing.person_id:
        return disclosure.NOTHING if thing.state == ExclusionState.PROPOSED else TOLD
    looking = programme.viewer_of(viewer)
    is_hers = looking.organises_all or thing.edition_id in looking.organises
    return DECIDED if is_hers else disclosure.NOTHING


@disclosure.rule(Exclusion, "export")
def exclusion_in_her_copy(viewer: Any, thing: Exclusion) -> frozenset[str]:
    is_told = viewer.pk == thing.person_id and thing.state != ExclusionState.PROPOSED
    return TOLD if is_told else disclosure.NOTHING


@disclosure.rule(Edge, "page", "export")
def edge(viewer: Any, thing: Edge) -> frozenset[str]:
    """Hers alone: what puts people together asks for pairs, and shows none."""
    return EDGE if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Talk, "page")
def talk(viewer: Any, thing: Talk) -> frozenset[str]:
    organises = programme.organises(programme.viewer_of(viewer), thing.edition)
    return TALK if viewer.pk == thing.person_id or organises else disclosure.NOTHING


@disclosure.rule(Talk, "export")
def talk_in_her_copy(viewer: Any, thing: Talk) -> frozenset[str]:
    return TALK if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Exclusion, "json", "feed", "mail", "search", "count")
@disclosure.rule(Edge, "json", "feed", "mail", "search", "count")
@disclosure.rule(Talk, "json", "feed", "mail", "search", "count")
def never(_viewer: Any, _thing: Model) -> frozenset[str]:
    """None of it is in a feed, a mail, a search or a count."""
    return disclosure.NOTHING


@hooks.register("panels", "apart")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell whom it is about, for as long as it holds; and organisers what waits for another of them."""
    if place != "today":
        return []
    return [*_told(person), *_waiting(person)]


def _told(person: Person) -> list[Panel]:
    if not any(queries.is_in_force(one, now()) for one in queries.told_to(person)):
        return []
    return [
        Todo(
            text=_("You are not let in to an edition for now."),
            verb=_("Read why, until when, and how to object"),
            url=reverse("apart:told"),
            weight=TOLD_WEIGHT,
            needs_her=True,
            stays=True,
        )
    ]


def _waiting(person: Person) -> list[Panel]:
    """Say what waits for her; what holds for all editions stands on the page of each that she organises."""
    viewer = programme.viewer_of(person)
    if not viewer.is_organiser:
        return []
    found: list[Panel] = []
    waiting = list(queries.second_needed_by(person, now()))
    if waiting:
        editions = [one.edition_id for one in waiting if one.edition_id]
        editions += [one.pk for one in programme.organised_by(viewer, language="en")[:1]]
        text = ngettext(
            "%(n)s decision about not letting somebody in waits for a second organiser.",
            "%(n)s decisions about not letting somebody in wait for a second organiser.",
            len(waiting),
        )
        url = reverse("apart:exclusions", args=editions[:1])
        found.append(
            Todo(text=text % {"n": len(waiting)}, verb=_("Look at it"), url=url, weight=WAITING)
        )
    appeals = queries.appeals_for(person).count()
    if appeals:
        text = ngettext("%(n)s appeal waits to be read.", "%(n)s appeals wait to be read.", appeals)
        url = reverse("apart:appeals")
        found.append(Todo(text=text % {"n": appeals}, verb=_("Read it"), url=url, weight=WAITING))
    return found
