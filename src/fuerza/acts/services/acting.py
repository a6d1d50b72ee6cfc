"""Doing what was planned, one act after the other, account by account; run again after a crash, nothing is done twice.

Each act is written down as running before the network is asked, with what it costs of the network's limits, and once
more when the answer is there. An act found half-way is looked up and sent again only where the network shows it
missing; a report is never sent again by itself. Where a limit is reached, the job is put back until there is room.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import cast

import msgspec
from django.db import transaction
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, When

from fuerza.acts.choices import SILENCES, ActionKind, ActionState, Failed
from fuerza.acts.models import Action, Effort, Plan
from fuerza.acts.queries import STANDING, Aim, action_place, aims_of, free_at, points_of
from fuerza.acts.services.looking import BATCH, look
from fuerza.acts.services.planning import PRESUMED, SHARED, wake
from fuerza.acts.services.reaching import Reached, reach, take_back_loan
from fuerza.acts.services.steering import end
from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.connections.services.linking import lose
from fuerza.core import crypto
from safeguard.platforms.base import (
    AccessLost,
    Act,
    Foreseeing,
    LookingUp,
    Outcome,
    PlatformDown,
    RateLimited,
    Refused,
    UnexpectedReply,
)

A_MOMENT = timedelta(
    minutes=1
)  # an answer that was lost may be on its way: it is looked up after that
AT_LEAST = timedelta(seconds=15)  # a wait we were asked for, where its time has passed by our clock
DOWN_AT_LEAST, DOWN_AT_MOST = timedelta(minutes=1), timedelta(hours=1)
ODD_ANSWERS = 5  # in a row: then it is our parser that must be repaired


class LimitReached(Exception):
    """No act may be sent before `at`, or the platform's limits would be overspent."""

    def __init__(self, at: datetime) -> None:
        super().__init__("a limit of the platform is reached")
        self.at = at


class _Run:
    """One run over what one account has to do."""

    def __init__(
        self,
        connection: Connection,
        reached: Reached,
        clock: Callable[[], datetime],
        beat: Callable[..., None],
    ) -> None:
        self.connection, self.reached, self.clock, self.beat = connection, reached, clock, beat
        self.secret = crypto.data_key(connection.person_id)  # once for thousands of acts
        self.odd_answers = 0

    def can(self, ability: str) -> bool:
        return ability in self.reached.network.capabilities


def run_account(
    connection_id: uuid.UUID, *, clock: Callable[[], datetime], beat: Callable[..., None]
) -> None:
    """Do all that is planned on one account, what is urgent first; what must wait is put back as a job.

    Raises:
        UnexpectedReply: the platform answered several times in a row in a shape we do not know.
    """
    connection = Connection.objects.filter(pk=connection_id).first()
    reached = _ready(connection, clock()) if connection else None
    if connection is None or reached is None:
        return
    run = _Run(connection, reached, clock, beat)
    try:
        _settle(run)
        while acts := _next(connection):
            _do_all(run, acts)
    except AccessLost:
        lose(connection=connection)
    except LimitReached as full:
        wake([connection.pk], clock(), run_at=full.at)
    except RateLimited as limited:
        _wait(run, until=max(limited.retry_at, clock() + AT_LEAST))
    except PlatformDown:
        _wait_longer(run)
    else:
        take_back_loan(connection)


def _ready(connection: Connection, now: datetime) -> Reached | None:
    """Reach the account's network, unless it has ended or asked to be left alone for a while."""
    if connection.state == ConnectionState.ENDED:
        _leave_to_her_hand(connection)
        return None
    if connection.acts_from and now < connection.acts_from:
        wake([connection.pk], now, run_at=connection.acts_from)
        return None
    return reach(connection, now=now)


def _next(connection: Connection) -> list[Action]:
    """Take the next few acts of one plan: what can't wait first; what is undone, from its end."""
    here = Action.objects.filter(_WAITING, connection=connection)
    plans = Plan.objects.filter(Exists(here.filter(plan=OuterRef("pk"))))
    plan = plans.order_by("-is_urgent", "begun_at", "pk").first()
    if plan is None:
        return []
    place = Case(
        When(is_undoing=True, then=0 - F("place")),
        default=F("place"),
        output_field=IntegerField(),
    )
    return list(here.filter(plan=plan).select_related("plan").order_by(place, "pk")[:BATCH])


_WAITING = (Q(state=ActionState.PLANNED) | PRESUMED) & Q(plan__begun_at__isnull=False)


def _do_all(run: _Run, acts: Sequence[Action]) -> None:
    """Ask once more how she stands to them all, then do one after the other."""
    asked = [act for act in acts if act.kind in SILENCES and not act.is_undoing]
    if asked and run.can("read.relations"):
        look(asked, run.reached, now=run.clock())
    else:
        Action.objects.filter(pk__in=[act.pk for act in asked]).update(looked_at=run.clock())
    aims = aims_of(acts[0].plan.person, acts)
    for act in acts:
        if act.is_undoing and _needs_no_asking(run, act):
            continue
        if _claim(run, act):
            _do(run, act, aims[act.pk])


@transaction.atomic
def _claim(run: _Run, act: Action) -> bool:
    """Write that an act is running and what it costs, before the network is asked; False where she stopped it.

    Raises:
        LimitReached: there is no room for it in the platform's limits.
    """
    run.beat()
    now = run.clock()
    Connection.objects.select_for_update().get(pk=run.connection.pk)  # spending adds up
    network = run.reached.network
    cost = points_of(act.kind, is_undoing=act.is_undoing, costs=network.costs)
    at = free_at(run.connection.pk, network.limits, cost, is_urgent=act.plan.is_urgent, now=now)
    if at > now:
        raise LimitReached(at)
    planned = Action.objects.filter(pk=act.pk, state=ActionState.PLANNED)
    if not planned.update(state=ActionState.RUNNING, tried_at=now):
        return False
    act.tried_at = now
    if network.limits and cost:
        _spend(run.connection, cost, now)
    return True


def _spend(connection: Connection, cost: int, now: datetime) -> None:
    minute = now.replace(second=0, microsecond=0)
    known = Effort.objects.filter(connection=connection, minute=minute)
    if not known.update(points=F("points") + cost):
        Effort.objects.create(connection=connection, minute=minute, points=cost)


def _do(run: _Run, act: Action, aim: Aim) -> None:
    """Ask the network for one act, outside any transaction, and write what became of it."""
    try:
        aim = _foreseen(run, act, aim)
        outcome = run.reached.network.act(run.reached.access, _act(run, act, aim), _key(act))
    except (AccessLost, RateLimited):  # it was not done
        Action.objects.filter(pk=act.pk).update(state=ActionState.PLANNED)
        raise
    except Refused as refused:
        is_known = refused.code in Failed.values
        act.failed_because = Failed(refused.code) if is_known else Failed.NOT_POSSIBLE
        _write(run, act, ActionState.FAILED)
    except ValueError:
        act.failed_because = Failed.NOT_POSSIBLE
        _write(run, act, ActionState.FAILED)
    except UnexpectedReply:
        _write(run, act, ActionState.UNSURE)
        run.odd_answers += 1
        if run.odd_answers >= ODD_ANSWERS:
            raise
    else:
        run.odd_answers = 0
        _take(run, act, outcome)


def _foreseen(run: _Run, act: Action, aim: Aim) -> Aim:
    """Keep with the act what it will replace, where the network can say, so that it is known if the answer is lost."""
    if act.is_undoing or aim.before or not run.can("before"):
        return aim
    network = cast("Foreseeing", run.reached.network)
    before = network.before(run.reached.access, _act(run, act, aim))
    if not before:
        return aim
    aim = msgspec.structs.replace(aim, before=before)
    act.sealed_target = _sealed(run, act, msgspec.json.encode(aim), "target")
    act.save(update_fields=["sealed_target"])
    return aim


def _take(run: _Run, act: Action, outcome: Outcome) -> None:
    """Write an outcome; its undo is kept, and carried out at once where the plan was taken back meanwhile."""
    if outcome.remote_ref:
        act.sealed_ref = _sealed(run, act, outcome.remote_ref.encode(), "ref")
    if outcome.undo and not act.is_undoing:
        act.sealed_undo = _sealed(run, act, msgspec.json.encode(outcome.undo), "undo")
    done = ActionState.UNDONE if act.is_undoing else ActionState.DONE
    _write(run, act, done if outcome.certain else ActionState.UNSURE)


@transaction.atomic
def _write(run: _Run, act: Action, state: ActionState) -> None:
    run.beat()
    run.connection.down_since = None
    run.connection.save(update_fields=["sample_store", "down_since"])
    end(act, state, run.clock())
    is_taken_back = Plan.objects.filter(pk=act.plan_id, taken_back_at__isnull=False).exists()
    if state == ActionState.DONE and act.sealed_undo and is_taken_back:
        Action.objects.filter(pk=act.pk).update(state=ActionState.PLANNED, is_undoing=True)
    if state == ActionState.UNSURE and not act.failed_because:
        wake([run.connection.pk], run.clock(), run_at=run.clock() + A_MOMENT)


# What was found half-way


def _settle(run: _Run) -> None:
    """Find out what became of acts that were under way when a process died, and of those whose answer was lost."""
    half_way = Q(state=ActionState.RUNNING) | Q(
        state=ActionState.UNSURE, failed_because="", tried_at__lte=run.clock() - A_MOMENT
    )
    acts = Action.objects.filter(half_way, connection=run.connection).select_related("plan__person")
    for act in acts.order_by("tried_at", "pk"):
        if run.can("look_up"):
            _look_up(run, act)
        elif act.state == ActionState.RUNNING:
            _send_again(run, act)


def _look_up(run: _Run, act: Action) -> None:
    network = cast("LookingUp", run.reached.network)
    aim = aims_of(act.plan.person, [act])[act.pk]
    try:
        outcome = network.look_up(run.reached.access, _act(run, act, aim), _key(act))
    except (UnexpectedReply, ValueError):
        act.failed_because = Failed.UNTOLD
        _write(run, act, ActionState.UNSURE)
        return
    if outcome is not None:
        act.failed_because = "" if outcome.certain else Failed.UNTOLD
        _take(run, act, outcome)
    elif act.kind == ActionKind.REPORT:
        act.failed_because = Failed.NOT_SENT
        _write(run, act, ActionState.FAILED)
    else:
        _send_again(run, act)


def _send_again(run: _Run, act: Action) -> None:
    """Plan an act once more under its old key, by which the connector knows it; a report is hers to look after."""
    if act.kind == ActionKind.REPORT:
        _write(run, act, ActionState.UNSURE)
    elif act.plan.taken_back_at and not act.is_undoing:
        _write(run, act, ActionState.STOPPED)
    else:
        Action.objects.filter(pk=act.pk).update(state=ActionState.PLANNED)


# Undoing what others want too


@transaction.atomic
def _needs_no_asking(run: _Run, act: Action) -> bool:
    """End an undo that asks nothing of the network: what stood before stays, and what another plan wants too.

    The right to undo it goes to one of those, so that the last to be taken back undoes it. Where the network keeps a
    record of its own for each (a `ref`), taking this one back touches no other.
    """
    heir = _heir(act)
    if act.sealed_undo:
        if heir is None or _is_another_record(run, act, heir):
            return False
        if not heir.sealed_undo:
            undo = msgspec.json.encode(_undo_of(run, act))
            heir.sealed_undo = _sealed(run, heir, undo, "undo")
            heir.state, heir.stood_before = ActionState.DONE, False
            heir.save(update_fields=["sealed_undo", "state", "stood_before"])
    end(act, ActionState.UNDONE, run.clock())
    return True


def _is_another_record(run: _Run, act: Action, heir: Action) -> bool:
    if not heir.sealed_undo:
        return False
    mine, other = _undo_of(run, act).ref, _undo_of(run, heir).ref
    return bool(mine and other and mine != other)


def _heir(act: Action) -> Action | None:
    """Find an act of another cause that wants the same to be so."""
    if act.kind not in SHARED:
        return None
    others: QuerySet[Action] = Action.objects.select_for_update().filter(
        connection=act.connection_id,
        kind=act.kind,
        state__in=STANDING,
        is_undoing=False,
        plan__begun_at__isnull=False,
    )
    others = others.exclude(pk=act.pk).order_by("pk")
    found = others.filter(author_key=act.author_key).first()
    if found is None and act.handle_key:  # asked apart: each has an index of its own
        found = others.filter(handle_key=act.handle_key).first()
    return found


# Waiting


def _wait(run: _Run, until: datetime) -> None:
    Connection.objects.filter(pk=run.connection.pk).update(acts_from=until)
    wake([run.connection.pk], run.clock(), run_at=until)


def _wait_longer(run: _Run) -> None:
    """Try again after as long as it has been down already: later and later, up to an hour."""
    since = run.connection.down_since or run.clock()
    Connection.objects.filter(pk=run.connection.pk).update(down_since=since)
    wait = min(max(run.clock() - since, DOWN_AT_LEAST), DOWN_AT_MOST)
    wake([run.connection.pk], run.clock(), run_at=run.clock() + wait)


def _leave_to_her_hand(connection: Connection) -> None:
    """Over a connection that has ended nothing can be done or undone: what is left waits for her own hand."""
    acts = Action.objects.filter(connection=connection, state=ActionState.PLANNED)
    acts.update(state=ActionState.BY_HAND, connection=None)
    half_way = Action.objects.filter(connection=connection, state=ActionState.RUNNING)
    half_way.update(state=ActionState.UNSURE, connection=None)


def forget_effort(*, now: datetime, keep: timedelta) -> None:
    """Forget what was spent longer ago than any limit reaches."""
    Effort.objects.filter(minute__lt=now - keep).delete()


# What is sealed on an act


def _key(act: Action) -> str:
    """Name the act for the platform's memory; undoing is another act than doing."""
    return f"{act.pk}.undo" if act.is_undoing else str(act.pk)


def _act(run: _Run, act: Action, aim: Aim) -> Act:
    if act.is_undoing:
        return _undo_of(run, act)
    return Act(
        kind=act.kind,
        target=aim.target,
        post=aim.post,
        until=act.until,
        reason=aim.reason,
        note=aim.note,
        ref=aim.ref,
        words=aim.words,
        options=aim.options,
        before=aim.before,
    )


def _undo_of(run: _Run, act: Action) -> Act:
    text = crypto.decrypt(run.secret, bytes(act.sealed_undo), action_place(act.pk, "undo"))
    return msgspec.json.decode(text, type=Act)


def _sealed(run: _Run, act: Action, text: bytes, field: str) -> bytes:
    """Seal what an act left behind: it names whom it was aimed at."""
    return crypto.encrypt(run.secret, text, action_place(act.pk, field))
