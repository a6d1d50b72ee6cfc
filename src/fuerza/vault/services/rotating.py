"""Who holds a case's key: handed on when a grant for the case begins, and replaced by a new one when one ends.

Whoever helped may have copied the key. So what comes into the case later is sealed to a new pair at once, also while
its owner is away; what was there before is sealed anew when she is next open. Until then both keys are held, by her
and by whoever still helps with the case: `queries.case_secrets` gives them.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from fuerza.core import crypto, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.people import queries as people
from fuerza.people.models import Grant
from fuerza.vault.models import CaseKey
from fuerza.vault.queries import case_secrets
from fuerza.vault.services.case_keys import sealed_to

AT_ONCE = 500


def let_into_case(*, grant: Grant, opened: Opened | None, now: datetime) -> int:
    """Seal a case's keys to whom she lets in from now on, while her keyring is open; return how many were handed on."""
    case_key = _key_of(grant)
    if case_key is None or opened is None or grant.starts_at > now:
        return 0
    readers = keyrings.readers_of([grant.actor_id])
    return hand_on_case(case_key=case_key, opened=opened, readers=readers)


def hand_on_case(*, case_key: CaseKey, opened: Opened, readers: Mapping[uuid.UUID, bytes]) -> int:
    """Seal a case's key, and those it replaced, to more readers; return how many keys were handed on."""
    held = case_secrets([case_key.pk], opened=opened)[case_key.pk]
    keys = [crypto.ContentKey(key_id, secret) for key_id, secret in held.items()]
    crypto.hand_on_all(keys, owner_id=case_key.person_id, readers=readers)
    return len(keys) * len(readers)


@transaction.atomic
def renew_case_key(*, grant: Grant, opened: Opened | None, now: datetime) -> CaseKey | None:
    """Give a case a new pair after somebody's help with it ended; None where nothing has to change.

    The new private half is sealed to her, and to whoever she still lets into this case. With her keyring open, what
    was sealed to the old pair is sealed to the new one here and now.
    """
    old = _key_of(grant)
    readers = people.readers_of(grant.owner, now, scope_id=grant.scope_id)
    if old is None or grant.starts_at > now or grant.actor_id in readers:
        return None
    new = sealed_to(grant.owner, keyrings.readers_of(readers), is_unsorted=False, now=now)
    new.save(force_insert=True)
    case = old.case
    case.case_key = new
    case.save(update_fields=["case_key"])
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    if opened is not None:
        seal_anew(opened=opened)
    return new


def seal_anew(*, opened: Opened) -> int:
    """Seal to the new pairs of her cases all item keys that are sealed to replaced ones; return how many."""
    moved = 0
    for old in CaseKey.objects.filter(person_id=opened.person_id, replaced_by__isnull=False):
        private = opened.content_key(old.pk)
        moved += _move(old, private) if private else 0
    if moved:
        keyrings.empty_journals()
    return moved


def _move(old: CaseKey, private: bytes) -> int:
    to = old
    while to.replaced_by is not None:
        to = to.replaced_by
    moved = 0
    while rows := list(SealedKey.objects.filter(holder_id=old.pk)[:AT_ONCE]):
        found = crypto.content_keys([row.key_id for row in rows], holder_id=old.pk, private=private)
        keys = [crypto.ContentKey(key_id, secret) for key_id, secret in found.items()]
        with transaction.atomic(using="keys"):
            readers = {to.pk: bytes(to.public)}
            crypto.hand_on_all(keys, owner_id=old.person_id, readers=readers)
            SealedKey.objects.filter(pk__in=[row.pk for row in rows]).delete()
        moved += len(rows)
    return moved


def _key_of(grant: Grant) -> CaseKey | None:
    """Find the key of the case that a grant is for."""
    if grant.scope_id is None:
        return None
    return CaseKey.objects.filter(person_id=grant.owner_id, case=grant.scope_id).first()
