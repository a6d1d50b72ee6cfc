"""A new key for a case, once somebody's help with it has ended: what opened it for her opens nothing any more."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from fuerza.cases.choices import Entry
from fuerza.cases.models import Case
from fuerza.cases.queries import ROWS, CaseAt, entry_place, title_place
from fuerza.core import audit, crypto, hooks, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.people.models import Grant
from fuerza.vault import services as vault
from fuerza.vault.models import CaseKey, Exhibit


def grant_ended_since(at: CaseAt, now: datetime) -> bool:
    """Say whether a grant for the case began and ended, by hand or by itself, since its key was made."""
    made_at = at.case.case_key.made_at
    ended = Q(ended_at__gt=made_at) | Q(ended_at=None, ends_at__gt=made_at, ends_at__lte=now)
    grants = Grant.objects.filter(ended, owner=at.owner, scope_id=at.case.pk, starts_at__lte=now)
    return grants.exists()


@transaction.atomic
def renew(*, case: Case, secret: bytes, opened: Opened, now: datetime) -> bytes:
    """Seal all of the case to a new key of hers, destroy the old one, and return the new one's private half.

    What could not be opened stays with its home alone: an exhibit from before a reset.
    """
    old, new = case.case_key, vault.new_case_key(case.person, now=now)
    exhibits = list(Exhibit.objects.filter(case_exhibits__case=case).defer("sealed"))
    vault.join(exhibits=exhibits, case_key=new, opened=opened)
    public = bytes(new.public)
    if case.sealed_title:
        case.sealed_title = _again(bytes(case.sealed_title), secret, public, title_place(case.pk))
    for kind in Entry:
        for row in ROWS[kind].filter(case=case):  # those taken out, too: they can be put back
            row.sealed = _again(bytes(row.sealed), secret, public, entry_place(kind, row.pk))
            row.save(update_fields=["sealed"])
    for _name, seal_again in hooks.each("renewal"):  # packs are sealed to this key, too
        seal_again(case, lambda sealed, where: _again(sealed, secret, public, where))
    case.case_key = new
    case.save(update_fields=["case_key", "sealed_title"])
    audit.note(case.person_id, None, "cases.renewed", case.pk, at=now)
    transaction.on_commit(lambda: _destroy(old))  # not before all is sealed anew
    return opened.content_keys([new.pk])[new.pk]


def _again(sealed: bytes, secret: bytes, public: bytes, where: bytes) -> bytes:
    return crypto.seal_to(public, crypto.open_sealed(secret, sealed, where), where)


def shut(key: CaseKey) -> None:
    """Destroy a case's key, and every way through it, on disk too."""
    SealedKey.objects.filter(Q(key_id=key.pk) | Q(holder_id=key.pk)).delete()
    keyrings.empty_journals()


def _destroy(old: CaseKey) -> None:
    shut(old)
    old.delete()
