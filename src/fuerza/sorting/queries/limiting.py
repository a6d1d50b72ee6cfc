"""Her own limit on reading, if she set one, and how much of it is used."""

from datetime import datetime

import msgspec

from fuerza.people.models import Person
from fuerza.sorting.models import Wishes


class Used(msgspec.Struct, frozen=True, kw_only=True):
    """What she set (0: nothing) and what she read today."""

    items: int
    minutes: int
    items_read: int
    minutes_read: int

    @property
    def is_set(self) -> bool:
        return bool(self.items or self.minutes)

    @property
    def is_reached(self) -> bool:
        by_items = bool(self.items) and self.items_read >= self.items
        return by_items or (bool(self.minutes) and self.minutes_read >= self.minutes)


def wishes_kept(person: Person) -> Wishes:
    return Wishes.objects.filter(person=person).first() or Wishes(person=person)


def used_of(wishes: Wishes, now: datetime) -> Used:
    is_today = wishes.day == now.date()
    return Used(
        items=wishes.items_a_day,
        minutes=wishes.minutes_a_day,
        items_read=wishes.items_read if is_today else 0,
        minutes_read=wishes.seconds_read // 60 if is_today else 0,
    )
