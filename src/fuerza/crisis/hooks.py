"""What the switch tells other pages by name, and who may be shown its rows: she alone."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Panel, Todo
from fuerza.crisis import queries, services
from fuerza.crisis.models import Alarm, CheckUp, Crisis, Listening, Measure, Prepared, Unkept
from fuerza.desk import queries as desk
from fuerza.people import queries as people
from fuerza.people.models import Person

CRISIS = frozenset({"asked_at", "days", "kept", "off_at", "on_at", "who"})
ALARM = frozenset({"is_on", "minutes", "quiet_from", "quiet_to", "sent_at", "tried_at"})
LISTENING = frozenset({"browser", "made_at", "system"})
MEASURE = frozenset({"kind", "missed", "platform"})
CALLED, STILL_ON = 98, 99


hooks.register("stored", "crisis")(services.note_taken)


@hooks.register("panels", "crisis")
def panels(place: str, person: Person) -> list[Panel]:
    """Ask on Today whether it is over, lead called helpers to a desk, and stand in for the desk's first page."""
    if place == "today":
        return [*_calls(person), *_still_on(person)]
    return _in_place(person) if place == "desk" else []


def _calls(person: Person) -> list[Panel]:
    names = {crisis.person_id: crisis.person for crisis in queries.calls_to(person)}
    if not names:
        return []
    return [
        Todo(
            text=_("%(name)s calls you: she asks you to be at her desk now.")
            % {"name": people.name_of(grant.owner)},
            verb=_("Go to her desk"),
            url=reverse("desk:enter", args=[grant.pk]),
            weight=CALLED,
            needs_her=True,
            stays=True,
        )
        for grant in people.grants_held(person, now())
        if grant.owner_id in names and grant.scope_id is None
    ]


def _still_on(person: Person) -> list[Panel]:
    if queries.crisis_on(person) is None:
        return []
    if queries.flood_of(person):
        text = _("Everything is tightened, and a flood goes on.")
        verb = _("See how it stands")
    else:
        text = _("Everything is still tightened, and stays so until you say otherwise. Is it over?")
        verb = _("Look and decide")
    return [Todo(text=text, verb=verb, url=reverse("crisis:switch"), weight=STILL_ON, stays=True)]


def _in_place(person: Person) -> list[Panel]:
    """Show nothing but support and danger on the desk's first page while the switch is on."""
    crisis = queries.crisis_on(person)
    if crisis is None:
        return []
    hers = desk.desk_of(person)
    values = {
        "support": desk.standing(hers, now()).support,
        "danger": desk.urgent_in(hers).count(),
        "crisis": crisis,
    }
    return [Card(template="crisis/desk.html", values=values, is_whole=True)]


@disclosure.rule(Crisis, "page", "json", "export", "count")
def crisis(viewer: Any, thing: Crisis) -> frozenset[str]:
    return CRISIS if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Measure, "page", "json", "export", "count")
def measure(viewer: Any, thing: Measure) -> frozenset[str]:
    return MEASURE if viewer.pk == thing.crisis.person_id else disclosure.NOTHING


@disclosure.rule(Unkept, "page", "json", "export", "count")
def unkept(viewer: Any, thing: Unkept) -> frozenset[str]:
    return frozenset({"because"}) if viewer.pk == thing.crisis.person_id else disclosure.NOTHING


@disclosure.rule(Alarm, "page", "json", "export", "count")
def alarm(viewer: Any, thing: Alarm) -> frozenset[str]:
    return ALARM if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Listening, "page", "json", "export", "count")
def listening(viewer: Any, thing: Listening) -> frozenset[str]:
    return LISTENING if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Prepared, "page", "json", "export", "count")
def prepared(viewer: Any, thing: Prepared) -> frozenset[str]:
    return frozenset({"changed_at"}) if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(CheckUp, "page", "json", "export", "count")
def check_up(viewer: Any, thing: CheckUp) -> frozenset[str]:
    return frozenset({"at", "is_told"}) if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Prepared, "feed", "mail", "search")
@disclosure.rule(CheckUp, "feed", "mail", "search")
@disclosure.rule(Alarm, "feed", "mail", "search")
@disclosure.rule(Listening, "feed", "mail", "search")
@disclosure.rule(Crisis, "feed", "mail", "search")
@disclosure.rule(Measure, "feed", "mail", "search")
@disclosure.rule(Unkept, "feed", "mail", "search")
def never(_viewer: Any, _thing: Any) -> frozenset[str]:
    """That she switched it on is in no feed, in no mail, found by no search."""
    return disclosure.NOTHING
