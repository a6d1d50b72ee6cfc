"""Who may be shown what of turns, tables and her list; what stands on her page of an edition; what goes when it closes.

All of it is shown on pages alone. A queue's rows are hers and whoever calls the speakers'; a table is whoever's may
have it; a booking is hers. Nothing of it is in a feed, a mail, a search or a count.
"""

import uuid
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import formats
from django.utils.timezone import now
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Panel, Todo
from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.programme.choices import Format
from fuerza.programme.queries.agenda import hours_of
from fuerza.slots import queries, services
from fuerza.slots.choices import IN_QUEUE
from fuerza.slots.models import Booking, CheckList, Order, Table, Turn

TURN = frozenset({"is_named", "number", "session", "state"})
STAGE = frozenset({"is_named", "number"})
TABLE = frozenset({"begins_at", "language", "minutes", "session", "topics"})
SITTING = TABLE | {"ambassador"}
BOOKING = frozenset({"number", "session", "table"})
LIST = frozenset({"changed_at"})
LIGHT = 15


@disclosure.rule(Turn, "page")
def turn(viewer: Any, thing: Turn) -> frozenset[str]:
    """Hers, and of those in the queue whoever runs it."""
    is_run = thing.state in IN_QUEUE and _runs(viewer, thing.session.edition)
    return TURN if _is_hers(viewer, thing) or is_run else disclosure.NOTHING


@disclosure.rule(Booking, "page", "export")
def booking(viewer: Any, thing: Booking) -> frozenset[str]:
    return BOOKING if _is_hers(viewer, thing) else disclosure.NOTHING


@disclosure.rule(Turn, "json")
def turn_on_stage(viewer: Any, thing: Turn) -> frozenset[str]:
    """The stage of whoever runs it, with a name beside it where she agreed to that."""
    is_run = thing.state in IN_QUEUE and _runs(viewer, thing.session.edition)
    return STAGE if is_run else disclosure.NOTHING


@disclosure.rule(Turn, "export")
def turn_in_her_copy(viewer: Any, thing: Turn) -> frozenset[str]:
    return TURN if _is_hers(viewer, thing) else disclosure.NOTHING


@disclosure.rule(Table, "page")
def table(viewer: Any, thing: Table) -> frozenset[str]:
    """To organisers and to whoever sits there or took it, all of it; to whoever may take it, all but who sits there."""
    if not getattr(viewer, "is_authenticated", False):
        return disclosure.NOTHING
    organises = programme.organises(programme.viewer_of(viewer), thing.session.edition)
    if organises or thing.ambassador_id == viewer.pk:
        return SITTING
    registration = queries.place_of(viewer, thing.session.edition_id)
    if registration is None:
        return disclosure.NOTHING
    mine = queries.booking_of(registration, thing.session)
    if mine is not None and mine.table_id == thing.pk:
        return SITTING
    offered = {one.pk for one in queries.offered_to(registration, thing.session, now())}
    return TABLE if thing.pk in offered else disclosure.NOTHING


@disclosure.rule(CheckList, "page", "export")
def check_list(viewer: Any, thing: CheckList) -> frozenset[str]:
    return LIST if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Turn, "feed", "mail", "search", "count")
@disclosure.rule(Booking, "json", "feed", "mail", "search", "count")
@disclosure.rule(Table, "json", "feed", "mail", "export", "search", "count")
@disclosure.rule(CheckList, "json", "feed", "mail", "search", "count")
@disclosure.rule(Order, "page", "json", "feed", "mail", "export", "search", "count")
def never(_viewer: Any, _thing: Model) -> frozenset[str]:
    """Who speaks and who sits where is in no feed and no mail, found by no search and in no count."""
    return disclosure.NOTHING


@hooks.register("panels", "slots")
def panels(place: str, person: Person) -> list[Panel]:
    """Show her turns and tables on her page of an edition; lead an ambassador from Today to her tables."""
    if place == "today":
        return [_todo(edition) for edition in queries.sits_at(person, now())]
    kind, _space, pk = place.partition(" ")
    registration = queries.place_of(person, uuid.UUID(pk)) if kind == "mine" else None
    if registration is None:
        return []
    edition_id = registration.edition_id
    rows = [
        *(_turn_row(registration, one) for one in queries.sessions_of(edition_id, Format.SOAPBOX)),
        *(_table_row(registration, one) for one in queries.sessions_of(edition_id, Format.CLINIC)),
    ]
    return [Card(template="slots/parts/hers.html", values={"rows": rows})] if rows else []


@hooks.register("closing", "slots")
def closing(edition_id: uuid.UUID) -> None:
    services.forget_edition(edition_id=edition_id)


def _turn_row(registration: Any, session: Any) -> dict[str, Any]:
    mine = queries.turn_of(registration, session)
    row = {"session": session, "hours": hours_of(session), "url": _url("turn", session)}
    if mine is None or mine.state not in IN_QUEUE:
        return row | {"verb": _("Take a turn")}
    ahead = queries.ahead_of(mine)
    words = ngettext("%(n)s voice before you", "%(n)s voices before you", ahead)
    said = words % {"n": formats.number_format(ahead)} if ahead else _("You are next")
    return row | {"verb": _("Your turn"), "stands": said}


def _table_row(registration: Any, session: Any) -> dict[str, Any]:
    mine = queries.booking_of(registration, session)
    row = {"session": session, "hours": hours_of(session), "url": _url("tables", session)}
    if mine is None:
        return row | {"verb": _("Take a table")}
    if mine.table is None:
        return row | {"verb": _("Your table"), "stands": _("You wait for a table")}
    there = {"hours": queries.hours_of(mine.table), "stands": _("You have a table then.")}
    return row | {"verb": _("Your table"), **there}


def _url(name: str, session: Any) -> str:
    return reverse(f"slots:{name}", args=[session.edition_id, session.pk])


def _todo(edition: Any) -> Todo:
    values = {"place": programme.name_of(edition.place, get_language() or "en")}
    return Todo(
        text=_("You sit at a table in %(place)s.") % values,
        verb=_("See your tables"),
        url=reverse("slots:my_tables", args=[edition.pk]),
        weight=LIGHT,
    )


def _is_hers(viewer: Any, thing: Turn | Booking) -> bool:
    return bool(viewer.pk == thing.registration.person_id)


def _runs(viewer: Any, edition: Any) -> bool:
    return getattr(viewer, "is_authenticated", False) and queries.runs(viewer, edition)
