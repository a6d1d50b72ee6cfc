"""Avoid edges: whom she would rather not meet. Ten at most, her reason sealed, never felt by the other."""

import uuid
from datetime import datetime

from django.db import transaction

from fuerza.core import audit, crypto
from fuerza.people.models import Avoid, Person

AT_MOST = 10


class TooManyAvoided(ValueError):
    """Ten people are avoided already: lift one first."""


@transaction.atomic
def avoid(*, person: Person, other: Person, now: datetime, reason: str = "") -> Avoid:
    """Keep in mind that she would rather not meet `other`; asked twice, nothing changes.

    Raises:
        TooManyAvoided: she avoids ten people already.

    """
    Person.objects.select_for_update().get(pk=person.pk)  # two at once must not make eleven
    known = Avoid.objects.filter(person=person, other=other, lifted_at=None).first()
    if known is not None:
        return known
    if Avoid.objects.filter(person=person, lifted_at=None).count() >= AT_MOST:
        raise TooManyAvoided
    edge = Avoid(id=uuid.uuid4(), person=person, other=other, made_at=now)
    where = crypto.place("people_avoid", edge.id, "reason")
    edge.sealed_reason = crypto.seal_personal(person.id, reason, where)
    edge.save(force_insert=True)
    audit.note(person.id, person.id, "avoided", edge.id, at=now)
    return edge


@transaction.atomic
def lift(*, edge: Avoid, now: datetime) -> Avoid:
    """Meet again: the edge ends, and its reason is gone."""
    edge.lifted_at, edge.sealed_reason = now, b""
    edge.save(update_fields=["lifted_at", "sealed_reason"])
    audit.note(edge.person_id, edge.person_id, "avoiding lifted", edge.id, at=now)
    return edge
