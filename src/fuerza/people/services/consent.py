"""The consent ledger: entries are only ever added, and the last one counts (queries.in_effect)."""

from datetime import datetime

from django.db import transaction

from fuerza.core import audit
from fuerza.people.choices import POLICY_VERSION, Purpose
from fuerza.people.models import Consent, Person


def consent_give(
    *,
    person: Person,
    purpose: str,
    scope_id: str = "",
    expires_at: datetime | None = None,
    now: datetime,
) -> Consent:
    """Write that she agreed to this purpose and scope, in the words and language she was shown, until when."""
    return _write(person, purpose, scope_id, is_given=True, expires_at=expires_at, at=now)


def consent_withdraw(*, person: Person, purpose: str, scope_id: str = "", now: datetime) -> Consent:
    """Write that she withdrew; what she gave before stays in the ledger."""
    return _write(person, purpose, scope_id, is_given=False, expires_at=None, at=now)


@transaction.atomic
def _write(
    person: Person,
    purpose: str,
    scope_id: str,
    *,
    is_given: bool,
    expires_at: datetime | None,
    at: datetime,
) -> Consent:
    entry = Consent.objects.create(
        person=person,
        purpose=Purpose(purpose),
        scope_id=str(scope_id),
        is_given=is_given,
        policy_version=POLICY_VERSION,
        language=person.language,
        at=at,
        expires_at=expires_at,
    )
    verb = "consent given" if is_given else "consent withdrawn"
    audit.note(person.id, person.id, verb, entry.id, at=at)
    return entry
