"""Her check-up list: sealed anew each time to her keyring, deleted with its key."""

from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.core import audit, crypto
from fuerza.core.keyrings import readers_of
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.slots import queries
from fuerza.slots.models import CheckList
from fuerza.slots.queries import Noted


@transaction.atomic
def keep_list(*, person: Person, noted: Noted, now: datetime) -> CheckList:
    """Seal her list to her own keyring; what it said before is gone with its key."""
    before = queries.check_list_of(person)
    key = crypto.new_content_key(owner_id=person.pk, readers=readers_of([person.pk]))
    sealed = crypto.encrypt(key.secret, msgspec.json.encode(noted), queries.list_place(person.pk))
    kept, _is_new = CheckList.objects.update_or_create(
        person=person, defaults={"content_key_id": key.id, "sealed": sealed, "changed_at": now}
    )
    if before is not None:
        _forget_key(before)
    audit.note(person.pk, person.pk, "check-up kept", at=now)
    return kept


@transaction.atomic
def forget_list(*, person: Person, now: datetime) -> None:
    """Delete her list, and the key that opened it."""
    kept = queries.check_list_of(person)
    if kept is None:
        return
    _forget_key(kept)
    kept.delete()
    audit.note(person.pk, person.pk, "check-up deleted", at=now)


def _forget_key(kept: CheckList) -> None:
    SealedKey.objects.filter(owner_id=kept.person_id, key_id=kept.content_key_id).delete()
