"""Who may be shown what of who comes, and where; and what Today tells her of it.

Rows of attendance are shown on pages alone. In feeds, mails, searches and counts there is nothing of them, but the
hours and the city in her own calendar; what organisers see is counts and what each agreed to have shown, and comes
from queries that start from the edition.
"""

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerza.attendance import queries
from fuerza.attendance.choices import IN_TOUCH, SEATED, Layer
from fuerza.attendance.models import (
    Brought,
    Calendar,
    Companion,
    Invitation,
    Need,
    Offer,
    Registration,
    Reveal,
    Seats,
    Venue,
)
from fuerza.core import disclosure, hooks
from fuerza.core.panels import Panel, Todo
from fuerza.people.models import Person
from fuerza.programme import queries as programme

REGISTRATION = frozenset(
    {"edition", "field", "moved_at", "number", "photo", "registered_at", "state", "verified_at"}
)
INVITATION = frozenset(
    {"answered_at", "channel", "expires_at", "field", "is_locked", "language", "made_at", "state"}
)
SEATS = frozenset({"answers_until", "capacity", "offer_hours"})
OFFER = frozenset({"ended_at", "expires_at", "made_at", "state"})
BROUGHT = frozenset({"agreed_at", "asked_at"})
CALENDAR = frozenset({"changed_at", "expires_at", "sequence", "title"})
COMPANION = frozenset({"support"})
NEED = frozenset({"kind", "state"})
DISTRICT = frozenset({"district"})
EXACT = frozenset({"district", "exact", "note", "phone"})
VENUE = EXACT | {"changed_at", "release_at", "released_at", "revoked_at"}
REVEAL = frozenset({"at", "edition"})
OFFER_WEIGHT, LIGHT = 70, 10


@disclosure.rule(Registration, "page", "export")
def registration(viewer: Any, thing: Registration) -> frozenset[str]:
    """Hers to herself: an organiser gets counts and badges, never the row."""
    return REGISTRATION if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Offer, "page", "export")
def offer(viewer: Any, thing: Offer) -> frozenset[str]:
    return OFFER if viewer.pk == thing.registration.person_id else disclosure.NOTHING


@disclosure.rule(Companion, "page", "export")
def companion(viewer: Any, thing: Companion) -> frozenset[str]:
    return COMPANION if viewer.pk == thing.registration.person_id else disclosure.NOTHING


@disclosure.rule(Brought, "page", "export")
def brought(viewer: Any, thing: Brought) -> frozenset[str]:
    """Hers who asked alone: whoever comes along never learns when, or that it ended by her."""
    is_hers = thing.registration is not None and viewer.pk == thing.registration.person_id
    return BROUGHT if is_hers else disclosure.NOTHING


@disclosure.rule(Calendar, "page", "export", "feed")
def calendar(viewer: Any, thing: Calendar) -> frozenset[str]:
    """Hers to herself: whoever holds the address of her feed holds what she may be shown."""
    return CALENDAR if viewer.pk == thing.registration.person_id else disclosure.NOTHING


@disclosure.rule(Need, "page")
def need(viewer: Any, thing: Need) -> frozenset[str]:
    """Herself, and the organisers who arrange it: what is needed, not by whom."""
    is_hers = viewer.pk == thing.registration.person_id
    return NEED if is_hers or _organises(viewer, thing.registration.edition) else disclosure.NOTHING


@disclosure.rule(Need, "export")
def need_in_her_copy(viewer: Any, thing: Need) -> frozenset[str]:
    return NEED if viewer.pk == thing.registration.person_id else disclosure.NOTHING


@disclosure.rule(Invitation, "page")
def invitation(viewer: Any, thing: Invitation) -> frozenset[str]:
    return INVITATION if _organises(viewer, thing.edition) else disclosure.NOTHING


@disclosure.rule(Seats, "page", "count")
def seats(viewer: Any, thing: Seats) -> frozenset[str]:
    """How many can come is the organisers' to know: from it and who is told to wait, others could count."""
    return SEATS if _organises(viewer, thing.edition) else disclosure.NOTHING


@disclosure.rule(Venue, "page")
def venue(viewer: Any, thing: Venue) -> frozenset[str]:
    """Whoever wrote it, all; whoever has a place, as much as her state and the time allow."""
    if _organises(viewer, thing.edition):
        return VENUE
    layer = queries.shown_to(viewer, thing, now(), "page")
    return {Layer.AREA: disclosure.NOTHING, Layer.DISTRICT: DISTRICT, Layer.EXACT: EXACT}[layer]


@disclosure.rule(Reveal, "page", "export")
def reveal(viewer: Any, thing: Reveal) -> frozenset[str]:
    return REVEAL if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Venue, "json", "feed", "mail", "export", "search", "count")
@disclosure.rule(Reveal, "json", "feed", "mail", "search", "count")
@disclosure.rule(Registration, "json", "feed", "mail", "search", "count")
@disclosure.rule(Offer, "json", "feed", "mail", "search", "count")
@disclosure.rule(Brought, "json", "feed", "mail", "search", "count")
@disclosure.rule(Calendar, "json", "mail", "search", "count")
@disclosure.rule(Companion, "json", "feed", "mail", "search", "count")
@disclosure.rule(Need, "json", "feed", "mail", "search", "count")
@disclosure.rule(Invitation, "json", "feed", "mail", "export", "search", "count")
@disclosure.rule(Seats, "json", "feed", "mail", "export", "search")
def never(_viewer: Any, _thing: Model) -> frozenset[str]:
    """Who comes is in no feed and no mail, found by no search and in no count."""
    return disclosure.NOTHING


@hooks.register("panels", "attendance")
def panels(place: str, person: Person) -> list[Panel]:
    """Lead from Today to her page of each edition ahead; a place that is free for her stays there until she answers."""
    if place != "today":
        return []
    rows = queries.registrations_of(person).select_related("edition__place")
    ahead = [row for row in rows if programme.is_ahead(row.edition, now().date())]
    return [_todo(row) for row in ahead if row.state in IN_TOUCH]


def _todo(row: Registration) -> Todo:
    values = {"place": programme.name_of(row.edition.place, get_language() or "en")}
    url = reverse("attendance:mine", args=[row.edition_id])
    if queries.offer_to(row, now()):
        return Todo(
            text=_("A place is free for you in %(place)s.") % values,
            verb=_("Answer the offer"),
            url=url,
            weight=OFFER_WEIGHT,
            needs_her=True,
            stays=True,
        )
    has_place = row.state in SEATED
    text = (
        _("You have a place in %(place)s.")
        if has_place
        else _("You wait for a place in %(place)s.")
    )
    return Todo(text=text % values, verb=_("See your page of it"), url=url, weight=LIGHT)


def _organises(viewer: Any, edition: Any) -> bool:
    return programme.organises(programme.viewer_of(viewer), edition)
