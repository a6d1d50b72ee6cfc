"""What is read of plans and their acts: how they stand, whom they are aimed at, and what stands behind them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from fuerza.acts.choices import SILENCES, ActionState, LeftOut
from fuerza.acts.models import Action, Plan
from fuerza.core import crypto
from fuerza.core.models import Job
from fuerza.people.models import Person

KEY = 16  # bytes
PENDING = (ActionState.PLANNED, ActionState.RUNNING, ActionState.UNSURE)


class Aim(msgspec.Struct, frozen=True):
    """What is sealed on an action: whom it is aimed at, enough to do it, or to do it by hand."""

    author: str
    handle: str
    platform: str
    post: str
    url: str
    reason: str = ""
    note: str = ""
    words: tuple[str, ...] = ()
    options: dict[str, str] = {}
    ref: str = ""
    before: str = ""

    @property
    def target(self) -> str:
        """Name the target the way the platform is asked: by its id, or by its handle where no id is known."""
        return self.author or self.handle


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many acts of a plan stand how, and on what they rest."""

    states: Mapping[ActionState, int]
    left_out: Mapping[LeftOut, int]
    hers_before: int  # so already, by her own hand on the platform
    unchecked: int  # still to do, and whether she follows them was not asked or not said
    exhibits: int
    without_exhibit: int

    @property
    def all(self) -> int:
        return sum(self.states.values())

    @property
    def over(self) -> int:
        return self.all - sum(self.states.get(one, 0) for one in PENDING)


def account_key(secret: bytes, platform: str, account: str) -> bytes:
    """Name an account, by id or else by handle, so that it can be compared without being read."""
    return crypto.keyed(secret, "author", f"{platform}|{account}")[:KEY]


def plans_of(person: Person) -> QuerySet[Plan]:
    """Her plans, the newest first, each with how many acts it has and how many wait for her hand."""
    by_hand = Count("actions", filter=Q(actions__state=ActionState.BY_HAND))
    counted = (
        Plan.objects.filter(person=person)
        .select_related("block_list")
        .annotate(acts=Count("actions"), by_hand=by_hand)
    )
    return counted.order_by("-made_at")


def plan_of(person: Person, pk: uuid.UUID) -> Plan | None:
    return plans_of(person).filter(pk=pk).first()


# what she should look at first: what waits for her hand or her word, then what is under way
_ORDER = (
    ActionState.BY_HAND,
    ActionState.LEFT_OUT,
    ActionState.UNSURE,
    ActionState.FAILED,
    ActionState.RUNNING,
    ActionState.PLANNED,
    ActionState.STANDS,
    ActionState.DONE,
)


def actions_of(plan: Plan) -> QuerySet[Action]:
    """What a plan does, what needs her first."""
    rank = Case(
        *(When(state=state, then=Value(number)) for number, state in enumerate(_ORDER)),
        default=Value(len(_ORDER)),
        output_field=IntegerField(),
    )
    return Action.objects.filter(plan=plan).order_by(rank, "place", "pk")


def action_of(person: Person, pk: uuid.UUID) -> Action | None:
    return Action.objects.filter(plan__person=person, pk=pk).select_related("plan").first()


def counts_of(plan: Plan) -> Counts:
    """Count a plan's acts by how they stand, in the database."""
    acts = Action.objects.filter(plan=plan)
    rows = acts.values("state", "left_out_because").annotate(n=Count("pk")).order_by()
    states: dict[ActionState, int] = {}
    left_out: dict[LeftOut, int] = {}
    for row in rows:
        state = ActionState(row["state"])
        states[state] = states.get(state, 0) + row["n"]
        if state == ActionState.LEFT_OUT:
            left_out[LeftOut(row["left_out_because"])] = row["n"]
    sums = acts.aggregate(
        hers_before=Count("pk", filter=Q(state=ActionState.STANDS, stood_before=True)),
        unchecked=Count("pk", filter=Q(state=ActionState.PLANNED, looked_at=None)),
        without_exhibit=Count("pk", filter=~Q(without_exhibit_because="")),
    )
    exhibits = Action.exhibits.through.objects.filter(action__plan=plan).count()
    return Counts(states=states, left_out=left_out, exhibits=exhibits, **sums)


def aims_of(person: Person, actions: Sequence[Action]) -> dict[uuid.UUID, Aim]:
    """Open whom one person's acts are aimed at, with one key for all; an act that has ended is left out."""
    secret = crypto.data_key(person.pk)
    return {
        action.pk: msgspec.json.decode(
            crypto.decrypt(secret, bytes(action.sealed_target), action_place(action.pk, "target")),
            type=Aim,
        )
        for action in actions
        if action.sealed_target
    }


def aims_before(person: Person, author_keys: Iterable[bytes]) -> dict[bytes, Aim]:
    """Say at whom of these accounts an act was aimed before, by their keys; one that was undone names nobody."""
    rows = Action.objects.filter(
        plan__person=person, kind__in=SILENCES, author_key__in=set(author_keys)
    )
    found = list(rows.exclude(sealed_target=b"").order_by("plan__made_at"))
    aims = aims_of(person, found)
    return {bytes(action.author_key): aims[action.pk] for action in found}


def reference_of(action: Action) -> str:
    """Open what the platform calls an act; "" where it said nothing."""
    if not action.sealed_ref:
        return ""
    where = action_place(action.pk, "ref")
    return crypto.open_personal(action.plan.person_id, bytes(action.sealed_ref), where)


def action_place(pk: uuid.UUID, field: str) -> bytes:
    return crypto.place("connections_action", pk, field)


def look_of(plan: Plan) -> Job | None:
    """Return the job that asks whom she follows, while it is at it."""
    waiting = Job.objects.filter(name="connections.look", key=str(plan.pk))
    return waiting.exclude(state="done").exclude(state="dead").first()


def unfinished_of(person: Person) -> QuerySet[Action]:
    """What is planned, or waits for her hand, or whose answer was lost."""
    open_states = [*PENDING, ActionState.BY_HAND]
    return Action.objects.filter(plan__person=person, state__in=open_states)


def waiting_of(person: Person) -> QuerySet[Plan]:
    """Plans that wait for her yes."""
    return plans_of(person).filter(begun_at=None, stopped_at=None)
