"""Whose case is this, and what may the one who asks do with it: every read of a case starts here."""

import uuid
from datetime import datetime
from typing import TypeAlias

import msgspec
from django.db.models import Count, Q, QuerySet

from fuerza.cases.models import Case, CaseExhibit
from fuerza.core.keyrings import Opened
from fuerza.people import queries as people
from fuerza.people.choices import Capability
from fuerza.people.models import Grant, Person
from fuerza.vault import queries as vault

Secrets: TypeAlias = tuple[bytes, ...]
READS = frozenset({Capability.DOCUMENT, Capability.PREPARE})


class CaseAt(msgspec.Struct, frozen=True, kw_only=True):
    """A case as one person may use it: her own, or one that she was let into by a grant for it."""

    case: Case
    owner: Person
    actor: Person
    may: frozenset[str]
    until: datetime | None = None
    is_masked: bool = False  # placeholders for words, which are unfolded one at a time

    @property
    def is_own(self) -> bool:
        return self.actor.pk == self.owner.pk

    @property
    def may_read(self) -> bool:
        """Say whether the grant is for something that needs the case read: documenting, or preparing a report."""
        return bool(self.may & READS)

    @property
    def may_write(self) -> bool:
        return Capability.DOCUMENT in self.may

    def may_change(self, writer_id: uuid.UUID | None) -> bool:
        """Say whether a line that was written by `writer_id` is hers to change: a helper's are her own alone."""
        return self.is_own or (self.may_write and writer_id == self.actor.pk)


def cases_of(person: Person) -> QuerySet[Case]:
    """Her cases, open ones first, each with how many exhibits it holds; those put away are not among them."""
    return (
        Case.objects.filter(person=person, removed_at=None)
        .annotate(held=Count("case_exhibits"), is_closed=Q(closed_at__isnull=False))
        .order_by("is_closed", "-opened_at")
    )


def put_away_by(person: Person) -> QuerySet[Case]:
    """Cases of hers that are dropped for good if she does not take them back."""
    return Case.objects.filter(person=person, removed_at__isnull=False).order_by("-removed_at")


def case_at(actor: Person, pk: uuid.UUID, now: datetime) -> CaseAt | None:
    """Return the case if it is hers who asks, or one with a grant in force for it; None: as if it weren't there."""
    case = Case.objects.filter(pk=pk, removed_at=None).select_related("person", "case_key").first()
    if case is None:
        return None
    if case.person_id == actor.pk:
        return own(case, actor)
    grants = list(_grants(actor, now).filter(owner=case.person_id, scope_id=pk))
    may = frozenset(capability for grant in grants for capability in grant.capabilities)
    if not may:
        return None
    until = max(grant.ends_at for grant in grants)
    is_masked = all(grant.is_masked for grant in grants)
    return CaseAt(
        case=case, owner=case.person, actor=actor, may=may, until=until, is_masked=is_masked
    )


def own(case: Case, owner: Person) -> CaseAt:
    """Return a case of hers as she may use it herself."""
    return CaseAt(case=case, owner=owner, actor=owner, may=frozenset(Capability.values))


def let_into(actor: Person, now: datetime) -> list[Case]:
    """List the cases of others that she was let into."""
    scopes = _grants(actor, now).exclude(scope_id=None).values("scope_id")
    there = Case.objects.filter(pk__in=scopes, removed_at=None).exclude(person=actor)
    return list(there.select_related("person").order_by("-opened_at"))


def case_secrets(case: Case, opened: Opened | None) -> Secrets:
    """Open the case's private keys, the newest first; none while locked, or sealed to another keyring (as yet).

    There is more than one where the case got a new key when somebody's help with it ended.
    """
    if opened is None:
        return ()
    held = vault.case_secrets([case.case_key_id], opened=opened)
    return tuple(held[case.case_key_id].values())


def exhibits_in(at: CaseAt) -> QuerySet[CaseExhibit]:
    """What belongs to the case, in the order in which it was written; without the sealed bodies."""
    rows = CaseExhibit.objects.filter(case=at.case).select_related("exhibit")
    return rows.defer("exhibit__sealed").order_by("happened_at", "id")


def _grants(actor: Person, now: datetime) -> QuerySet[Grant]:
    return people.grants_in_force(actor, now)
