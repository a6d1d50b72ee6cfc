"""The least worth keeping of many messages, for when she can't look at them: the first, the latest, the worst."""

import uuid
from datetime import datetime

import msgspec
from django.db.models import Count, Max, Min, QuerySet

from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention
from fuerza.desk.queries import CALM, Desk, mentions_in

FEW = 3


class Least(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen of how many, from how many accounts, and when they were written."""

    chosen: tuple[uuid.UUID, ...]
    of: int
    accounts: int
    first_at: datetime
    last_at: datetime


def waiting_since(desk: Desk, since: datetime) -> QuerySet[Mention]:
    """Everything hurtful that waits and was written since then."""
    rows = mentions_in(desk).filter(decision=Decision.WAITING, written_at__gte=since)
    return rows.exclude(category__in=CALM)


def least_of(mentions: QuerySet[Mention]) -> Least | None:
    """Choose the first, the three latest and the three worst; None where there is nothing.

    What was found hurtful goes before: among many at once are her friends, too.
    """
    rows = mentions.order_by()
    if rows.exclude(category__in=CALM).exists():
        rows = rows.exclude(category__in=CALM)
    counted = rows.aggregate(
        of=Count("pk"),
        accounts=Count("author_key", distinct=True),
        first_at=Min("written_at"),
        last_at=Max("written_at"),
    )
    if not counted["of"]:
        return None
    picks = [
        *_ids(rows.order_by("written_at", "id"), 1),
        *_ids(rows.order_by("-written_at", "-id"), FEW),
        *_ids(rows.order_by("-severity", "-urgency", "-written_at", "-id"), FEW),
    ]
    return Least(chosen=tuple(dict.fromkeys(picks)), **counted)


def _ids(rows: QuerySet[Mention], number: int) -> list[uuid.UUID]:
    return list(rows.values_list("pk", flat=True)[:number])
