"""Keeping the tallies right: every change of a mention's place is told here, inside its own transaction."""

import uuid
from collections.abc import Mapping
from datetime import date

import msgspec
from django.db.models import Count, F
from django.db.models.functions import TruncDate

from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention, Tally


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
