"""The key of a person's unsorted exhibits: made on first use, and anew after a reset."""

import uuid
from datetime import datetime

from django.db import transaction

from fuerza.core import crypto, keyrings
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault.models import CaseKey


def case_key_for(person: Person, *, now: datetime) -> CaseKey:
    """Return the case key to which what she keeps now is sealed.

    After a reset her fresh keyring can't open the old case: then a new one begins, so that nothing is ever
    sealed to a key that she can't reach.

    Raises:
        KeyGone: she has no keyring, so nobody could ever open what is sealed.

    """
    readers = keyrings.readers_of([person.id])
    if not readers:
        raise crypto.KeyGone(str(person.id))
    return _in_use(person, readers) or _begun(person, readers, now=now)


def _in_use(person: Person, readers: dict[uuid.UUID, bytes]) -> CaseKey | None:
    case = CaseKey.objects.filter(person=person, is_unsorted=True).first()
    if case and SealedKey.objects.filter(key_id=case.id, holder_id__in=readers).exists():
        return case
    return None


@transaction.atomic
def _begun(person: Person, readers: dict[uuid.UUID, bytes], *, now: datetime) -> CaseKey:
    # the person's row is the lock: her first case key has no row yet that two could wait for
    Person.objects.select_for_update().only("pk").get(pk=person.pk)
    return _in_use(person, readers) or _made(person, readers, now=now)


def _made(person: Person, readers: dict[uuid.UUID, bytes], *, now: datetime) -> CaseKey:
    private, public = crypto.new_pair()
    case = CaseKey(person=person, public=public, is_unsorted=True, made_at=now)
    crypto.hand_on(crypto.ContentKey(case.id, private), owner_id=person.id, readers=readers)
    CaseKey.objects.filter(person=person, is_unsorted=True).update(is_unsorted=False)
    case.save(force_insert=True)
    return case
