"""Who may be shown what of campaigns; what stands on her page of an edition; what an impact report counts.

What is handed out is public. Counts are organisers', and go into reports by the indicators hook. A member is shown to
members alone, by the queries that know her; the row itself is hers.
"""

import uuid
from typing import Any

from django.db.models import Model
from django.utils.timezone import now

from fuerza.attendance import queries as attendance
from fuerza.campaigns import queries
from fuerza.campaigns.models import Asset, Count, Member, Together
from fuerza.core import disclosure, hooks
from fuerza.core.panels import Card, Panel
from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.programme.models import Edition

ASSET = frozenset({"alt", "body", "campaign", "kind", "languages", "media_type", "name"})
COUNT = frozenset({"campaign", "edition", "kind", "number", "on", "place", "source"})
DAY = frozenset({"begins_at", "campaign", "ended_at", "ends_at"})
MEMBER = frozenset({"day", "platform"})


@disclosure.rule(Asset, "page")
def asset(_viewer: Any, _thing: Asset) -> frozenset[str]:
    return ASSET


@disclosure.rule(Count, "page", "count")
def count(viewer: Any, _thing: Count) -> frozenset[str]:
    return COUNT if programme.may_open(viewer) else disclosure.NOTHING


@disclosure.rule(Together, "page")
def day(viewer: Any, thing: Together) -> frozenset[str]:
    """Organisers, and whoever can join it."""
    is_known = programme.may_open(viewer) or (
        getattr(viewer, "is_authenticated", False)
        and queries.day_for(viewer, thing.pk, now()) is not None
    )
    return DAY if is_known else disclosure.NOTHING


@disclosure.rule(Member, "page", "export")
def member(viewer: Any, thing: Member) -> frozenset[str]:
    return MEMBER if viewer.pk == thing.person_id else disclosure.NOTHING


@disclosure.rule(Asset, "json", "feed", "mail", "export", "search", "count")
@disclosure.rule(Count, "json", "feed", "mail", "export", "search")
@disclosure.rule(Together, "json", "feed", "mail", "export", "search", "count")
@disclosure.rule(Member, "json", "feed", "mail", "search", "count")
def never(_viewer: Any, _thing: Model) -> frozenset[str]:
    """Who speaks together is in no feed and no mail, found by no search and in no count."""
    return disclosure.NOTHING


@hooks.register("indicators", "campaigns")
def indicators(edition: Edition) -> list[tuple[str, int, str]]:
    return queries.indicators(edition)


@hooks.register("panels", "campaigns")
def panels(place: str, person: Person) -> list[Panel]:
    """Show on her page of an edition the days on which members speak together."""
    kind, _space, pk = place.partition(" ")
    registration = attendance.registration_of(person, uuid.UUID(pk)) if kind == "mine" else None
    if registration is None:
        return []
    days = queries.days_for(person, registration.edition.programme, now())
    rows = [(one, queries.member_of(person, one, now()) is not None) for one in days]
    return [Card(template="campaigns/parts/hers.html", values={"rows": rows})] if rows else []
