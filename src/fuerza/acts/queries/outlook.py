"""What acts cost of a platform's limits, what of them is spent, and when a plan will be through.

A twentieth of each limit is left to herself: a plan of thousands must not silence her on her own account. Urgent
plans, which are small, may use all of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db.models import Count, Q, QuerySet, Sum

from fuerza.acts.models import Action, Effort, Plan
from fuerza.acts.queries.plans import PENDING
from fuerza.connections.models import Connection
from safeguard.platforms import registry
from safeguard.platforms.base import KINDS, Limit

HERS = 20  # one part in so many
MINUTE = timedelta(minutes=1)
PACE = timedelta(seconds=0.5)  # what one act takes where no limit holds it up
_Row = tuple[UUID, str, bool, int]  # connection, kind, is_undoing, how many


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan still takes on one account: acts, points, and until when."""

    connection: Connection
    acts: int
    points: int
    limits: tuple[Limit, ...]
    abilities: frozenset[str]
    ends_at: datetime


def outlook(plan: Plan, *, now: datetime) -> list[Outlook]:
    """Say for each account what is still to do, and when it will be through, behind whatever is ahead of it."""
    rows = _pending(Q(plan=plan))
    linked = Connection.objects.filter(pk__in={row[0] for row in rows}).order_by("linked_at")
    return [_on(each, [row for row in rows if row[0] == each.pk], plan, now) for each in linked]


def _on(connection: Connection, own: Sequence[_Row], plan: Plan, now: datetime) -> Outlook:
    network = registry.connector(connection.connector)
    points = _points(own, network.costs)
    ahead = Q(connection=connection, plan__is_urgent=True) | Q(
        connection=connection, plan__begun_at__lt=plan.begun_at or now
    )
    others = () if plan.is_urgent else _pending(ahead & ~Q(plan=plan))
    queue = points + _points(others, network.costs)
    acts = sum(row[3] for row in own)
    waits = [_wait(connection.pk, limit, queue, plan.is_urgent, now) for limit in network.limits]
    begins_at = max(now, connection.acts_from or now)
    return Outlook(
        connection=connection,
        acts=acts,
        points=points,
        limits=tuple(network.limits),
        abilities=network.capabilities,
        ends_at=begins_at + max([acts * PACE, *waits]),
    )


def has_public_blocks(connections: Iterable[Connection]) -> bool:
    """Say whether a block shows to everybody on one of these accounts' platforms."""
    return any(
        "block.public" in registry.connector(each.connector).capabilities for each in connections
    )


def points_of(kind: str, *, is_undoing: bool, costs: Mapping[str, int]) -> int:
    """Give what an act, or its undoing, costs: 1 where the platform names nothing."""
    return costs.get(KINDS[kind] if is_undoing else kind, 1)


def free_at(
    connection_id: UUID, limits: Iterable[Limit], cost: int, *, is_urgent: bool, now: datetime
) -> datetime:
    """Say when so many points may be spent: `now` where they may at once."""
    return max([now, *(_free_at(connection_id, it, cost, is_urgent, now) for it in limits)])


def _free_at(
    connection_id: UUID, limit: Limit, cost: int, is_urgent: bool, now: datetime
) -> datetime:
    window = _window(connection_id, limit, now)
    over = _spent(window) + cost - _budget(limit, is_urgent)
    at = now
    for minute, points in window.values_list("minute", "points") if over > 0 else ():
        over -= points
        at = minute + MINUTE + timedelta(seconds=limit.seconds)
        if over <= 0:
            break
    return at


def _wait(
    connection_id: UUID, limit: Limit, points: int, is_urgent: bool, now: datetime
) -> timedelta:
    """Estimate how long so many points take: what is free goes at once, the rest a window at a time."""
    budget = _budget(limit, is_urgent)
    rest = points - max(0, budget - _spent(_window(connection_id, limit, now)))
    return timedelta(seconds=max(0, -(-rest // budget)) * limit.seconds)


def _window(connection_id: UUID, limit: Limit, now: datetime) -> QuerySet[Effort]:
    """Count a minute as if all of it were spent at its end: never too little."""
    since = now - timedelta(seconds=limit.seconds) - MINUTE
    return Effort.objects.filter(connection=connection_id, minute__gt=since).order_by("minute")


def _spent(window: QuerySet[Effort]) -> int:
    return window.aggregate(n=Sum("points"))["n"] or 0


def _budget(limit: Limit, is_urgent: bool) -> int:
    return limit.points if is_urgent else limit.points - limit.points // HERS


def _pending(which: Q) -> list[_Row]:
    rows = Action.objects.filter(which, state__in=PENDING).exclude(connection=None).order_by()
    counted = rows.values("connection", "kind", "is_undoing").annotate(n=Count("pk"))
    return list(counted.values_list("connection", "kind", "is_undoing", "n"))


def _points(rows: Iterable[_Row], costs: Mapping[str, int]) -> int:
    return sum(
        number * points_of(kind, is_undoing=undoing, costs=costs)
        for _, kind, undoing, number in rows
    )
