"""What may come to her door: found again with every search, under one id as long as one of its accounts is in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from fuerza.core import audit
from fuerza.desk.choices import Decision
from fuerza.floods.models import Danger
from fuerza.floods.services.rows import LOOK_BACK, Row
from fuerza.people.models import Person
from safeguard.detect.escalation import Escalation, Scored, find_escalations
from safeguard.detect.offline import Sign

_TOLD = ("kinds", "urgency", "author_keys", "mentions", "days", "since", "until")


def mark_dangers(person: Person, rows: Iterable[Row], now: datetime) -> None:
    """Write what is new or went on; let go what nothing is held of any more, or what she has called fine."""
    known = list(Danger.objects.filter(person=person).order_by("seen_at", "pk"))
    hers = [row for row in rows if row.decision != Decision.FINE and (row.severity or row.signs)]
    for found in find_escalations([_scored(row) for row in hers]):
        told = _told(found)
        danger = _taken_from(known, told["author_keys"]) or Danger(person=person, seen_at=now)
        if any(getattr(danger, name) != told[name] for name in _TOLD):
            for name in _TOLD:
                setattr(danger, name, told[name])
            danger.save()
    gone = [each.pk for each in known if each.until > now - LOOK_BACK]
    Danger.objects.filter(pk__in=gone).delete()


def _scored(row: Row) -> Scored:
    return Scored(
        id=row.pk,
        author=row.author,
        at=row.at,
        labels=(row.category,),
        severity=row.severity,
        signs=tuple(Sign(kind, "", 0, 0) for kind in row.signs.split(",") if kind),
        signature=row.signature,
    )


def _told(found: Escalation) -> dict[str, Any]:
    return {
        "kinds": list(found.kinds),
        "urgency": found.urgency,
        "author_keys": sorted(bytes(author).hex() for author in found.authors),  # type: ignore[call-overload]  # ours are bytes
        "mentions": len(found.ids),
        "days": found.days,
        "since": found.since,
        "until": found.until,
    }


def _taken_from(known: list[Danger], author_keys: Sequence[str]) -> Danger | None:
    """Take the one that shares an account out of those known: two hands that turn out to be one stay the elder."""
    same = [each for each in known if set(each.author_keys) & set(author_keys)]
    if not same:
        return None
    known.remove(same[0])
    return same[0]


@transaction.atomic
def settle(*, danger: Danger, by: Person, now: datetime, is_settled: bool = True) -> None:
    """Note that it was seen to, until something new comes; or bring it up again."""
    danger.settled_at = now if is_settled else None
    danger.save(update_fields=["settled_at"])
    verb = "floods.settled" if is_settled else "floods.brought_up"
    audit.note(danger.person_id, by.pk, verb, danger.pk, at=now)
