"""Who may be shown what of duties and reports, what Today tells of them, and what goes when an edition is closed.

A report has rows and words. Its rows are shown to those who handle it and to whoever gave her name with it, on pages
alone; its words open with their keys, not by a rule. To an organiser as such there are no reports.
"""

import uuid
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Panel, Todo
from fuerza.incidents import queries, services
from fuerza.incidents.choices import TO_REPORTER
from fuerza.incidents.models import Contacts, Duty, Entry, Handling, Report, Total, Wall
from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.programme.models import Edition

DUTY = frozenset({"edition", "ends_at", "person", "starts_at"})
CONTACTS = frozenset({"outside", "safeguarding"})
WALL = frozenset({"made_at"})
HERS = frozenset({"edition", "moved_at", "received_at", "state"})
REPORT = HERS | {"acknowledge_by", "is_anonymous", "reporter", "tell_by", "triage_by"}
HANDLING = frozenset({"aside_at", "person", "since"})
ENTRY = frozenset({"at", "by_id", "kind", "number"})
TOLD = frozenset({"at", "kind"})
TOTAL = frozenset({"reports"})
LATE, WAITING, ANSWERED, LIGHT = 95, 75, 60, 5


@disclosure.rule(Duty, "page")
def duty(viewer: Any, thing: Duty) -> frozenset[str]:
    """Whoever is there: she has to know whom to turn to."""
    is_there = viewer.is_authenticated and queries.is_there(viewer, thing.edition)
    return DUTY if is_there or _organises(viewer, thing.edition) else disclosure.NOTHING


@disclosure.rule(Duty, "export")
def duty_in_her_copy(viewer: Any, thing: Duty) -> frozenset[str]:
    return DUTY if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Contacts, "page")
def contacts(viewer: Any, thing: Contacts) -> frozenset[str]:
    return CONTACTS if _organises(viewer, thing.edition) else disclosure.NOTHING


@disclosure.rule(Wall, "page")
def wall(viewer: Any, thing: Wall) -> frozenset[str]:
    return WALL if _organises(viewer, thing.edition) else disclosure.NOTHING


@disclosure.rule(Report, "page")
def report(viewer: Any, thing: Report) -> frozenset[str]:
    """Whoever handles it; whoever sent it with her name, as far as it concerns her. Nobody else, organisers neither."""
    if _handles(viewer, thing):
        return REPORT
    return report_in_her_copy(viewer, thing)


@disclosure.rule(Report, "export")
def report_in_her_copy(viewer: Any, thing: Report) -> frozenset[str]:
    is_hers = thing.reporter_id is not None and viewer.pk == thing.reporter_id
    return HERS if is_hers else disclosure.NOTHING


@disclosure.rule(Handling, "page")
def handling(viewer: Any, thing: Handling) -> frozenset[str]:
    """Those who handle it, and whoever sent it: she is told who reads."""
    return HANDLING if disclosure.may_show(viewer, thing.report, "page") else disclosure.NOTHING


@disclosure.rule(Handling, "export")
def handling_in_her_copy(viewer: Any, thing: Handling) -> frozenset[str]:
    is_hers = viewer.pk == thing.person_id and thing.aside_at is None
    return HANDLING if is_hers else disclosure.NOTHING


@disclosure.rule(Entry, "page")
def entry(viewer: Any, thing: Entry) -> frozenset[str]:
    return ENTRY if _handles(viewer, thing.report) else entry_in_her_copy(viewer, thing)


@disclosure.rule(Entry, "export")
def entry_in_her_copy(viewer: Any, thing: Entry) -> frozenset[str]:
    """Say of a record what she wrote and was told, not who of those who handle it wrote it."""
    is_hers = report_in_her_copy(viewer, thing.report) and thing.kind in TO_REPORTER
    return TOLD if is_hers else disclosure.NOTHING


@disclosure.rule(Total, "page", "count")
def total(viewer: Any, thing: Total) -> frozenset[str]:
    """From five on, and of what is closed and deleted alone."""
    is_shown = _organises(viewer, thing.edition) and queries.total_of(thing.edition)
    return TOTAL if is_shown else disclosure.NOTHING


@disclosure.rule(Duty, "json", "feed", "mail", "search", "count")
@disclosure.rule(Contacts, "json", "feed", "mail", "export", "search", "count")
@disclosure.rule(Wall, "json", "feed", "mail", "export", "search", "count")
@disclosure.rule(Report, "json", "feed", "mail", "search", "count")
@disclosure.rule(Handling, "json", "feed", "mail", "search", "count")
@disclosure.rule(Entry, "json", "feed", "mail", "search", "count")
@disclosure.rule(Total, "json", "feed", "mail", "export", "search")
def never(_viewer: Any, _thing: Model) -> frozenset[str]:
    """None of it is in a feed, a mail, a search or a count."""
    return disclosure.NOTHING


@hooks.register("closing", "incidents")
def closing(edition_id: uuid.UUID) -> None:
    services.close(edition_id=edition_id)


@hooks.register("panels", "incidents")
def panels(place: str, person: Person) -> list[Panel]:
    """Say on Today what waits for her; on her page of an edition who is on call; to organisers where nobody is."""
    if place == "today":
        return [*_handled(person), *_answered(person), *_unread(person), *_without(person)]
    where, _space, edition_id = place.partition(" ")
    if where not in ("mine", "people"):
        return []
    edition = Edition.objects.filter(pk=edition_id).select_related("place").first()
    if edition is None:
        return []
    return [_help(edition)] if where == "mine" else [_cover(edition)]


def _handled(person: Person) -> list[Panel]:
    """Tell those who handle a report what is due, and first what is late."""
    found: list[Panel] = []
    for one in queries.handled_by(person):
        due = queries.next_due(one)
        if due is None:
            continue
        is_late = bool(queries.late(one, now()))
        values = {"place": _place(one.edition), "what": due[0].label}
        text = (
            _("A report from %(place)s is late: it was %(what)s by now.")
            if is_late
            else _("A report from %(place)s waits %(what)s.")
        )
        found.append(
            Todo(
                text=text % values,
                verb=_("Open it"),
                url=reverse("incidents:record", args=[one.pk]),
                weight=LATE if is_late else WAITING,
                needs_her=True,
                stays=True,
            )
        )
    return found


def _answered(person: Person) -> list[Panel]:
    """Lead whoever reported something to where she reads what came of it."""
    answered = queries.answered_for(person)
    return [
        Todo(
            text=_("Where things stand with what you told the team in %(place)s.")
            % {"place": _place(one.edition)},
            verb=_("See it"),
            url=reverse("incidents:hers", args=[one.pk]),
            weight=ANSWERED if one.pk in answered else LIGHT,
            stays=one.pk in answered,
        )
        for one in queries.sent_by(person)
    ]


def _unread(person: Person) -> list[Panel]:
    return [
        Todo(
            text=_("A report from %(place)s has nobody who can read it.")
            % {"place": _place(edition)},
            verb=_("See what you can do"),
            url=reverse("incidents:unread", args=[edition.pk]),
            weight=LATE,
            needs_her=True,
            stays=True,
        )
        for edition in queries.unread(person)
    ]


def _without(person: Person) -> list[Panel]:
    return [
        Todo(
            text=_("%(place)s is under way and nobody is on call.") % {"place": _place(edition)},
            verb=_("Put two people on call"),
            url=reverse("incidents:cover", args=[edition.pk]),
            weight=LATE,
            needs_her=True,
            stays=True,
        )
        for edition in queries.without_cover(person, now())
    ]


def _help(edition: Edition) -> Card:
    """Name who is on call now, or next, with their numbers: on this page alone."""
    there = queries.on_call(edition, now())
    ahead = [one for one in queries.duties_of(edition) if one.starts_at > now()]
    values = {
        "edition": edition,
        "on_call": queries.reached(there),
        "next": queries.reached(ahead[:2]) if not there else [],
        "takes_reports": queries.takes_reports(edition, now()),
    }
    return Card(template="incidents/parts/help.html", values=values, weight=50)


def _cover(edition: Edition) -> Card:
    duties = queries.duties_of(edition)
    values = {"edition": edition, "duties": duties, "gaps": queries.gaps_of(edition, duties)}
    return Card(template="incidents/parts/cover.html", values=values, weight=50)


def _place(edition: Edition) -> str:
    return programme.name_of(edition.place, get_language() or "en")


def _handles(viewer: Any, thing: Report) -> bool:
    return bool(thing.handlings.filter(person=viewer.pk, aside_at=None).exists())


def _organises(viewer: Any, edition: Edition) -> bool:
    return programme.organises(programme.viewer_of(viewer), edition)
