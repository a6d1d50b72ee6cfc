"""Whose desk is this, and what may the one who asks do there: every read of the desk starts here."""

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Q, QuerySet

from fuerza.acts.choices import Category
from fuerza.core import disclosure
from fuerza.desk.choices import Decision
from fuerza.desk.models import DecisionEntry, Group, Mention, PileOn
from fuerza.people import queries as people
from fuerza.people.choices import Capability
from fuerza.people.models import Grant, Person

CALM = (Category.SUPPORT, Category.NOTHING, Category.UNKNOWN)
URGENT_SIGN = 100  # what a sign of danger offline adds: more than the words alone ever give
NEEDS = {
    Decision.FINE: Capability.TRIAGE,
    Decision.HIDDEN: Capability.TRIAGE,
    Decision.KEPT: Capability.DOCUMENT,
    Decision.MUTED: Capability.ACT,
    Decision.BLOCKED: Capability.ACT,
}
DANGER = frozenset(
    ["T1", "T2", "T3", "P1", "P2", "P3", "S3", "A4"]
)  # threats, what exposes her, who follows her
IN_DANGER = Q(urgency__gt=0)  # of mentions: the one way to ask for what may_put_in_danger says


class Desk(msgspec.Struct, frozen=True):
    """A desk as one person may use it: her own, or one that she was let into by a grant."""

    owner: Person
    actor: Person
    may: frozenset[str]
    grant: Grant | None = None

    @property
    def is_own(self) -> bool:
        return self.grant is None

    @property
    def is_masked(self) -> bool:
        """Say whether the one who is here works with placeholders, and unfolds a text one at a time."""
        return self.grant is not None and self.grant.is_masked

    def is_spared(self, now: datetime) -> bool:
        """Say whether texts are kept from her now, as she asked; nobody else can ask for that."""
        until = self.actor.spared_until
        return self.is_own and until is not None and now < until

    def takes_two(self, decision: Decision) -> bool:
        """Say whether what is decided here waits for a second yes: hers, or another helper's."""
        return not self.is_own and decision is Decision.BLOCKED

    def may_decide(self, decision: Decision) -> bool:
        """Say whether the one who is here may decide so: she may all, a helper what she was given, never report."""
        return self.is_own or NEEDS.get(decision) in self.may


def desk_of(actor: Person) -> Desk:
    """Return the person's own desk."""
    return Desk(actor, actor, frozenset(Capability.values))


def desk_let_into(actor: Person, grant_id: uuid.UUID, now: datetime) -> Desk | None:
    """Return the desk that this grant opens to `actor`, or None: no such grant, another's, not yet, ended."""
    for grant in people.grants_in_force(actor, now):
        if grant.pk == grant_id and grant.scope_id is None:
            return Desk(grant.owner, actor, frozenset(grant.capabilities), grant)
    return None


def shown_to(viewer: Any, thing: Any, fields: frozenset[str]) -> frozenset[str]:
    """Show a row of the desk to its owner and whom she let in; `viewer` is a person, or the Desk opened to one."""
    if isinstance(viewer, Desk):  # a page of fifty must not ask fifty times
        is_hers = viewer.owner.pk == thing.person_id
    else:
        is_hers = any(people.may(viewer, thing.person, each) for each in Capability)
    return fields if is_hers else disclosure.NOTHING


def may_put_in_danger(urgency: int) -> bool:
    """Say whether what is so urgent may put her in danger: no rule, no wish and no act on many puts that away.

    Urgent is what is grave enough to be, what is called a threat or exposes her (DANGER), and what bears a sign of
    danger offline: `raised` sees to that wherever a mention gets its place.
    """
    return urgency > 0


def mentions_in(desk: Desk) -> QuerySet[Mention]:
    """All that was taken in; what an unfinished import has staged is not there yet."""
    return Mention.objects.filter(person=desk.owner).exclude(decision=Decision.STAGED)


def waiting_in(desk: Desk, category: Category) -> QuerySet[Mention]:
    return decided_in(desk, category, Decision.WAITING)


def decided_in(desk: Desk, category: Category, decision: Decision) -> QuerySet[Mention]:
    """Those of one category that hold one decision; `waiting` among them.

    That they are shown is said too, although the decision says it: without that no database uses the index of these.
    """
    rows = mentions_in(desk).filter(decision=decision, category=category)
    return rows.order_by("-written_at", "-id")


def urgent_in(desk: Desk) -> QuerySet[Mention]:
    """What waits and may put her in danger, the likeliest threats first, whatever they are called."""
    waiting = Mention.objects.filter(IN_DANGER, person=desk.owner, decision=Decision.WAITING)
    return waiting.order_by("-urgency", "-written_at", "-id")


def still_urgent(mention: Mention, urgency: int, labels: Collection[str]) -> int:
    """Give how urgent a mention is by its words now, with what the signs it bears of danger offline add to that."""
    above = mention.urgency // URGENT_SIGN
    return raised(urgency, labels, has_signs=mention.signs != "", above=above)


def raised(urgency: int, labels: Collection[str], *, has_signs: bool, above: int) -> int:
    """Make urgent whatever may put her in danger, and put what bears a sign above all that bears none.

    `above` says by how much more than soon it must be looked at.
    """
    return max(urgency, int(has_signs or not DANGER.isdisjoint(labels))) + above * URGENT_SIGN


def mention_in(desk: Desk, pk: uuid.UUID) -> Mention | None:
    rows = mentions_in(desk).select_related("exhibit", "group", "pile_on__group")
    return rows.defer("exhibit__sealed").filter(pk=pk).first()


def by_author_of(desk: Desk, mention: Mention) -> QuerySet[Mention]:
    return mentions_in(desk).filter(author_key=mention.author_key).order_by("-written_at", "-id")


def groups_in(desk: Desk) -> QuerySet[Group]:
    return Group.objects.filter(person=desk.owner).select_related("pile_on")


def group_in(desk: Desk, pk: uuid.UUID) -> Group | None:
    return groups_in(desk).filter(pk=pk).first()


def floods_in(desk: Desk) -> QuerySet[Group]:
    """Groups in which something hurtful still waits: pile-ons first, then by how many they are.

    What many say alike and nobody is hurt by (thanks, a slogan) is no flood.
    """
    return groups_in(desk).filter(waiting__gt=0).order_by("kind", "-size", "-until")


def entry_in(desk: Desk, pk: uuid.UUID) -> DecisionEntry | None:
    return DecisionEntry.objects.filter(person=desk.owner, pk=pk).first()


def entry_gone_on_with(desk: Desk, pk: uuid.UUID | None, decision: str) -> DecisionEntry | None:
    """Find a decision on many that whoever is here took as far as she came; what has begun to be done is closed."""
    mine = DecisionEntry.objects.filter(person=desk.owner, by=desk.actor, decision=decision)
    begun = Q(plan__begun_at__isnull=False) | Q(plan__stopped_at__isnull=False)
    return mine.exclude(begun).filter(undo_of=None, undone_by=None, pk=pk).first() if pk else None


def entry_of_plan(desk: Desk, plan_id: uuid.UUID) -> DecisionEntry | None:
    """Find the decision that a plan came from."""
    return DecisionEntry.objects.filter(person=desk.owner, plan_id=plan_id).first()


def history_of(mention: Mention) -> QuerySet[DecisionEntry]:
    """What was decided on a mention, and undone, oldest first."""
    rows = DecisionEntry.objects.filter(decided__mention=mention)
    return rows.select_related("by").order_by("at", "pk")


def pile_ons_in(desk: Desk) -> QuerySet[PileOn]:
    return PileOn.objects.filter(person=desk.owner).select_related("group").order_by("-began_at")


def mentions_of_group(desk: Desk, group: Group) -> QuerySet[Mention]:
    """The mentions of one group: of a pile-on all within it, of a text those nearly alike."""
    mine = mentions_in(desk).order_by("-written_at", "-id")
    if hasattr(group, "pile_on"):
        return mine.filter(pile_on=group.pile_on)
    return mine.filter(group=group)
