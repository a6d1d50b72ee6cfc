"""One page of a list: fifty mentions at a time, each with its body where it may be read, at a constant cost."""

import uuid
from collections.abc import Collection, Sequence

import msgspec
from django.db.models import Count, Q, QuerySet, Sum

from fuerza.acts.choices import Category
from fuerza.connections.models import Import
from fuerza.core import disclosure
from fuerza.core.keyrings import Opened
from fuerza.desk.choices import Decision, Source
from fuerza.desk.models import Mention, Score, Tally
from fuerza.desk.queries.bodies import Body, read
from fuerza.desk.queries.desks import Desk

ON_A_PAGE = 50


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One mention as a page shows it; `body` is None where it is locked, kept back, or lies with her exhibits."""

    mention: Mention
    body: Body | None = None
    score: Score | None = None
    is_kept_back: bool = False


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Some mentions, in their list's order; `older` names where the next page begins, None at the end."""

    mentions: list[Mention]
    older: uuid.UUID | None = None


def slice_of(
    desk: Desk, mentions: QuerySet[Mention], after: Mention | None, *, size: int = ON_A_PAGE
) -> Slice:
    """Take the `size` mentions that come after `after` (from the beginning: None), newest first or most urgent."""
    by_urgency = mentions.query.order_by[:1] == ("-urgency",)
    if after is not None:
        before = Q(written_at__gt=after.written_at) | Q(
            written_at=after.written_at, id__gte=after.pk
        )
        mentions = (
            mentions.filter(urgency__lte=after.urgency).exclude(before, urgency=after.urgency)
            if by_urgency
            else mentions.filter(written_at__lte=after.written_at).exclude(before)
        )
    rows = mentions.select_related("exhibit").defer("exhibit__sealed")
    order = ("-urgency", "-written_at", "-id") if by_urgency else ("-written_at", "-id")
    found = list(rows.order_by(*order)[: size + 1])
    shown = disclosure.shown(desk, found[:size], "page")
    return Slice(mentions=shown, older=found[size - 1].pk if len(found) > size else None)


def items(
    mentions: Sequence[Mention], opened: Opened | None, *, shown: Collection[Mention]
) -> list[Item]:
    """Open those of a page of mentions whose words may be shown.

    What she saw lies as an exhibit, pictures and all, and is opened one by one.
    """
    readable = [mention for mention in shown if mention.source != Source.SEEN]
    bodies = read(readable, opened)
    scores = scores_of(mentions)
    return [
        Item(
            mention=mention,
            body=bodies.get(mention.pk),
            score=scores.get(mention.pk),
            is_kept_back=mention not in shown,
        )
        for mention in mentions
    ]


def scores_of(mentions: Sequence[Mention]) -> dict[uuid.UUID, Score]:
    """Return the newest score of each."""
    rows = Score.objects.filter(mention__in=mentions).order_by("pk")
    return {row.mention_id: row for row in rows}


def how_many(mentions: QuerySet[Mention]) -> tuple[int, int]:
    """Count mentions and the accounts they came from."""
    counted = mentions.order_by().aggregate(
        mentions=Count("pk"), authors=Count("author_key", distinct=True)
    )
    return counted["mentions"], counted["authors"]


def by_decision(desk: Desk, category: Category) -> dict[Decision, int]:
    """Count the mentions of a category by what was decided on them; from the tallies."""
    rows = (
        Tally.objects.filter(person=desk.owner, category=category)
        .values("decision")
        .annotate(n=Sum("count"))
        .order_by()
    )
    return {Decision(row["decision"]): row["n"] for row in rows if row["n"] > 0}


def taken_from(made: Import) -> int:
    """Count the mentions that a file brought."""
    return Mention.objects.filter(import_made=made).count()
