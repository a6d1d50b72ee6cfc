"""Handing the pages' keys on to whom she let in since they came; while her desk is open, since only she can."""

from datetime import datetime

from fuerza.core import crypto
from fuerza.core.keyrings import Opened, readers_of
from fuerza.core.models import SealedKey
from fuerza.people import queries as people
from fuerza.people.models import Person
from fuerza.vault.models import CaseKey


def let_read(*, owner: Person, opened: Opened, now: datetime) -> int:
    """Seal her pages' content keys to every helper with a grant for her desk; done before, it does nothing.

    Keys of cases stay hers: a grant for the desk opens no case. Return how many keys were handed on.
    """
    readers = readers_of(people.readers_of(owner, now))
    readers.pop(opened.keyring_id, None)
    handed = 0
    for holder, public in readers.items():
        held = SealedKey.objects.filter(owner_id=owner.pk, holder_id=holder).values("key_id")
        hers = SealedKey.objects.filter(owner_id=owner.pk, holder_id=opened.keyring_id)
        missing = set(hers.exclude(key_id__in=held).values_list("key_id", flat=True))
        missing -= set(CaseKey.objects.filter(person=owner).values_list("pk", flat=True))
        for key_id, secret in opened.content_keys(missing).items() if missing else ():
            key = crypto.ContentKey(key_id, secret)
            crypto.hand_on(key, owner_id=owner.pk, readers={holder: public})
            handed += 1
    return handed
