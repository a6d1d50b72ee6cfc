"""Erasing somebody: keys first, then rows and files, then the journals in which both could still be read (R20).

That it was begun is written down before all else, so that what a crash interrupts is ended later (`end_erasing`).

Before even that, what opens her accounts elsewhere is taken back, since with her keys it could be given back no more.

Once the keys are destroyed nothing sealed of hers opens any more, here or in a backup of the first database. The
Erasure row, an id and a time, outlives her: `fuerza erase replay` erases her again after a restore.
"""

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from fuerza.core import hooks, keyrings
from fuerza.core.models import AuditEntry, Erasure
from fuerza.people.models import Person
from fuerza.people.services import sessions


def erase(person_id: uuid.UUID, *, now: datetime) -> Erasure:
    """Erase a person everywhere; twice is the same as once. Returns the receipt."""
    receipt, _made = Erasure.objects.get_or_create(person_id=person_id, defaults={"at": now})
    person = Person.objects.filter(pk=person_id).first()
    if person is not None:
        for _name, take_back in hooks.each("reset"):
            take_back(person, now=now)
    keyrings.destroy(person_id)
    with transaction.atomic():
        if person is not None:
            sessions.end_sessions(person=person)
            for hook in erase_hooks():
                hook(person)
        AuditEntry.objects.filter(person_id=person_id).delete()
        Person.objects.filter(pk=person_id).delete()
    keyrings.empty_journals()
    return receipt


def end_erasing(*, now: datetime) -> int:
    """Erase again whoever is still there although erasing was begun; returns how many."""
    begun = Erasure.objects.values_list("person_id", flat=True)
    there = list(Person.objects.filter(pk__in=begun).values_list("pk", flat=True))
    for person_id in there:
        erase(person_id, now=now)
    return len(there)


def replay(more: Iterable[tuple[uuid.UUID, datetime]] = ()) -> int:
    """Erase again everybody who was erased before; returns how many had come back.

    `more` are erasures that the restored database doesn't know of, because it is older than they are.
    """
    known = [(row.person_id, row.at) for row in Erasure.objects.order_by("at")]
    back = 0
    for person_id, at in [*known, *more]:
        back += Person.objects.filter(pk=person_id).exists()
        erase(person_id, now=at)
    return back


def erase_hooks() -> list[Callable[[Person], None]]:
    """Return every domain's `erase` hook, the highest domain first, so that nothing points at what is gone."""
    order = {domain: number for number, domain in enumerate(settings.DOMAINS)}
    found = [(name.partition(":"), hook) for name, hook in hooks.each("privacy")]
    mine = [(order[domain], hook) for (domain, _colon, what), hook in found if what == "erase"]
    return [hook for _number, hook in sorted(mine, key=lambda pair: -pair[0])]
