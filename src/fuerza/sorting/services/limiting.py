"""A reading limit, if she wants one: she sets it, it is counted only then, and it only ever offers a break."""

from datetime import datetime, timedelta

from django.db import transaction

from fuerza.people.models import Person
from fuerza.sorting.models import Wishes
from fuerza.sorting.queries import Used, used_of, wishes_kept

APART = timedelta(minutes=3)  # a longer pause between two pages was no reading


@transaction.atomic
def set_limit(*, person: Person, items: int, minutes: int) -> None:
    """Set a limit for each day, or none (0); what was counted is forgotten with it."""
    wished = {"items_a_day": items, "minutes_a_day": minutes}
    if not items and not minutes:
        wished |= {"items_read": 0, "seconds_read": 0}
    Wishes.objects.update_or_create(person=person, defaults=wished)


def note_reading(*, person: Person, items: int, now: datetime) -> Used:
    """Count a page of hers, and the time since the one before; where she set no limit, nothing is written."""
    wishes = wishes_kept(person)
    used = used_of(wishes, now)
    if not used.is_set:
        return used
    if wishes.day != now.date():
        wishes.day, wishes.items_read, wishes.seconds_read = now.date(), 0, 0
    elif wishes.read_at and now - wishes.read_at < APART:
        wishes.seconds_read += int((now - wishes.read_at).total_seconds())
    wishes.items_read += items
    wishes.read_at = now
    wishes.save(update_fields=["day", "items_read", "seconds_read", "read_at"])
    return used_of(wishes, now)
