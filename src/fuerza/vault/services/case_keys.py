"""The keys of cases: that of a person's unsorted exhibits, and one for each case she opens.

An exhibit's item key is sealed to its home, the unsorted, and besides to each case it has joined: whoever holds a
case's key reads what is in that case, and no more.
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from fuerza.core import crypto, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.models import CaseKey, Exhibit


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


def new_case_key(person: Person, *, now: datetime) -> CaseKey:
    """Make the key of a case of hers, sealed to her keyring alone.

    Raises:
        KeyGone: she has no keyring, so nobody could ever open what is sealed.

    """
    readers = keyrings.readers_of([person.id])
    if not readers:
        raise crypto.KeyGone(str(person.id))
    case = sealed_to(person, readers, is_unsorted=False, now=now)
    case.save(force_insert=True)
    return case


def join(*, exhibits: Collection[Exhibit], case_key: CaseKey, opened: Opened) -> set[uuid.UUID]:
    """Seal the item keys of exhibits to a case as well, and of the pictures beside them.

    Name those that `opened` reached, joined before or now.
    """
    keys = queries.item_keys([*exhibits, *queries.beside(exhibits)], opened=opened)
    crypto.hand_on_all(
        [crypto.ContentKey(pk, secret) for pk, secret in keys.items()],
        owner_id=case_key.person_id,
        readers={case_key.id: bytes(case_key.public)},
    )
    return set(keys)


def leave(*, exhibits: Collection[Exhibit], case_key: CaseKey) -> int:
    """Destroy a case's way to these and their pictures; that of their home stays. Return how many were shut."""
    all_of_it = [*exhibits, *queries.beside(exhibits)]
    away = [each.pk for each in all_of_it if each.case_key_id != case_key.pk]
    shut, _ = SealedKey.objects.filter(holder_id=case_key.pk, key_id__in=away).delete()
    if shut:
        transaction.on_commit(keyrings.empty_journals)
    return shut


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
    case = sealed_to(person, readers, is_unsorted=True, now=now)
    CaseKey.objects.filter(person=person, is_unsorted=True).update(is_unsorted=False)
    case.save(force_insert=True)
    return case


def sealed_to(
    person: Person, readers: dict[uuid.UUID, bytes], *, is_unsorted: bool, now: datetime
) -> CaseKey:
    """Make a case's pair, not saved yet, its private half sealed to these readers."""
    private, public = crypto.new_pair()
    case = CaseKey(person=person, public=public, is_unsorted=is_unsorted, made_at=now)
    crypto.hand_on(crypto.ContentKey(case.id, private), owner_id=person.id, readers=readers)
    return case
