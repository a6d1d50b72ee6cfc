"""How the switch stands, what it would change on each account of hers, and what it has changed."""

import uuid
from collections.abc import Mapping

import msgspec
from django.db.models import Count, QuerySet

from fuerza.acts.choices import ActionState
from fuerza.acts.models import Action
from fuerza.connections import queries as connections
from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.connections.services.tokens import may_act
from fuerza.core import crypto
from fuerza.crisis.choices import ACTS, NEEDS_POSTS, Because, MeasureKind
from fuerza.crisis.models import Crisis, Measure
from fuerza.desk import queries as desk
from fuerza.desk.models import PileOn
from fuerza.people.models import Person
from safeguard.platforms.registry import connector


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What the switch does on one account and what it can't; without `is_let` she has not let the desk act there."""

    connection: Connection
    can: tuple[MeasureKind, ...]
    cannot: tuple[MeasureKind, ...]
    is_connected: bool
    is_let: bool

    @property
    def does(self) -> tuple[MeasureKind, ...]:
        return self.can if self.is_connected and self.is_let else ()


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One measure and how its acts stand: state -> how many; those being undone apart."""

    measure: Measure
    acts: Mapping[ActionState, int]
    undoing: Mapping[ActionState, int]


def crisis_on(person: Person) -> Crisis | None:
    return Crisis.objects.filter(person=person, off_at=None).first()


def last_of(person: Person) -> Crisis | None:
    """Return the switch as it was on last, or is."""
    return Crisis.objects.filter(person=person).order_by("-on_at").first()


def flood_of(person: Person) -> PileOn | None:
    """Find a flood that has not ended, as far as we know: where nothing is read any more, none ends."""
    return desk.pile_ons_in(desk.desk_of(person)).filter(ended_at=None).first()


def reaches_of(person: Person) -> list[Reach]:
    """Say of each linked account what the switch does there, without asking a network."""
    linked = connections.connections_of(person)
    return [_reach(each) for each in linked]


def _reach(connection: Connection) -> Reach:
    abilities = frozenset(connector(connection.connector).capabilities)
    can = tuple(kind for kind in MeasureKind if _is_able(kind, abilities))
    return Reach(
        connection=connection,
        can=can,
        cannot=tuple(kind for kind in MeasureKind if kind not in can),
        is_connected=connection.state == ConnectionState.CONNECTED,
        is_let=may_act(connection),
    )


def _is_able(kind: MeasureKind, abilities: frozenset[str]) -> bool:
    return ACTS[kind] in abilities and (kind not in NEEDS_POSTS or "read.own" in abilities)


def measures_of(crisis: Crisis) -> list[Shown]:
    """List all that the switch had done, with how it stands; two queries, whatever it was."""
    measures = list(crisis.measures.order_by("platform", "connection", "pk"))
    plans = [each.plan_id for each in measures if each.plan_id]
    rows = Action.objects.filter(plan__in=plans).values("plan", "state", "is_undoing")
    states: dict[tuple[uuid.UUID, bool], dict[ActionState, int]] = {}
    for row in rows.annotate(n=Count("pk")).order_by():
        counted = states.setdefault((row["plan"], row["is_undoing"]), {})
        counted[ActionState(row["state"])] = row["n"]
    rank = list(MeasureKind)
    found = [
        Shown(
            measure=each,
            acts=states.get((each.plan_id, False), {}) if each.plan_id else {},
            undoing=states.get((each.plan_id, True), {}) if each.plan_id else {},
        )
        for each in measures
    ]
    return sorted(
        found,
        key=lambda it: (
            it.measure.platform,
            rank.index(MeasureKind(it.measure.kind)),
            it.measure.number,
        ),
    )


def unkept_of(crisis: Crisis) -> list[tuple[Because, int]]:
    """Count what is not kept, by why."""
    rows = crisis.unkept.values("because").annotate(n=Count("pk")).order_by("because")
    return [(Because(row["because"]), row["n"]) for row in rows]


def words_of(crisis: Crisis) -> tuple[str, ...]:
    """Open the words that the switch mutes."""
    if not crisis.sealed_words:
        return ()
    where = words_place(crisis.pk)
    return tuple(
        crypto.open_personal(crisis.person_id, bytes(crisis.sealed_words), where).split("\n")
    )


def words_place(pk: uuid.UUID) -> bytes:
    return crypto.place("crisis_crisis", pk, "words")


def calls_to(actor: Person) -> QuerySet[Crisis]:
    """Find the switches that are on and whose owner called this helper."""
    return Crisis.objects.filter(off_at=None, called__actor=actor).select_related("person")
