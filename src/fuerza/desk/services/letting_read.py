"""Handing the pages' keys on to whom she let in since they came; while her desk is open, since only she can."""

from datetime import datetime

from fuerza.core import crypto
from fuerza.core.keyrings import Opened, readers_of
from fuerza.core.models import SealedKey
from fuerza.desk.models import PageKey
from fuerza.people import queries as people
from fuerza.people.models import Person


def let_read(*, owner: Person, opened: Opened, now: datetime) -> int:
    """Seal her pages' content keys to every helper with a grant for her desk; done before, it does nothing.

    All her other keys stay hers: those of cases, and of what she wrote herself. Return how many were handed on.
    """
    readers = readers_of(people.readers_of(owner, now))
    readers.pop(opened.keyring_id, None)
    handed = 0
    for holder, public in readers.items():
        held = SealedKey.objects.filter(owner_id=owner.pk, holder_id=holder).values("key_id")
        hers = SealedKey.objects.filter(owner_id=owner.pk, holder_id=opened.keyring_id)
        missing = list(hers.exclude(key_id__in=held).values_list("key_id", flat=True))
        pages = PageKey.objects.filter(person=owner).in_bulk(missing) if missing else {}
        for key_id, secret in opened.content_keys(pages).items() if pages else ():
            key = crypto.ContentKey(key_id, secret)
            crypto.hand_on(key, owner_id=owner.pk, readers={holder: public})
            handed += 1
    return handed
