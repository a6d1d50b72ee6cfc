"""Keeping the tallies right: every change of a mention's place is made here, inside its own transaction."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from fuerza.desk.choices import Decision
from fuerza.desk.models import Group, Mention, PileOn, Tally
from fuerza.desk.queries import CALM, IN_DANGER

AT_ONCE = 400


class Cell(msgspec.Struct, frozen=True):
    """One cell of the tally: a day (UTC), a platform, a category, a decision."""

    day: date
    platform: str
    category: str
    decision: str


class Place(msgspec.Struct, frozen=True):
    """Where a mention stands: what it was taken for, and what was decided."""

    category: str
    severity: int
    urgency: int
    decision: str


def place_of(mention: Mention) -> Place:
    return Place(mention.category, mention.severity, mention.urgency, mention.decision)


def move(person_id: uuid.UUID, moved: Sequence[tuple[Mention, Place]]) -> None:
    """Put each mention in its place, with the tallies and the groups that follow from it.

    In the transaction of whoever calls, who has locked the person's row. The mentions given stay as they were read.
    """
    changes: Counter[Cell] = Counter()
    by_place: dict[Place, list[uuid.UUID]] = defaultdict(list)
    for mention, to in moved:
        day, platform = mention.written_at.date(), mention.platform
        changes[Cell(day, platform, mention.category, mention.decision)] -= 1
        changes[Cell(day, platform, to.category, to.decision)] += 1
        by_place[to].append(mention.pk)
    for to, ids in by_place.items():
        for start in range(0, len(ids), AT_ONCE):
            rows = Mention.objects.filter(pk__in=ids[start : start + AT_ONCE])
            rows.update(**msgspec.structs.asdict(to))
    count(person_id, changes)
    recount(_groups_of([mention for mention, _to in moved]))


def _groups_of(mentions: Sequence[Mention]) -> set[uuid.UUID]:
    """Name the groups that these mentions are in: their text's, and their pile-on's."""
    floods = {mention.pile_on_id for mention in mentions if mention.pile_on_id}
    at_once = PileOn.objects.filter(pk__in=floods).values_list("group_id", flat=True)
    return {mention.group_id for mention in mentions if mention.group_id} | set(at_once)


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
    """Count anew what waits in these groups, hurtful or urgent; those that stay as they are are not written."""
    groups = list(Group.objects.filter(pk__in=set(group_ids)).only("waiting", "urgent"))
    waiting = Mention.objects.filter(decision=Decision.WAITING)
    needs_her = Count("pk", filter=~Q(category__in=CALM) | IN_DANGER)
    found: dict[uuid.UUID, tuple[int, int]] = {}
    for start in range(0, len(groups), AT_ONCE):
        ids = [group.pk for group in groups[start : start + AT_ONCE]]
        for way in ("group", "pile_on__group"):
            rows = waiting.filter(**{f"{way}__in": ids}).values_list(way).order_by()
            counted = rows.annotate(n=needs_her, urgent=Count("pk", filter=IN_DANGER))
            found |= {pk: (n, urgent) for pk, n, urgent in counted}
    changed: dict[tuple[int, int], list[uuid.UUID]] = defaultdict(list)
    for group in groups:
        here = found.get(group.pk, (0, 0))
        if here != (group.waiting, group.urgent):
            changed[here].append(group.pk)
    for (n, urgent), ids in changed.items():
        for start in range(0, len(ids), AT_ONCE):
            some = Group.objects.filter(pk__in=ids[start : start + AT_ONCE])
            some.update(waiting=n, urgent=urgent)


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
