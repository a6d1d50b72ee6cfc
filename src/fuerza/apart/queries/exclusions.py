"""Exclusions: whom one holds for now, what an organiser may see and do of it, what she is told herself.

It matches an account, never a name that looks alike. Whoever it is about sees none of it on organisers' pages.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet

from fuerza.apart.choices import ExclusionState
from fuerza.apart.models import Edge, Exclusion, Talk
from fuerza.core import crypto
from fuerza.people.models import Person, Role
from fuerza.programme import queries as programme
from fuerza.programme.models import Edition

Text = Literal["whom", "reason", "told", "appeal", "answer", "how"]


def kept_out(
    edition_id: uuid.UUID, person_ids: Iterable[uuid.UUID], at: datetime
) -> set[uuid.UUID]:
    """Say who of these is not let in to an edition at a moment."""
    found = Exclusion.objects.filter(
        _in_force(at),
        Q(edition=edition_id) | Q(edition=None),
        person__in=set(person_ids),
    )
    return set(found.values_list("person_id", flat=True))


def is_in_force(exclusion: Exclusion, at: datetime) -> bool:
    return exclusion.state == ExclusionState.CONFIRMED and at < exclusion.ends_at


def exclusions_at(organiser: Person, edition: Edition) -> QuerySet[Exclusion]:
    """List for an organiser of it what holds for an edition, or is proposed, or was; never what is about herself."""
    found = Exclusion.objects.filter(Q(edition=edition) | Q(edition=None))
    if not programme.viewer_of(organiser).organises_all:
        found = found.exclude(edition=None, state=ExclusionState.PROPOSED)
    return found.exclude(person=organiser).order_by("-proposed_at", "id")


def exclusion_for(organiser: Person, edition: Edition, pk: uuid.UUID) -> Exclusion | None:
    """One that she may decide on; what holds for all editions is for whoever organises all of them."""
    found = exclusions_at(organiser, edition).filter(pk=pk).select_related("person").first()
    is_wider = found is not None and found.edition_id is None
    if is_wider and not programme.viewer_of(organiser).organises_all:
        return None
    return found


def second_needed_by(organiser: Person, at: datetime) -> QuerySet[Exclusion]:
    """List the proposals, and the wishes to lift one, that wait for another than who had them."""
    viewer = programme.viewer_of(organiser)
    hers = Q() if viewer.organises_all else Q(edition__in=viewer.organises)
    proposed = Q(state=ExclusionState.PROPOSED) & ~Q(proposed_by=organiser)
    lifting = _in_force(at) & Q(lift_asked_by__isnull=False) & ~Q(lift_asked_by=organiser)
    waiting = Exclusion.objects.filter(hers, proposed | lifting).exclude(person=organiser)
    return waiting.order_by("proposed_at")


def appeals_for(organiser: Person) -> QuerySet[Exclusion]:
    """List the appeals that she may read: of whatever edition, where she took no part and that is not about her.

    Another edition's organisers read them too, so that an appeal leaves the team that decided.
    """
    if not programme.viewer_of(organiser).is_organiser:
        return Exclusion.objects.none()
    found = Exclusion.objects.filter(
        state=ExclusionState.CONFIRMED, appealed_at__isnull=False, appeal_read_at=None
    )
    part = Q(person=organiser) | Q(proposed_by=organiser) | Q(confirmed_by=organiser)
    return found.exclude(part).exclude(lift_asked_by=organiser).order_by("appealed_at")


def appeal_for(organiser: Person, pk: uuid.UUID) -> Exclusion | None:
    return appeals_for(organiser).filter(pk=pk).select_related("edition__place").first()


def took_part(person: Person, exclusion: Exclusion) -> bool:
    """Say whether she proposed it, confirmed it, asked to lift it, or is whom it is about."""
    return person.pk in {
        exclusion.person_id,
        exclusion.proposed_by_id,
        exclusion.confirmed_by_id,
        exclusion.lift_asked_by_id,
    }


def told_to(person: Person) -> QuerySet[Exclusion]:
    """List what was decided about her, for herself: a proposal is nothing yet."""
    found = Exclusion.objects.filter(person=person).exclude(state=ExclusionState.PROPOSED)
    return found.select_related("edition__place", "person").order_by("-starts_at")


def person_at(organiser: Person, edition: Edition, typed: str) -> Person | None:
    """Find who signs in, or gets mail, by exactly this, among those who were let in to an edition.

    Nobody else is found, so that the form tells nothing of accounts that an organiser has no business with.
    """
    word = typed.strip()
    if not word:
        return None
    known = Role.objects.filter(scope_id=edition.pk).values("person_id")
    named = Q(username=Person.normalize_username(word)) | Q(email__iexact=word)
    found = list(Person.objects.filter(named, pk__in=known).exclude(pk=organiser.pk)[:2])
    return found[0] if len(found) == 1 else None


def text_of(row: Exclusion | Edge | Talk, field: Text) -> str:
    """Open one of its texts; nothing where none was written."""
    sealed = bytes(getattr(row, f"sealed_{field}"))
    if not sealed:
        return ""
    return crypto.open_personal(row.person_id, sealed, place_of(row, field))


def place_of(row: Exclusion | Edge | Talk, field: Text) -> bytes:
    return crypto.place(row._meta.db_table, row.pk, field)


def _in_force(at: datetime) -> Q:
    return Q(state=ExclusionState.CONFIRMED, ends_at__gt=at)
