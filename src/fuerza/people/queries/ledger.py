"""What she agreed to, and whom she would rather not meet."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils import translation

from fuerza.people.choices import POLICY_VERSION, Purpose
from fuerza.people.models import Avoid, Consent, Person

Moment = datetime | Now


def consents_of(person: Person) -> QuerySet[Consent]:
    """Read her whole ledger, newest first."""
    ledger = Consent.objects.filter(person=person).select_related("person")
    return ledger.order_by("-at", "is_given")


def in_effect(entries: Iterable[Consent], at: datetime) -> Consent | None:
    """Return the entry of one ledger by which consent stands at a moment, or None: the last word counts.

    Of two entries of the same moment the withdrawal counts. Pure: the order of `entries` makes no difference.
    """
    known = [entry for entry in entries if entry.at <= at]
    if not known:
        return None
    last = max(known, key=lambda entry: (entry.at, not entry.is_given))
    is_over = last.expires_at is not None and last.expires_at <= at
    return last if last.is_given and not is_over else None


def effective_consent(person: Person, purpose: str, scope_id: str = "", *, at: datetime) -> bool:
    """Say whether her consent to this purpose and scope stands at this moment."""
    entries = Consent.objects.filter(person=person, purpose=purpose, scope_id=str(scope_id))
    return in_effect(entries, at) is not None


def who_consents(
    people: Iterable[uuid.UUID], purpose: str, scope_id: str, *, at: datetime
) -> set[uuid.UUID]:
    """Say whose consent to this purpose and scope stands at this moment, from one reading of all their ledgers."""
    ledgers: dict[uuid.UUID, list[Consent]] = {}
    for entry in Consent.objects.filter(person__in=people, purpose=purpose, scope_id=scope_id):
        ledgers.setdefault(entry.person_id, []).append(entry)
    return {one for one, entries in ledgers.items() if in_effect(entries, at) is not None}


def has_agreed(person: Person, purpose: str, *, at: datetime) -> bool:
    """Say whether she agreed to the words as they are now: agreed to earlier ones, she is asked again."""
    return Person.objects.filter(agreed(purpose, at), pk=person.pk).exists()


def agreed(purpose: str, moment: Moment, who: str = "pk") -> Coalesce:
    """Find those who agreed to the words as they are now, in the query that asks for them; `who` names the person."""
    entries = Consent.objects.filter(
        person=OuterRef(who), purpose=purpose, scope_id="", at__lte=moment
    )
    lasts = Q(expires_at=None) | Q(expires_at__gt=moment)
    stands = entries.annotate(stands=Q(lasts, is_given=True, policy_version=POLICY_VERSION))
    last = stands.order_by("-at", "is_given").values("stands")[:1]
    return Coalesce(Subquery(last), Value(value=False), output_field=BooleanField())


def agreements_of(
    persons: Iterable[uuid.UUID], purpose: str, at: datetime
) -> dict[uuid.UUID, Consent]:
    """Name the entry by which each of them agreed, in these words or in earlier ones; who did not is not there."""
    rows = Consent.objects.filter(person__in=set(persons), purpose=purpose, scope_id="")
    ledgers: dict[uuid.UUID, list[Consent]] = {}
    for entry in rows:
        ledgers.setdefault(entry.person_id, []).append(entry)
    standing = {pk: in_effect(entries, at) for pk, entries in ledgers.items()}
    return {pk: entry for pk, entry in standing.items() if entry is not None}


def consents_in_effect(person: Person, at: datetime) -> dict[tuple[str, str], Consent]:
    """Map (purpose, scope) to the entry by which it stands, from one reading of her ledger."""
    ledgers: dict[tuple[str, str], list[Consent]] = {}
    for entry in consents_of(person):
        ledgers.setdefault((entry.purpose, entry.scope_id), []).append(entry)
    standing = {key: in_effect(entries, at) for key, entries in ledgers.items()}
    return {key: entry for key, entry in standing.items() if entry is not None}


def receipt(entry: Consent) -> dict[str, Any]:
    """Write one entry out as a receipt: who, what, purpose, until (the fields of ISO/IEC TS 27560, in short).

    It stays true whatever she decides later: it says what was agreed then, and where to take it back.
    """
    with translation.override(entry.language):
        words = str(Purpose(entry.purpose).label)
    return {
        "receipt": str(entry.id),
        "person": entry.person.username,
        "controller": settings.ENV.origin,
        "purpose": entry.purpose,
        "words_shown": words,
        "language_shown": entry.language,
        "words_version": entry.policy_version,
        "scope": entry.scope_id or None,
        "event": "given" if entry.is_given else "withdrawn",
        "at": entry.at.isoformat(),
        "until": entry.expires_at.isoformat() if entry.expires_at else None,
        "take_back_at": f"{settings.ENV.origin}{reverse('people:consents')}",
    }


def avoids_of(person: Person) -> QuerySet[Avoid]:
    return Avoid.objects.filter(person=person, lifted_at=None).order_by("made_at")


def avoids_between(persons: Iterable[uuid.UUID]) -> set[frozenset[uuid.UUID]]:
    """Return the pairs among `persons` that are to be kept apart, without saying who asked for it."""
    ids = set(persons)
    rows = Avoid.objects.filter(person_id__in=ids, other_id__in=ids, lifted_at=None)
    return {frozenset(pair) for pair in rows.values_list("person_id", "other_id")}
