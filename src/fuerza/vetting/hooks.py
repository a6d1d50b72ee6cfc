"""Who may be shown what of who asks to come, what goes with an edition, and what Today tells organisers."""

import uuid
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Panel, Todo
from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.vetting import queries, services
from fuerza.vetting.models import Application, Opening, Review, Vouch

OPENING = frozenset({"changed_at", "is_open"})
APPLICATION = frozenset(
    {"appealed_at", "confirmed_at", "edition", "made_at", "settled_at", "state"}
)
REVIEW = frozenset({"at", "view"})
VOUCH = frozenset({"at"})
WEIGHT = 40


@hooks.register("closing", "vetting")
def closing(edition_id: uuid.UUID) -> None:
    services.close(edition_id=edition_id)


@disclosure.rule(Opening, "page")
def opening(viewer: Any, thing: Opening) -> frozenset[str]:
    return OPENING if _organises(viewer, thing.edition) else disclosure.NOTHING


@disclosure.rule(Application, "page")
def application(viewer: Any, thing: Application) -> frozenset[str]:
    """Organisers of the edition, once it was confirmed, and not one of her own; by its link it is no account's."""
    is_read = thing.confirmed_at is not None and viewer.pk != thing.person_id
    return APPLICATION if is_read and _organises(viewer, thing.edition) else disclosure.NOTHING


@disclosure.rule(Application, "export")
def application_in_her_copy(viewer: Any, thing: Application) -> frozenset[str]:
    is_hers = viewer.pk is not None and viewer.pk == thing.person_id
    return APPLICATION if is_hers else disclosure.NOTHING


@disclosure.rule(Review, "page")
def review(viewer: Any, thing: Review) -> frozenset[str]:
    """Her own; another's only where she gave hers, or it is decided (queries.reviews_shown_to)."""
    if viewer.pk is None or not _organises(viewer, thing.application.edition):
        return disclosure.NOTHING
    is_shown = thing in queries.reviews_shown_to(viewer, thing.application)
    return REVIEW if is_shown or viewer.pk == thing.reviewer_id else disclosure.NOTHING


@disclosure.rule(Review, "export")
def review_in_her_copy(viewer: Any, thing: Review) -> frozenset[str]:
    is_hers = viewer.pk is not None and viewer.pk == thing.reviewer_id
    return REVIEW if is_hers else disclosure.NOTHING


@disclosure.rule(Vouch, "page")
def vouch(viewer: Any, thing: Vouch) -> frozenset[str]:
    organises = _organises(viewer, thing.application.edition)
    return VOUCH if organises or viewer.pk == thing.voucher_id else disclosure.NOTHING


@disclosure.rule(Vouch, "export")
def vouch_in_her_copy(viewer: Any, thing: Vouch) -> frozenset[str]:
    return VOUCH if viewer.pk == thing.voucher_id else disclosure.NOTHING


@disclosure.rule(Opening, "json", "feed", "mail", "export", "search", "count")
@disclosure.rule(Application, "json", "feed", "mail", "search", "count")
@disclosure.rule(Review, "json", "feed", "mail", "search", "count")
@disclosure.rule(Vouch, "json", "feed", "mail", "search", "count")
def never(_viewer: Any, _thing: Model) -> frozenset[str]:
    """None of it is in a feed, a mail, a search or a count."""
    return disclosure.NOTHING


@hooks.register("panels", "vetting")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell organisers how many askings wait for their view."""
    if place != "today" or not programme.viewer_of(person).is_organiser:
        return []
    waiting = queries.waiting_for(person)
    if not waiting:
        return []
    text = ngettext(
        "%(n)s person asks to come and waits for you to read it.",
        "%(n)s people ask to come and wait for you to read it.",
        len(waiting),
    )
    return [
        Todo(
            text=text % {"n": len(waiting)},
            verb=_("Read it"),
            url=reverse("vetting:asked", args=[waiting[0].edition_id]),
            weight=WEIGHT,
        )
    ]


def _organises(viewer: Any, edition: Any) -> bool:
    return programme.organises(programme.viewer_of(viewer), edition)
