"""Who may be shown what of rounds and reports, and what Today tells of open questions."""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Panel, Todo
from fuerza.impact import queries
from fuerza.impact.choices import OUT
from fuerza.impact.models import ImpactReport, Round
from fuerza.people.models import Person
from fuerza.programme import queries as programme

ROUND = frozenset({"closed_at", "closes_on", "edition", "least", "opens_on", "shown", "wave"})
OUTSIDE = frozenset(
    {"built_at", "content", "digest", "is_sample", "language", "least", "paper", "published_at"}
    | {"programme", "state"}
)
REPORT = OUTSIDE | {"made_at", "reviewed_at"}
LIGHT = 5


@disclosure.rule(Round, "page", "count")
def round_(viewer: Any, thing: Round) -> frozenset[str]:
    """Organisers, what may be shown once it has closed; who answered is shown to nobody."""
    organises = programme.organises(programme.viewer_of(viewer), thing.edition)
    return ROUND if organises else disclosure.NOTHING


@disclosure.rule(ImpactReport, "page")
def report(viewer: Any, thing: ImpactReport) -> frozenset[str]:
    """Everybody, once it is out; before that, whoever organises the programme."""
    if programme.may_open(viewer):
        return REPORT
    return OUTSIDE if thing.state in OUT else disclosure.NOTHING


@disclosure.rule(Round, "json", "feed", "mail", "export", "search")
@disclosure.rule(ImpactReport, "json", "feed", "mail", "export", "search", "count")
def never(_viewer: Any, _thing: Model) -> frozenset[str]:
    return disclosure.NOTHING


@hooks.register("panels", "impact")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell her on Today that there are questions, as long as she has not taken her page."""
    if place != "today":
        return []
    return [_todo(row) for row in queries.waiting_for(person, now().date())]


def _todo(row: Round) -> Todo:
    values = {"place": programme.name_of(row.edition.place, get_language() or "en")}
    return Todo(
        text=_("There are a few questions about %(place)s, if you like. No names.") % values,
        verb=_("See them"),
        url=reverse("impact:draw", args=[row.edition_id, row.pk]),
        weight=LIGHT,
    )
