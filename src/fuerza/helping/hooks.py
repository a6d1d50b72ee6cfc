"""What helping tells other pages by name: what helpers ask, whether an adviser is there, that a limit is reached."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.core import disclosure, hooks
from fuerza.core.keyrings import Opened
from fuerza.core.panels import Card, Panel, Todo
from fuerza.desk import services as desk
from fuerza.helping import queries, services
from fuerza.helping.models import Apart, Asking, Debrief, Draft, Duty, Question, Turn
from fuerza.people import queries as people
from fuerza.people.choices import RoleName
from fuerza.people.models import Grant, Person

WEIGHT = 75
URGENT, AT_LEAST = 95, 5
QUESTION = frozenset({"answered_at", "asked_at"})
DUTY = frozenset({"at_once", "days", "from_hour", "languages", "to_hour"})
ASKING = frozenset({"asked_at", "closed_at", "seen_at", "urgent"})
DEBRIEF = frozenset({"is_shared", "made_at"})
DRAFT = frozenset({"dropped_at", "label", "made_at"})


@hooks.register("panels", "helping")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today what her helpers ask her, and whoever reads that she has read as much as she wanted to."""
    if place == "today":
        return [*_asked(person), *_advising(person), *_advised(person)]
    if place == "desk":
        return _card(person)
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


def _advising(person: Person) -> list[Panel]:
    """Tell an adviser on duty that somebody asks: how many, and nothing of them."""
    if not people.holds(person, RoleName.ADVISER):
        return []
    if queries.duty_of(person) is None:
        text, where = _("Say when you are on duty as a safety adviser."), reverse("helping:duty")
        return [Todo(text=text, verb=_("Write my card"), url=where, weight=WEIGHT)]
    number = len(queries.waiting_for(person, now()))
    if not number:
        return []
    text = ngettext(
        "%(n)s person asks for a safety adviser.",
        "%(n)s people ask for a safety adviser.",
        number,
    )
    where = reverse("helping:waiting")
    return [Todo(text=text % {"n": number}, verb=_("See"), url=where, weight=URGENT)]


def _advised(person: Person) -> list[Panel]:
    """Tell her that somebody came; and that somebody could, while one is on duty."""
    asking, moment = queries.asking_of(person), now()
    if asking is None:
        if not queries.fit_for(person, moment):
            return []
        text, verb, weight = _("A safety adviser is on duty."), _("Ask for one"), AT_LEAST
    elif asking.adviser_id is None or queries.is_in(asking, moment):
        return []
    else:
        text, verb = _("A safety adviser is there for you."), _("See who, and let in")
        weight = URGENT
    where = reverse("helping:call")
    return [Todo(text=text, verb=verb, url=where, weight=weight, needs_her=weight == URGENT)]


def _card(person: Person) -> list[Panel]:
    asking = queries.asking_of(person)
    if asking is None and not queries.advisers_named(person, now()):
        return []
    return [Card(template="helping/adviser_card.html", values={"asking": asking}, weight=URGENT)]


@hooks.register("advisers", "helping")
def advisers(person: Person, *, now: datetime) -> bool:
    """Ask for a safety adviser on her behalf, as she chose; say whether somebody on duty was told."""
    try:
        return services.call(person=person, now=now)
    except services.NobodyThere:
        return False


@hooks.register("grants", "helping")
def grants(happened: str, grant: Grant, *, opened: Opened | None, now: datetime) -> None:
    """Hand her pages' keys on at once to whom she lets into her desk: one tap is enough for that one to read."""
    if happened == "given" and grant.scope_id is None and opened is not None:
        desk.let_read(owner=grant.owner, opened=opened, now=now)


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


@disclosure.rule(Duty, "page", "json", "export")
def duty(viewer: Any, thing: Duty) -> frozenset[str]:
    """Her own card; that she is in the pool, and when, is on the page of whoever organises."""
    return DUTY if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Asking, "page", "json", "export")
def asking(viewer: Any, thing: Asking) -> frozenset[str]:
    return ASKING if viewer.pk in {thing.person_id, thing.adviser_id} else disclosure.NOTHING


@disclosure.rule(Debrief, "page", "json", "export")
def debrief(viewer: Any, thing: Debrief) -> frozenset[str]:
    """Its writer, and the one she helped where it is shared."""
    is_hers = thing.is_shared and viewer.pk == thing.asking.person_id
    return DEBRIEF if is_hers or viewer.pk == thing.adviser_id else disclosure.NOTHING


@disclosure.rule(Apart, "page", "json", "export")
def apart(viewer: Any, thing: Apart) -> frozenset[str]:
    """Whoever said so, and never the other."""
    said = thing.person_id if thing.is_hers else thing.adviser_id
    return frozenset({"made_at"}) if viewer.pk == said else disclosure.NOTHING


@disclosure.rule(Apart, "feed", "mail", "search", "count")
@disclosure.rule(Asking, "feed", "mail", "search", "count")
@disclosure.rule(Debrief, "feed", "mail", "search", "count")
@disclosure.rule(Duty, "feed", "mail", "search", "count")
@disclosure.rule(Question, "feed", "mail", "search", "count")
@disclosure.rule(Draft, "feed", "mail", "search", "count")
@disclosure.rule(Turn, "page", "json", "feed", "mail", "export", "search", "count")
def never(_viewer: Any, _thing: Any) -> frozenset[str]:
    """Nothing between her and her helpers is in a feed, in a mail, found by a search or counted for others."""
    return disclosure.NOTHING
