"""Keeping the tallies right: every change of a mention's place is told here, inside its own transaction."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from django.db.models import Count, F
from django.db.models.functions import TruncDate

from fuerza.desk.choices import Decision
from fuerza.desk.models import Group, Mention, Tally
from fuerza.desk.queries import CALM

AT_ONCE = 400


class Cell(msgspec.Struct, frozen=True):
    """One cell of the tally: a day (UTC), a platform, a category, a decision."""

    day: date
    platform: str
    category: str
    decision: str


def count(person_id: uuid.UUID, changes: Mapping[Cell, int]) -> None:
    """Add `changes` (which may be negative) to a person's tallies."""
    for cell, change in changes.items():
        if not change:
            continue
        named = msgspec.structs.asdict(cell)
        here = Tally.objects.filter(person_id=person_id, **named)
        if not here.update(count=F("count") + change):
            Tally.objects.create(person_id=person_id, count=change, **named)


def recount(group_ids: Iterable[uuid.UUID]) -> None:
    """Count anew what hurtful waits in these groups; those that stay as they are are not written."""
    groups = list(Group.objects.filter(pk__in=set(group_ids)).only("waiting"))
    waiting = Mention.objects.filter(decision=Decision.WAITING).exclude(category__in=CALM)
    found: Counter[uuid.UUID] = Counter()
    for start in range(0, len(groups), AT_ONCE):
        some = [group.pk for group in groups[start : start + AT_ONCE]]
        for way in ("group", "pile_on__group"):
            rows = waiting.filter(**{f"{way}__in": some}).values_list(way).order_by()
            found.update(dict(rows.annotate(n=Count("pk"))))
    changed: dict[int, list[uuid.UUID]] = defaultdict(list)
    for group in groups:
        if group.waiting != found[group.pk]:
            changed[found[group.pk]].append(group.pk)
    for number, ids in changed.items():
        for start in range(0, len(ids), AT_ONCE):
            Group.objects.filter(pk__in=ids[start : start + AT_ONCE]).update(waiting=number)


def count_import(person_id: uuid.UUID, import_id: uuid.UUID) -> None:
    """Count the staged mentions of an import as waiting, before they become so."""
    rows = (
        Mention.objects.filter(import_made_id=import_id, decision=Decision.STAGED)
        .values_list(TruncDate("written_at"), "platform", "category")
        .annotate(n=Count("pk"))
        .order_by()
    )
    count(
        person_id,
        {Cell(day, platform, category, Decision.WAITING): n for day, platform, category, n in rows},
    )
