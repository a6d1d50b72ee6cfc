"""Acts on the platforms: planned, shown, run one by one, stopped, taken back. A report is never sent twice.

A plan runs while she is away, so what an act needs (whom, where) is sealed under her data key until the act
has ended, and emptied then. Where a platform can't be acted on from here, the act waits for her own hand.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.connections.choices import ActionKind, ActionState, ConnectionState, WithoutExhibit
from fuerza.connections.models import Action, Connection, Plan
from fuerza.connections.queries import Aim, action_place, aim_of
from fuerza.connections.services.networks import network_of
from fuerza.connections.services.tokens import access_to
from fuerza.core import audit, crypto, jobs
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit
from safeguard.platforms import registry
from safeguard.platforms.base import AccessLost, Act, PlatformDown, RateLimited


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Whom or what an act is aimed at, and the exhibits that were kept before it."""

    author_key: bytes
    author: str
    handle: str
    platform: str
    post: str
    url: str
    connection: Connection | None
    exhibits: tuple[Exhibit, ...] = ()
    without_because: WithoutExhibit | None = None


class Reason(msgspec.Struct, frozen=True):
    """Why a report is made: a category's code, and her own words."""

    code: str = ""
    note: str = ""


NO_REASON = Reason()


@transaction.atomic
def plan(
    *,
    person: Person,
    kind: ActionKind,
    targets: Sequence[Target],
    by: Person,
    now: datetime,
    reason: Reason = NO_REASON,
) -> Plan:
    """Plan one act per target, once per author (a report: once per post), and hand it to the worker."""
    made = Plan.objects.create(person=person, kind=kind, made_at=now)
    aimed = _once_each(kind, targets)
    actions = [_action(made, target, reason) for target in aimed]
    Action.objects.bulk_create(actions)
    _tie(actions, aimed)
    if any(action.state == ActionState.PLANNED for action in actions):
        jobs.enqueue("connections.act", key=str(made.pk), now=now, plan=made.pk)
    audit.note(person.pk, by.pk, f"connections.planned_{kind}", made.pk, at=now)
    return made


def run_plan(
    plan_id: uuid.UUID, *, clock: Callable[[], datetime], beat: Callable[..., None]
) -> None:
    """Do what is planned, one act after the other; run again after a crash, it does nothing twice.

    An act found half-way (`running`) is looked at by the platform's own memory of its key, except a report, which
    becomes `unsure` and stays so.
    """
    waiting = Action.objects.filter(
        plan_id=plan_id,
        plan__stopped_at=None,
        state__in=[ActionState.PLANNED, ActionState.RUNNING],
    ).select_related("plan", "connection")
    todo = list(waiting.order_by("pk"))
    for number, action in enumerate(todo, start=1):
        if action.state == ActionState.RUNNING and action.kind == ActionKind.REPORT:
            _end(action, ActionState.UNSURE, clock())
        elif Plan.objects.filter(pk=plan_id, stopped_at=None).exists():
            _do(action, clock)
        beat(number, len(todo))


@transaction.atomic
def stop(*, plan: Plan, by: Person, now: datetime) -> int:
    """Stop a plan: what was not begun will not be done. Return how many acts that spares."""
    plan.stopped_at = now
    plan.save(update_fields=["stopped_at"])
    audit.note(plan.person_id, by.pk, "connections.stopped", plan.pk, at=now)
    return plan.actions.filter(state__in=[ActionState.PLANNED, ActionState.BY_HAND]).update(
        state=ActionState.STOPPED, ended_at=now, sealed_target=b"", sealed_undo=b""
    )


@transaction.atomic
def take_back(*, plans: Sequence[Plan], by: Person, now: datetime) -> None:
    """Undo plans: stop what was not begun, and plan the exact undo of what was done."""
    for each in plans:
        stop(plan=each, by=by, now=now)
        if each.actions.filter(state=ActionState.DONE).exclude(sealed_undo=b"").exists():
            each.actions.filter(state=ActionState.DONE).exclude(sealed_undo=b"").update(
                state=ActionState.PLANNED, is_undoing=True, ended_at=None
            )
            Plan.objects.filter(pk=each.pk).update(stopped_at=None)
            jobs.enqueue("connections.act", key=str(each.pk), now=now, plan=each.pk)


@transaction.atomic
def run_again(*, plan: Plan, by: Person, now: datetime) -> int:
    """Have what is still planned done, after a platform was down for long. Return how many acts that is."""
    waiting = plan.actions.filter(state=ActionState.PLANNED).count()
    if waiting:
        Plan.objects.filter(pk=plan.pk).update(stopped_at=None)
        audit.note(plan.person_id, by.pk, "connections.ran_again", plan.pk, at=now)
        jobs.enqueue("connections.act", key=str(plan.pk), now=now, plan=plan.pk)
    return waiting


@transaction.atomic
def done_by_hand(*, action: Action, by: Person, now: datetime) -> None:
    """Note that she did it herself on the platform."""
    audit.note(action.plan.person_id, by.pk, "connections.done_by_hand", action.pk, at=now)
    _end(action, ActionState.DONE, now)


def _once_each(kind: ActionKind, targets: Sequence[Target]) -> list[Target]:
    seen: dict[object, Target] = {}
    for target in targets:
        seen.setdefault(
            (target.author_key, target.post if kind == ActionKind.REPORT else ""), target
        )
    return list(seen.values())


def _tie(actions: Sequence[Action], targets: Sequence[Target]) -> None:
    """Tie each act to the exhibits kept before it, in one statement for all."""
    tie = Action.exhibits.through
    tie.objects.bulk_create(
        [
            tie(action=action, exhibit=exhibit)
            for action, target in zip(actions, targets, strict=True)
            for exhibit in target.exhibits
        ],
        batch_size=400,
    )


def _action(made: Plan, target: Target, reason: Reason) -> Action:
    action = Action(plan=made, kind=made.kind, author_key=target.author_key)
    if target.connection and target.connection.state == ConnectionState.CONNECTED:
        action.connection = target.connection
        can = registry.connector(target.connection.connector).capabilities
    else:
        can = frozenset()
    action.state = ActionState.PLANNED if made.kind in can else ActionState.BY_HAND
    action.without_exhibit_because = target.without_because or ""
    aim = Aim(
        target.author,
        target.handle,
        target.platform,
        target.post,
        target.url,
        reason.code,
        reason.note,
    )
    action.sealed_target = crypto.seal_personal(
        made.person_id, msgspec.json.encode(aim).decode(), action_place(action.pk, "target")
    )
    return action


def _do(action: Action, clock: Callable[[], datetime]) -> None:
    """Do one act. The state `running` is written before the network is asked, so that a crash is seen."""
    action.state, action.tried_at = ActionState.RUNNING, clock()
    action.save(update_fields=["state", "tried_at"])
    connection = action.connection
    aim = aim_of(action)
    if connection is None or aim is None or connection.state != ConnectionState.CONNECTED:
        _end(action, ActionState.FAILED, clock())
        return
    network = network_of(connection)
    try:
        outcome = network.act(access_to(connection), _act(action, aim), _key(action))
    except AccessLost:
        Connection.objects.filter(pk=connection.pk).update(state=ConnectionState.LOST)
        _end(action, ActionState.FAILED, clock())
    except (RateLimited, PlatformDown):
        Action.objects.filter(pk=action.pk).update(state=ActionState.PLANNED)
        raise
    else:
        action.sealed_ref = _sealed(action, outcome.remote_ref, "ref")
        connection.save(update_fields=["sample_store"])
        if outcome.undo and not action.is_undoing:
            undo = msgspec.json.encode(outcome.undo).decode()
            action.sealed_undo = _sealed(action, undo, "undo")
        state = ActionState.UNDONE if action.is_undoing else ActionState.DONE
        _end(action, state if outcome.certain else ActionState.UNSURE, clock())


def _key(action: Action) -> str:
    """Name the act for the platform's memory; undoing is another act than doing."""
    return f"{action.pk}.undo" if action.is_undoing else str(action.pk)


def _act(action: Action, aim: Aim) -> Act:
    if action.is_undoing:
        text = crypto.open_personal(
            action.plan.person_id, bytes(action.sealed_undo), action_place(action.pk, "undo")
        )
        return msgspec.json.decode(text, type=Act)
    return Act(
        kind=action.kind,
        target=aim.author or aim.handle,
        post=aim.post,
        reason=aim.reason,
        note=aim.note,
    )


def _sealed(action: Action, text: str, field: str) -> bytes:
    """Seal what an act left behind: it names whom it was aimed at."""
    where = action_place(action.pk, field)
    return crypto.seal_personal(action.plan.person_id, text, where)


def _end(action: Action, state: ActionState, now: datetime) -> None:
    action.state, action.ended_at = state, now
    if state in {ActionState.UNDONE, ActionState.STOPPED}:
        action.sealed_target = action.sealed_undo = action.sealed_ref = b""
    action.save(update_fields=["state", "ended_at", "sealed_ref", "sealed_undo", "sealed_target"])
