"""Lists that she named: what each filters by, and what is in it."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from django.db.models import QuerySet
from django.utils.timezone import now

from fuerza.core import crypto
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention, Tally
from fuerza.desk.queries import Desk, Scope, mentions_in, scope_kind
from fuerza.people.models import Person
from fuerza.sorting.models import SavedView
from fuerza.sorting.queries.ruling import uuid_from


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is filtered by; what is empty filters by nothing. `severity` is the least, `days` how far back."""

    name: str
    category: str = ""
    platform: str = ""
    language: str = ""
    severity: int = 0
    days: int = 0
    decision: str = Decision.WAITING


def view_place(pk: uuid.UUID) -> bytes:
    return crypto.place("sorting_savedview", pk, "sealed")


def views_of(person: Person) -> QuerySet[SavedView]:
    return SavedView.objects.filter(person=person).order_by("made_at", "pk")


def filters_of(person: Person, views: Sequence[SavedView]) -> dict[uuid.UUID, Filters]:
    if not views:
        return {}
    secret = crypto.data_key(person.pk)
    return {
        view.pk: msgspec.msgpack.decode(
            crypto.decrypt(secret, bytes(view.sealed), view_place(view.pk)), type=Filters
        )
        for view in views
    }


def platforms_of(person: Person) -> list[str]:
    """Name the platforms that anything of hers came from; from the tallies."""
    rows = Tally.objects.filter(person=person, count__gt=0).order_by("platform")
    return list(rows.values_list("platform", flat=True).distinct())


def view_in(desk: Desk, pk: uuid.UUID) -> SavedView | None:
    return views_of(desk.owner).filter(pk=pk).first()


def filtered(desk: Desk, by: Filters, now: datetime) -> QuerySet[Mention]:
    asked = {
        "category": by.category,
        "platform": by.platform,
        "language": by.language,
        "severity__gte": by.severity,
        "written_at__gt": now - timedelta(days=by.days) if by.days else None,
        "decision": by.decision,
    }
    rows = mentions_in(desk).filter(**{name: value for name, value in asked.items() if value})
    return rows.order_by("-written_at", "-id")


@scope_kind("v")
def saved_list(desk: Desk, key: str) -> Scope | None:
    """Find a list that she named."""
    view = view_in(desk, pk) if desk.is_own and (pk := uuid_from(key)) else None
    if view is None:
        return None
    by = filters_of(desk.owner, [view])[view.pk]
    return Scope(kind="v", key=key, mentions=filtered(desk, by, now()), title=by.name)
