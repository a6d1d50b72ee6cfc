"""Who may be shown what of tickets and doors, and what stands of them on pages of attendance."""

import uuid
from typing import Any

from django.db.models import Model

from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import RegistrationState
from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Panel
from fuerza.door.models import CheckIn, Door, Ticket
from fuerza.people.models import Person
from fuerza.programme import queries as programme

TICKET = frozenset({"made_at", "state"})
CHECK_IN = frozenset({"at", "who"})
DOOR = frozenset(
    {"asks_legal_name", "ends_at", "entered_at", "made_at", "may_take_list", "number"}
    | {"taken_back_at"}
)
FIRST = 20  # before when and where


@disclosure.rule(Ticket, "page", "export")
def ticket(viewer: Any, thing: Ticket) -> frozenset[str]:
    return TICKET if viewer.pk == thing.registration.person_id else disclosure.NOTHING


@disclosure.rule(CheckIn, "page", "export")
def check_in(viewer: Any, thing: CheckIn) -> frozenset[str]:
    """Hers to herself: the door is told once, an organiser counts when all is over."""
    is_hers = viewer.pk == thing.ticket.registration.person_id
    return CHECK_IN if is_hers else disclosure.NOTHING


@disclosure.rule(Door, "page")
def door(viewer: Any, thing: Door) -> frozenset[str]:
    organises = programme.organises(programme.viewer_of(viewer), thing.edition)
    return DOOR if organises else disclosure.NOTHING


@disclosure.rule(Ticket, "json", "feed", "mail", "search", "count")
@disclosure.rule(CheckIn, "json", "feed", "mail", "search", "count")
@disclosure.rule(Door, "json", "feed", "mail", "export", "search", "count")
def never(_viewer: Any, _thing: Model) -> frozenset[str]:
    """Who came through a door is in no feed and no mail, found by no search and in no count."""
    return disclosure.NOTHING


@hooks.register("panels", "door")
def panels(place: str, person: Person) -> list[Panel]:
    """Lead from her page of an edition to her ticket, and from an organiser's page of who comes to the doors."""
    name, _space, edition_id = place.partition(" ")
    if name == "people" and edition_id:
        return [Card(template="door/parts/doors.html", values={"edition_id": edition_id})]
    if name != "mine":
        return []
    row = attendance.registration_of(person, uuid.UUID(edition_id))
    if row is None or row.state != RegistrationState.CONFIRMED:
        return []
    return [
        Card(template="door/parts/ticket.html", values={"edition_id": edition_id}, weight=FIRST)
    ]
