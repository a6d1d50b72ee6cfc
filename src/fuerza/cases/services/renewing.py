"""Sealing a case to its newest key, once somebody's help with it has ended: what opened it for her opens nothing more.

The vault makes the new pair the moment help ends, also while its owner is away (vault.services.rotating). The rest is
done here, when she next opens the case.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fuerza.cases.choices import Entry
from fuerza.cases.models import Case
from fuerza.cases.queries import ROWS, Secrets, case_secrets, entry_place, title_place, unsealed
from fuerza.core import audit, crypto, hooks, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.vault import services as vault
from fuerza.vault.models import CaseKey


def renew(*, case: Case, opened: Opened, now: datetime) -> int:
    """Seal all of the case to its newest key and destroy those it replaced; return how many.

    Where one of them can't be opened (it is from before a reset), nothing is destroyed.
    """
    olds = _replaced(case.case_key)
    secrets = case_secrets(case, opened) if olds else ()
    if len(secrets) <= len(olds):
        return 0
    vault.seal_anew(opened=opened)
    _seal_anew(case, secrets, now)
    transaction.on_commit(lambda: _destroy(olds))  # not before all is sealed anew
    return len(olds)


@transaction.atomic
def _seal_anew(case: Case, secrets: Secrets, now: datetime) -> None:
    public = bytes(case.case_key.public)
    if case.sealed_title:
        case.sealed_title = _again(case.sealed_title, secrets, public, title_place(case.pk))
        case.save(update_fields=["sealed_title"])
    for kind in Entry:
        for row in ROWS[kind].filter(case=case):  # those taken out, too: they can be put back
            row.sealed = _again(row.sealed, secrets, public, entry_place(kind, row.pk))
            row.save(update_fields=["sealed"])
    for _name, seal_again in hooks.each("renewal"):  # packs are sealed to this key, too
        seal_again(case, lambda sealed, where: _again(sealed, secrets, public, where))
    audit.note(case.person_id, None, "cases.renewed", case.pk, at=now)


def _replaced(newest: CaseKey) -> list[CaseKey]:
    """List the keys that came before, the latest first."""
    found = [newest]
    while older := found[-1].replaces.first():
        found.append(older)
    return found[1:]


def _again(
    sealed: "bytes | memoryview[int]", secrets: Secrets, public: bytes, where: bytes
) -> bytes:
    return crypto.seal_to(public, unsealed(secrets, sealed, where), where)


def shut(key: CaseKey) -> None:
    """Destroy a case's key, and every way through it, on disk too."""
    SealedKey.objects.filter(Q(key_id=key.pk) | Q(holder_id=key.pk)).delete()
    keyrings.empty_journals()


def _destroy(olds: list[CaseKey]) -> None:
    for old in olds:
        shut(old)
        old.delete()
