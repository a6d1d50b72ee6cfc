"""Asking first how she stands to the targets: whom she follows is left out, and what is so already stands.

It is asked for the preview of a large plan, by a job that shows how far it is, and once more right before each act:
hours may lie between the two.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, cast

from django.db.models import Q

from fuerza.acts.choices import SILENCES, ActionKind, ActionState, LeftOut
from fuerza.acts.models import Action, Plan
from fuerza.acts.queries import aims_of
from fuerza.acts.services.planning import standing_already, touched_already, wake_look
from fuerza.acts.services.reaching import Reached, reach
from fuerza.connections.models import Connection
from fuerza.connections.services.linking import lose
from safeguard.platforms.base import (
    AccessLost,
    RateLimited,
    Related,
    Relation,
    UnexpectedReply,
)

BATCH = 50
NOT_TOLD = Relation()


def look_ahead(
    plan_id: uuid.UUID, *, clock: Callable[[], datetime], beat: Callable[..., None]
) -> None:
    """Ask about all of a plan that waits for her yes, in batches; asked to wait, it goes on later."""
    todo = Action.objects.filter(
        plan_id=plan_id, plan__begun_at=None, looked_at=None, kind__in=SILENCES
    ).filter(state__in=[ActionState.PLANNED, ActionState.STANDS])
    total = todo.count()
    for connection in Connection.objects.filter(pk__in=todo.values("connection")):
        reached = reach(connection, now=clock())
        while reached and (acts := list(todo.filter(connection=connection)[:BATCH])):
            try:
                look(acts, reached, now=clock())
            except RateLimited as limited:
                wake_look(plan_id, clock(), run_at=limited.retry_at)
                return
            except AccessLost:
                lose(connection=connection)
                break
            beat(total - todo.count(), total)


def look(acts: Sequence[Action], reached: Reached, *, now: datetime) -> None:
    """Ask about a batch of acts on one account, and write what that changes. What is not told changes nothing.

    Raises:
        AccessLost, RateLimited: nothing was written.
        PlatformDown: it did not answer, nothing was written.
    """
    network = cast("Related", reached.network)
    plan = Plan.objects.select_related("person").get(pk=acts[0].plan_id)
    aims = aims_of(plan.person, acts)
    try:
        told = network.relations(reached.access, [aims[act.pk].target for act in acts])
    except UnexpectedReply:  # one odd account must not hold up all others: nothing was told
        told = {}
    here = Action.objects.filter(pk__in=[act.pk for act in acts])
    covered = set(here.filter(standing_already()).values_list("pk", flat=True))
    ours = set(here.filter(touched_already()).values_list("pk", flat=True))
    found: dict[tuple[tuple[str, Any], ...], list[uuid.UUID]] = {}
    for act in acts:
        relation = told.get(aims[act.pk].target, NOT_TOLD)
        change = _judged(act, relation, is_covered=act.pk in covered, is_ours=act.pk in ours)
        found.setdefault(tuple(change.items()), []).append(act.pk)
    still = Action.objects.filter(
        Q(state=ActionState.PLANNED) | Q(state=ActionState.STANDS, plan__stopped_at=None),
        is_undoing=False,
    )
    for changes, pks in found.items():
        still.filter(pk__in=pks).update(looked_at=now, **dict(changes))


def _judged(
    act: Action, relation: Relation, *, is_covered: bool, is_ours: bool
) -> dict[str, object]:
    """Say what becomes of an act, from how she stands to its target and from what other acts of ours did."""
    if relation.is_followed and not act.is_despite:
        return {"state": ActionState.LEFT_OUT, "left_out_because": LeftOut.FOLLOWED}
    is_silenced = relation.is_muted if act.kind == ActionKind.MUTE else relation.is_blocked
    if is_silenced and not is_ours:
        return {"state": ActionState.STANDS, "stood_before": True}
    stands = is_covered and is_silenced is not False
    return {
        "state": ActionState.STANDS if stands else ActionState.PLANNED,
        "stood_before": False,
    }
