"""Who may be shown what of an edition and of what hangs from it; and what the programme tells Today.

An edition that is not seen is as if absent, and with it its claims, partners and sessions. There are no venues
yet; when there are, they have rules of their own and never come through these.
"""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Date, Line, Panel, Todo
from fuerza.people.models import Person
from fuerza.programme import queries
from fuerza.programme.choices import EditionState
from fuerza.programme.models import (
    Edition,
    EditionFact,
    Partner,
    Partnership,
    Session,
)

EDITION = frozenset(
    {"attendance_mode", "first_day", "formats", "host_event", "is_fictional", "languages"}
    | {"last_day", "place", "precision", "programme", "starts", "state", "zone"}
)
CLAIM = frozenset(
    {"confidence", "field", "is_exact", "source_date", "source_title", "source_url", "value"}
)
PARTNER = frozenset({"kind", "name"})
PARTNERSHIP = frozenset({"data_access", "kind", "partner", "role"})
SESSION = frozenset(
    {"attribution_rule", "capacity", "ends", "format", "on", "slot_seconds", "starts", "zone"}
)
LIGHT = 20


@disclosure.rule(Edition, "page", "json", "count")
def edition(viewer: Any, thing: Edition) -> frozenset[str]:
    return _if_seen(viewer, thing, EDITION)


@disclosure.rule(EditionFact, "page", "json", "count")
def fact(viewer: Any, thing: EditionFact) -> frozenset[str]:
    return _if_seen(viewer, thing.edition, CLAIM)


@disclosure.rule(Partnership, "page", "json", "count")
def partnership(viewer: Any, thing: Partnership) -> frozenset[str]:
    """Whoever sees the edition sees every partner and what it gets: before she applies, and always."""
    return _if_seen(viewer, thing.edition, PARTNERSHIP)


@disclosure.rule(Session, "page", "json", "count")
def session(viewer: Any, thing: Session) -> frozenset[str]:
    return _if_seen(viewer, thing.edition, SESSION)


@disclosure.rule(Partner, "page", "json", "count")
def partner(viewer: Any, thing: Partner) -> frozenset[str]:
    """A partner is known as far as one of its editions is, or by a campaign, which is public."""
    is_known = (
        queries.editions_for(viewer).filter(partnerships__partner=thing).exists()
        or thing.campaigns.exists()
    )
    return PARTNER if is_known else disclosure.NOTHING


@disclosure.rule(Edition, "feed")
def edition_outside(_viewer: Any, thing: Edition) -> frozenset[str]:
    """Feeds and calendars show what a visitor sees, whoever asks: they are copied, and nobody takes a copy back."""
    return _if_seen(queries.VISITOR, thing, EDITION)


@disclosure.rule(Session, "feed")
def session_outside(_viewer: Any, thing: Session) -> frozenset[str]:
    may_go = queries.goes_out(thing)
    return _if_seen(queries.VISITOR, thing.edition, SESSION) if may_go else disclosure.NOTHING


@disclosure.rule(Edition, "mail", "export", "search")
@disclosure.rule(Session, "mail", "export", "search")
@disclosure.rule(EditionFact, "feed", "mail", "export", "search")
@disclosure.rule(Partner, "feed", "mail", "export", "search")
@disclosure.rule(Partnership, "feed", "mail", "export", "search")
def nowhere(_viewer: Any, _thing: Model) -> frozenset[str]:
    """Nothing of the programme is in a mail, anybody's copy or a search; claims and partners are in no feed."""
    return disclosure.NOTHING


def _if_seen(viewer: Any, thing: Edition, fields: frozenset[str]) -> frozenset[str]:
    is_seen = queries.sees(queries.viewer_of(viewer), thing)
    return fields if is_seen else disclosure.NOTHING


@hooks.register("panels", "programme")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today the next edition that she may know of, and organisers what their editions wait for."""
    if place != "today":
        return []
    viewer = queries.viewer_of(person)
    language = get_language() or "en"
    return [*_next(viewer, language), *_todos(viewer, language)]


def _next(viewer: queries.Viewer, language: str) -> list[Panel]:
    """Say when the next edition is: as a moment where its agenda gives one, else in words, never as a false hour."""
    ahead = queries.upcoming(viewer, now(), language=language)
    if not ahead:
        return []
    soonest = ahead[0]
    name = queries.name_of(soonest.place, language)
    begins = queries.begins_at(soonest)
    if begins is not None:
        url = reverse("programme:show", args=[soonest.pk])
        return [Date(at=begins, text=_("Edition in %(place)s") % {"place": name}, url=url)]
    values = {"place": name, "when": queries.when_words(soonest)}
    return [Line(text=_("The next edition is in %(place)s: %(when)s.") % values)]


def _todos(viewer: queries.Viewer, language: str) -> list[Panel]:
    if not viewer.is_organiser:
        return []
    drafts = [
        one
        for one in queries.organised_by(viewer, language=language)
        if one.state == EditionState.DRAFT
    ]
    return [_todo(one, language) for one in drafts]


def _todo(draft: Edition, language: str) -> Todo:
    missing = len(queries.missing_to_announce(draft))
    values = {"place": queries.name_of(draft.place, language), "number": missing}
    text = (
        ngettext(
            "The edition in %(place)s is a draft: %(number)s thing is missing before you can announce it.",
            "The edition in %(place)s is a draft: %(number)s things are missing before you can announce it.",
            missing,
        )
        if missing
        else _("The edition in %(place)s is a draft, and ready to be announced.")
    )
    url = reverse("programme:checklist", args=[draft.pk])
    return Todo(text=text % values, verb=_("Open its checklist"), url=url, weight=LIGHT)
