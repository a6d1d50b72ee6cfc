"""Plans: what platforms are asked to do is planned, shown to her where it is much, and begun.

A plan runs while she is away, so what an act needs (whom, where) is sealed under her data key until the act
has ended, and emptied then. Where a platform can't be acted on from here, the act waits for her own hand.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from fuerza.acts.choices import SILENCES, ActionKind, ActionState, Cause, WithoutExhibit
from fuerza.acts.models import Action, BlockList, Plan
from fuerza.acts.queries import PENDING, STANDING, Aim, account_key, action_place
from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.connections.queries import abilities_of
from fuerza.connections.services.tokens import may_act
from fuerza.core import audit, bulk, crypto, jobs
from fuerza.people.models import Person
from fuerza.vault.models import Exhibit

AT_ONCE = 20  # acts: a plan that is no larger begins by itself (docs/decisions/0015)
_COLUMNS = (
    "id",
    "plan",
    "place",
    "connection",
    "kind",
    "author_key",
    "handle_key",
    "sealed_target",
    "state",
    "left_out_because",
    "failed_because",
    "is_despite",
    "stood_before",
    "looked_at",
    "without_exhibit_because",
    "sealed_undo",
    "is_undoing",
    "until",
    "sealed_ref",
    "answer",
    "tried_at",
    "ended_at",
)


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Whom or what an act is aimed at, and the exhibits that were kept before it.

    `kind` where it is another than the plan's. `words`, `options` and `ref` are as in safeguard's Act.
    """

    author_key: bytes
    author: str
    handle: str
    platform: str
    post: str = ""
    url: str = ""
    connection: Connection | None
    exhibits: tuple[Exhibit, ...] = ()
    without_because: WithoutExhibit | None = None
    kind: ActionKind | None = None
    until: datetime | None = None
    words: tuple[str, ...] = ()
    options: dict[str, str] = {}
    ref: str = ""


class Terms(msgspec.Struct, frozen=True):
    """On which terms a plan is made.

    A report's `code` (a category's) and `note`, her own words; `until` when it lasts; what it came of. `waits`:
    whether it is shown and waits for her yes (None: as its size says). `onto` is the plan that these are the rest of.
    """

    code: str = ""
    note: str = ""
    until: datetime | None = None
    cause: Cause = Cause.DECISION
    block_list: BlockList | None = None
    waits: bool | None = None
    onto: Plan | None = None


NO_TERMS = Terms()


@transaction.atomic
def plan(
    *,
    person: Person,
    kind: ActionKind,
    targets: Sequence[Target],
    by: Person,
    now: datetime,
    terms: Terms = NO_TERMS,
) -> Plan:
    """Plan one act per target, once per author (a report: once per post). Large plans wait for her yes."""
    made = terms.onto or Plan(
        person=person, kind=kind, cause=terms.cause, block_list=terms.block_list, made_at=now
    )
    there = _aimed_already(terms.onto) if terms.onto else set()
    aimed = [
        target
        for target in _once_each(kind, targets)
        if (target.kind or kind, target.author_key) not in there
    ]
    made.is_urgent = len(there) + len(aimed) <= AT_ONCE
    made.save()
    actions = _actions(made, aimed, terms, now, first=len(there))
    bulk.insert(Action, _COLUMNS, ([_value(it, name) for name in _COLUMNS] for it in actions))
    _tie(actions, aimed)
    _note_standing(made)
    if terms.onto is None:
        audit.note(person.pk, by.pk, f"connections.planned_{kind}", made.pk, at=now)
    waits = not made.is_urgent if terms.waits is None else terms.waits
    if not waits:
        set_going(made, now)
    elif made.actions.filter(looked_at=None).exists():
        wake_look(made.pk, now)
    return made


@transaction.atomic
def go_ahead(*, plan: Plan, by: Person, now: datetime) -> None:
    """Have a plan that was shown to her done; said twice, it begins once."""
    if plan.begun_at is None and plan.stopped_at is None:
        audit.note(plan.person_id, by.pk, "connections.began", plan.pk, at=now)
        set_going(plan, now)


def wake(
    connections: Iterable[uuid.UUID | None], now: datetime, run_at: datetime | None = None
) -> None:
    """Have the acts of these accounts done: one job an account, so that its limits hold for all plans at once."""
    for pk in connections:
        if pk is not None:
            jobs.enqueue("connections.act", key=str(pk), now=now, run_at=run_at, connection=pk)


def wake_look(plan_id: uuid.UUID, now: datetime, run_at: datetime | None = None) -> None:
    """Have it asked how she stands to all that a plan is aimed at."""
    jobs.enqueue("connections.look", key=str(plan_id), now=now, run_at=run_at, plan=plan_id)


def set_going(made: Plan, now: datetime) -> None:
    """Have what a plan still has to do done; what stood when it was shown is looked at once more."""
    made.begun_at, made.stopped_at = made.begun_at or now, None
    made.save(update_fields=["begun_at", "stopped_at"])
    ours = made.actions.filter(state=ActionState.STANDS, is_undoing=False, stood_before=False)
    ours.exclude(standing_already()).update(state=ActionState.PLANNED)
    pending = made.actions.filter(Q(state__in=PENDING) | PRESUMED).order_by()
    wake(set(pending.values_list("connection", flat=True)), now)


def _aimed_already(made: Plan) -> set[tuple[str, bytes]]:
    return {(kind, bytes(key)) for kind, key in made.actions.values_list("kind", "author_key")}


def _once_each(kind: ActionKind, targets: Sequence[Target]) -> list[Target]:
    seen: dict[object, Target] = {}
    for target in targets:
        each = target.kind or kind
        post = target.post if each not in SILENCES else ""
        seen.setdefault((each, target.author_key, post), target)
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


def _actions(
    made: Plan, targets: Sequence[Target], terms: Terms, now: datetime, *, first: int
) -> list[Action]:
    secret = crypto.data_key(made.person_id)
    found = []
    for place, target in enumerate(targets, start=first):
        action = _action(made, target, terms, secret)
        action.place = place
        action.looked_at = None if _is_asked_about(action) else now
        found.append(action)
    return found


def _action(made: Plan, target: Target, terms: Terms, secret: bytes) -> Action:
    kind = target.kind or made.kind
    action = Action(plan=made, kind=kind, author_key=target.author_key)
    if target.connection and target.connection.state == ConnectionState.CONNECTED:
        action.connection = target.connection
    can = _abilities(action)
    action.state = ActionState.PLANNED if kind in can else ActionState.BY_HAND
    if action.state == ActionState.BY_HAND:
        action.connection = None
    action.until = target.until or terms.until
    action.without_exhibit_because = target.without_because or ""
    if target.handle:
        action.handle_key = account_key(secret, target.platform, target.handle.casefold())
    aim = Aim(
        target.author,
        target.handle,
        target.platform,
        target.post,
        target.url,
        terms.code,
        terms.note,
        target.words,
        target.options,
        target.ref,
    )
    where = action_place(action.pk, "target")
    action.sealed_target = crypto.encrypt(secret, msgspec.json.encode(aim), where)
    return action


def _abilities(action: Action) -> frozenset[str]:
    if action.connection is None or not may_act(action.connection):
        return frozenset()
    return abilities_of(action.connection)


def _is_asked_about(action: Action) -> bool:
    """Say whether the platform is to be asked first how she stands to the target."""
    return action.kind in SILENCES and "read.relations" in _abilities(action)


def _value(action: Action, name: str) -> object:
    value = getattr(action, name if name not in {"plan", "connection"} else f"{name}_id")
    return str(value) if name == "state" else value


def _note_standing(made: Plan) -> None:
    """Mark what an act of ours did before and what still stands: it is not asked for again, but counts as a cause."""
    made.actions.filter(standing_already(), state=ActionState.PLANNED).update(
        state=ActionState.STANDS
    )


def standing_already() -> Q:
    """Find acts whose effect another act of a plan that has begun has already, for as long or longer."""
    lasts = Q(until=None) | Q(until__gte=OuterRef("until"))
    return _another(lasts, state__in=STANDING, is_undoing=False)


def touched_already() -> Q:
    """Find acts to whose target another act of a plan that has begun has done the same, or may have."""
    return _another(
        Q(state__in=[*STANDING, ActionState.RUNNING, ActionState.UNSURE]) | Q(is_undoing=True)
    )


def _another(*which: Q, **fields: object) -> Q:
    same = Action.objects.filter(
        *which,
        connection=OuterRef("connection"),
        kind=OuterRef("kind"),
        plan__begun_at__isnull=False,
        **fields,
    ).exclude(pk=OuterRef("pk"))
    by_author = same.filter(author_key=OuterRef("author_key"))
    by_handle = same.filter(handle_key=OuterRef("handle_key")).exclude(handle_key=b"")
    return Q(kind__in=SHARED) & (Q(Exists(by_author)) | Q(Exists(by_handle)))


# taken to stand already, which the platform has not been asked yet
PRESUMED = Q(state=ActionState.STANDS, looked_at=None, plan__stopped_at=None)
# what several may want at once, and what lasts until nobody does
SHARED = (*SILENCES, ActionKind.BLOCK_DOMAIN, ActionKind.MUTE_LIST, ActionKind.BLOCK_LIST)
