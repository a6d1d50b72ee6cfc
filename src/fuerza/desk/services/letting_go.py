"""Letting go what its platform wants deleted with its source: the mention, its scores, its place in every count.

What she kept herself ("what I saw") is another mention, with an exhibit; it stays.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fuerza.connections import queries as linked
from fuerza.connections import services as connections
from fuerza.connections.models import Connection
from fuerza.core import audit
from fuerza.desk.models import Group, Mention, PileOn
from fuerza.desk.services.tallies import Cell, count, recount
from fuerza.people.models import Person

AT_ONCE = 400


@transaction.atomic
def let_go(*, connection: Connection, now: datetime) -> int:
    """Delete the mentions that are gone at their source. Return how many; run again, it changes nothing."""
    person = Person.objects.select_for_update().get(pk=connection.person_id)  # tallies must add up
    keys = linked.gone_of(connection)
    deleted = sum(
        _delete(person, keys[start : start + AT_ONCE]) for start in range(0, len(keys), AT_ONCE)
    )
    for start in range(0, len(keys), AT_ONCE):
        connections.forget_gone(connection=connection, keys=keys[start : start + AT_ONCE])
    if deleted:
        audit.note(person.pk, None, "desk.let_go", connection.pk, at=now)
    return deleted


def _delete(person: Person, keys: Sequence[bytes]) -> int:
    found = list(
        Mention.objects.filter(person=person, native_key__in=keys, exhibit=None).defer("sealed")
    )
    changes: Counter[Cell] = Counter()
    for mention in found:
        day = mention.written_at.date()
        changes[Cell(day, mention.platform, mention.category, mention.decision)] -= 1
    ids = [mention.pk for mention in found]
    held = Group.objects.filter(Q(mentions__in=ids) | Q(pile_on__mentions__in=ids))
    groups = set(held.values_list("pk", flat=True))
    PileOn.objects.filter(first_widely_quoted__in=ids).update(first_widely_quoted=None)
    Mention.objects.filter(pk__in=ids).delete()
    count(person.pk, changes)
    _measure(groups)
    recount(groups)
    return len(found)


def _measure(groups: Iterable[uuid.UUID]) -> None:
    """Measure groups anew; one that holds nothing any more is gone."""
    for group in Group.objects.filter(pk__in=groups):
        inside = Mention.objects.filter(Q(group=group) | Q(pile_on__group=group))
        group.size = inside.count()
        group.authors = inside.values("author_key").distinct().count()
        if group.size:
            group.save(update_fields=["size", "authors"])
        else:
            group.delete()
