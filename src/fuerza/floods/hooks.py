"""What floods tell other pages by name: what may come to her door, first of all; and what is looked for in texts."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.core import disclosure, hooks
from fuerza.core.panels import FIRST, Card, Panel, Todo
from fuerza.desk.queries import desk_of, shown_to
from fuerza.floods import queries
from fuerza.floods.models import Course, Danger, Place
from fuerza.floods.services import finder_for
from fuerza.people.models import Person

SHOWN = 3
DANGER = frozenset({"days", "kinds", "mentions", "settled_at", "since", "until", "urgency"})
COURSE = frozenset({"hurtful", "languages", "platforms", "steps", "usual_week"})


@hooks.register("signs", "floods")
def signs(person_id: uuid.UUID) -> Any:
    """Give what looks through a person's texts for signs of danger offline."""
    return finder_for(person_id)


@hooks.register("panels", "floods")
def panels(place: str, person: Person) -> list[Panel]:
    """Put what may come to her door above all else: on the desk, on Today, and above its own list."""
    kind, _colon, key = place.partition(":")
    if kind == "desk":
        return _at_the_door(person)
    if kind == "today":
        return _todo(person)
    return _what_to_do(person, key) if kind == "list" else []


def _at_the_door(person: Person) -> list[Panel]:
    pressing = list(queries.pressing(person)[: SHOWN + 1])
    if not pressing:
        return []
    values = {
        "dangers": [(each, queries.signs_of(each)) for each in pressing[:SHOWN]],
        "has_more": len(pressing) > SHOWN,
    }
    return [Card(template="floods/at_the_door.html", values=values, weight=FIRST)]


def _todo(person: Person) -> list[Panel]:
    number = queries.pressing(person).count()
    if not number:
        return []
    text = ngettext(
        "%(number)s account may reach into your life offline.",
        "%(number)s accounts may reach into your life offline.",
        number,
    )
    return [
        Todo(
            text=text % {"number": number},
            verb=_("What to do now"),
            url=reverse("floods:dangers"),
            weight=FIRST,
            needs_her=True,
        )
    ]


def _what_to_do(person: Person, name: str) -> list[Panel]:
    """Say what to do now, above the list of one danger."""
    kind, _colon, key = name.partition(":")
    if kind != queries.DANGER:
        return []
    danger = queries.danger_in(desk_of(person), uuid.UUID(key))
    if danger is None:
        return []
    values = {"danger": danger, "signs": queries.signs_of(danger), "now": now()}
    return [Card(template="floods/what_to_do.html", values=values, weight=FIRST)]


@disclosure.rule(Danger, "page", "json", "export", "count")
def danger(viewer: Any, thing: Danger) -> frozenset[str]:
    return shown_to(viewer, thing, DANGER)


@disclosure.rule(Course, "page", "json", "export", "count")
def course(viewer: Any, thing: Course) -> frozenset[str]:
    return shown_to(viewer, thing, COURSE)


@disclosure.rule(Place, "page", "export")
def place(viewer: Any, thing: Place) -> frozenset[str]:
    """Show her places to her alone, and to nobody whom she let in."""
    return frozenset({"kind"}) if viewer == thing.person else disclosure.NOTHING


@disclosure.rule(Place, "json", "count", "feed", "mail", "search")
@disclosure.rule(Danger, "feed", "mail", "search")
@disclosure.rule(Course, "feed", "mail", "search")
def never(_viewer: Any, _thing: Danger | Course | Place) -> frozenset[str]:
    """Nothing of it is in a feed, in a mail or in a search."""
    return disclosure.NOTHING
