"""What she does to a plan that is there: stop it, take it back, leave one out, let one end in time.

Whatever was done is undone exactly: an effect that another plan, another list or she herself wanted too stays
until the last of them is gone (acting.py).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from fuerza.acts.choices import ActionKind, ActionState, LeftOut
from fuerza.acts.models import Action, Plan
from fuerza.acts.queries import PENDING, STANDING, action_place, reference_of
from fuerza.acts.services.planning import set_going, wake
from fuerza.core import audit, crypto
from fuerza.people.models import Person
from fuerza.vault import services as vault

UNBEGUN = (ActionState.PLANNED, ActionState.BY_HAND)


@transaction.atomic
def stop(*, plan: Plan, by: Person, now: datetime) -> int:
    """Stop a plan: what was not begun will not be done. Return how many acts that spares.

    Stopped while it is being undone, the rest stays done.
    """
    plan.stopped_at, plan.taken_back_at = now, None
    plan.save(update_fields=["stopped_at", "taken_back_at"])
    audit.note(plan.person_id, by.pk, "connections.stopped", plan.pk, at=now)
    waiting = plan.actions.filter(state__in=UNBEGUN)
    _let_stand(waiting.filter(is_undoing=True))
    never = [ActionState.LEFT_OUT, *([] if plan.begun_at else [ActionState.STANDS])]
    _end_unbegun(plan.actions.filter(state__in=never), now)
    return _end_unbegun(waiting.filter(is_undoing=False), now)


@transaction.atomic
def take_back(*, plans: Sequence[Plan], by: Person, now: datetime) -> None:
    """Undo plans: stop what was not begun, and plan the exact undo of what was done, the last act first.

    What is under way or unsure just now is undone as soon as it turns out to have been done.
    """
    for each in plans:
        stop(plan=each, by=by, now=now)
        Plan.objects.filter(pk=each.pk).update(taken_back_at=now)
        undo(each.actions.exclude(kind=ActionKind.REPORT), now=now)


@transaction.atomic
def undo(acts: QuerySet[Action], *, now: datetime) -> None:
    """Plan the exact undo of what was done; what she did by hand is hers to undo by hand."""
    standing = acts.filter(is_undoing=False, state__in=STANDING)
    by_hand = standing.filter(connection=None)
    over_there = standing.exclude(connection=None).filter(
        Q(state=ActionState.STANDS) | ~Q(sealed_undo=b"")
    )
    touched = set(over_there.values_list("connection", flat=True))
    over_there.update(state=ActionState.PLANNED, is_undoing=True, ended_at=None)
    by_hand.update(state=ActionState.BY_HAND, is_undoing=True, ended_at=None)
    wake(touched, now)


@transaction.atomic
def run_again(*, plan: Plan, by: Person, now: datetime, with_failed: bool = False) -> int:
    """Have what is still planned done; with what failed, if she says so. Return how many acts wait."""
    if with_failed:
        failed = plan.actions.filter(state=ActionState.FAILED)
        failed.filter(connection=None).update(state=ActionState.BY_HAND, failed_because="")
        failed.update(state=ActionState.PLANNED, failed_because="", ended_at=None)
    waiting = plan.actions.filter(state__in=PENDING).count()
    if waiting:
        audit.note(plan.person_id, by.pk, "connections.ran_again", plan.pk, at=now)
        set_going(plan, now)
    return waiting


@transaction.atomic
def done_by_hand(
    *, action: Action, by: Person, now: datetime, at: datetime | None = None, reference: str = ""
) -> None:
    """Note that she did it, or undid it, herself on the platform; what is done from here is not hers to tick off.

    `at` is when she did, and `reference` what the platform calls her report, as she says.
    """
    if action.state != ActionState.BY_HAND:
        return
    person_id = action.plan.person_id
    audit.note(person_id, by.pk, "connections.done_by_hand", action.pk, at=now)
    if reference:
        where = action_place(action.pk, "ref")
        action.sealed_ref = crypto.seal_personal(person_id, reference, where)
    state = ActionState.UNDONE if action.is_undoing else ActionState.DONE
    end(action, state, at or now, by=by)


@transaction.atomic
def put_in(*, action: Action, by: Person, now: datetime) -> bool:
    """Have an act that was left out done all the same; False where it was not left out."""
    state = ActionState.PLANNED if action.connection_id else ActionState.BY_HAND
    changed = Action.objects.filter(pk=action.pk, state=ActionState.LEFT_OUT).update(
        state=state,
        left_out_because="",
        is_despite=action.is_despite or action.left_out_because == LeftOut.FOLLOWED,
        ended_at=None,
    )
    if changed:
        audit.note(action.plan.person_id, by.pk, "connections.put_in", action.pk, at=now)
        if action.plan.begun_at:
            wake([action.connection_id], now)
    return bool(changed)


@transaction.atomic
def leave_out(*, action: Action, by: Person, now: datetime) -> bool:
    """Leave one act out of a plan before it is done; False where it was begun meanwhile."""
    changed = Action.objects.filter(pk=action.pk, state__in=UNBEGUN, is_undoing=False).update(
        state=ActionState.LEFT_OUT, left_out_because=LeftOut.BY_HER, ended_at=now
    )
    if changed:
        audit.note(action.plan.person_id, by.pk, "connections.left_out", action.pk, at=now)
    return bool(changed)


@transaction.atomic
def end_due(*, now: datetime) -> int:
    """Undo what was to last until now, on every network alike; what was never begun is not begun any more."""
    due = Action.objects.filter(until__lte=now, is_undoing=False)
    unbegun = due.filter(state__in=UNBEGUN)
    ended = _end_unbegun(unbegun, now)
    standing = due.filter(state__in=STANDING, plan__begun_at__isnull=False)
    number = standing.count()
    if number:
        undo(standing, now=now)
    return ended + number


def end(action: Action, state: ActionState, now: datetime, *, by: Person | None = None) -> None:
    """Write how an act ended; one that was undone or stopped names nobody any more.

    That something was reported is written on the evidence behind it, too.
    """
    action.state, action.ended_at = state, now
    if state in {ActionState.UNDONE, ActionState.STOPPED}:
        action.sealed_target = action.sealed_undo = action.sealed_ref = b""
        action.handle_key = b""
    action.save(update_fields=_WRITTEN)
    if action.kind == ActionKind.REPORT and state == ActionState.DONE:
        vault.note_reported(
            exhibits=action.exhibits.all(),
            by=by,
            at=now,
            act=action.pk,
            reference=reference_of(action),
        )


_WRITTEN = (
    "state",
    "ended_at",
    "failed_because",
    "is_undoing",
    "sealed_ref",
    "sealed_undo",
    "sealed_target",
    "handle_key",
)


def _let_stand(undoing: QuerySet[Action]) -> None:
    undoing.filter(Q(sealed_undo=b"") & Q(connection__isnull=False)).update(
        state=ActionState.STANDS, is_undoing=False
    )
    undoing.update(state=ActionState.DONE, is_undoing=False)


def _end_unbegun(acts: QuerySet[Action], now: datetime) -> int:
    return acts.update(
        state=ActionState.STOPPED,
        ended_at=now,
        sealed_target=b"",
        sealed_undo=b"",
        handle_key=b"",
    )
