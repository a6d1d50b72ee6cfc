"""What helping tells other pages by name: that helpers asked her something, that a limit on reading is reached."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Panel, Todo
from fuerza.helping import queries
from fuerza.helping.models import Draft, Question, Turn
from fuerza.people.models import Person

WEIGHT = 75
QUESTION = frozenset({"answered_at", "asked_at"})
DRAFT = frozenset({"dropped_at", "label", "made_at"})


@hooks.register("panels", "helping")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today what her helpers ask her, and whoever reads that she has read as much as she wanted to."""
    if place == "today":
        return _asked(person)
    return _limits(person) if place == "reading" else []


def _asked(person: Person) -> list[Panel]:
    number = queries.questions_for(person).count() + queries.drafts_for(person).count()
    if not number:
        return []
    text = ngettext(
        "%(n)s thing from somebody who helps you waits for your word.",
        "%(n)s things from people who help you wait for your word.",
        number,
    )
    where = reverse("helping:asked")
    return [
        Todo(
            text=text % {"n": number}, verb=_("See what"), url=where, weight=WEIGHT, needs_her=True
        )
    ]


def _limits(person: Person) -> list[Panel]:
    if person.reads_a_day is None and person.minutes_a_day is None:
        return []
    read = queries.read_today(person, now())
    many = person.reads_a_day is not None and read.items >= person.reads_a_day
    long = person.minutes_a_day is not None and read.minutes >= person.minutes_a_day
    return [Card(template="helping/limit.html", values={"read": read})] if many or long else []


@disclosure.rule(Question, "page", "json", "export")
def question(viewer: Any, thing: Question) -> frozenset[str]:
    """She and the one who asked know of it."""
    return QUESTION if viewer.pk in {thing.owner_id, thing.actor_id} else disclosure.NOTHING


@disclosure.rule(Draft, "page", "json", "export")
def draft(viewer: Any, thing: Draft) -> frozenset[str]:
    return DRAFT if viewer.pk in {thing.owner_id, thing.actor_id} else disclosure.NOTHING


@disclosure.rule(Question, "feed", "mail", "search", "count")
@disclosure.rule(Draft, "feed", "mail", "search", "count")
@disclosure.rule(Turn, "page", "json", "feed", "mail", "export", "search", "count")
def never(_viewer: Any, _thing: Any) -> frozenset[str]:
    """Nothing between her and her helpers is in a feed, in a mail, found by a search or counted for others."""
    return disclosure.NOTHING
