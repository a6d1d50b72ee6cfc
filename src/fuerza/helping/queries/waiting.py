"""What waits at the desks somebody helps: in numbers, which group comes next, and what takes a second yes."""

import uuid
from datetime import datetime

import msgspec
from django.db.models import QuerySet

from fuerza.desk import queries as desk
from fuerza.desk.choices import Decision
from fuerza.desk.models import DecisionEntry, Mention
from fuerza.desk.queries import CategoryCount, Desk
from fuerza.helping.choices import A_TURN
from fuerza.helping.models import Turn
from fuerza.people import queries as people
from fuerza.people.choices import Capability
from fuerza.people.models import Grant, Person

LOOKED_THROUGH = 50


class Helped(msgspec.Struct, frozen=True, kw_only=True):
    """One desk somebody helps: whose, what waits there by what it is, in numbers alone."""

    grant: Grant
    name: str
    waits: list[CategoryCount]
    floods: int
    is_urgent: bool
    proposals: int

    @property
    def number(self) -> int:
        return sum(each.waiting for each in self.waits)


def desks_helped(actor: Person, now: datetime) -> list[Helped]:
    """Every desk she was let into, with what waits there."""
    grants = people.grants_in_force(actor, now)
    return [_helped(actor, grant, now) for grant in grants if grant.scope_id is None]


def _helped(actor: Person, grant: Grant, now: datetime) -> Helped:
    at = Desk(grant.owner, actor, frozenset(grant.capabilities), grant)
    stands = desk.standing(at, now)
    return Helped(
        grant=grant,
        name=people.name_of(grant.owner),
        waits=[each for each in stands.needs_her if each.waiting],
        floods=desk.floods_in(at).count(),
        is_urgent=bool(stands.is_urgent),
        proposals=proposals_at(at).count(),
    )


def next_at(at: Desk, now: datetime) -> str | None:
    """Name the group, or else the category, that nobody else has taken in the last half hour; None: all is decided."""
    others = Turn.objects.filter(owner=at.owner, taken_at__gt=now - A_TURN)
    taken = set(others.exclude(actor=at.actor).values_list("scope", flat=True))
    floods = [f"g:{group.pk}" for group in desk.floods_in(at)[:LOOKED_THROUGH]]
    kinds = [
        f"in:{each.category.value}" for each in desk.standing(at, now).needs_her if each.waiting
    ]
    return next((name for name in [*floods, *kinds] if name not in taken), None)


def proposals_at(at: Desk) -> QuerySet[DecisionEntry]:
    """Blocks that another helper proposed here and that wait for a second yes; none to whoever may not act for her.

    What she decided herself waits for her alone, and nobody confirms what she proposed herself.
    """
    if Capability.ACT not in at.may:
        return DecisionEntry.objects.none()
    waiting = DecisionEntry.objects.filter(
        person=at.owner,
        decision=Decision.BLOCKED,
        undo_of=None,
        undone_by=None,
        plan__begun_at=None,
        plan__stopped_at=None,
        plan__taken_back_at=None,
        plan__isnull=False,
    )
    others = waiting.exclude(by=at.actor).exclude(by=at.owner)
    return others.select_related("by", "plan").order_by("at", "pk")


def proposed(at: Desk, entry: DecisionEntry) -> QuerySet[Mention]:
    """The messages behind a proposal."""
    return desk.mentions_in(at).filter(decided__entry=entry)


def proposal_at(at: Desk, pk: uuid.UUID) -> DecisionEntry | None:
    return proposals_at(at).filter(pk=pk).first()
