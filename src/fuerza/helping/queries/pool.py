"""The pool of safety advisers: who is on duty, and who of them may be asked by whom."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from statistics import median

import msgspec
from django.db.models import F

from fuerza.core import times
from fuerza.helping.choices import ENOUGH, LATELY
from fuerza.helping.models import Apart, Asking, Duty
from fuerza.people import queries as people
from fuerza.people.choices import Purpose
from fuerza.people.models import Person


class Adviser(msgspec.Struct, frozen=True):
    """A safety adviser as she may choose her beforehand: her name, and whether she is not to be asked."""

    pk: uuid.UUID
    name: str
    is_apart: bool


def duty_of(adviser: Person) -> Duty | None:
    return Duty.objects.filter(person=adviser).select_related("person").first()


def pool(now: datetime) -> list[Duty]:
    """List the cards of all who are advisers now and agreed to the rules as they are."""
    agreed = people.agreed(Purpose.ADVISING, now, who="person")
    cards = Duty.objects.filter(agreed, person__in=people.advisers(now))
    return list(cards.select_related("person").order_by("person__username"))


def is_on_duty(duty: Duty, now: datetime) -> bool:
    """Say whether somebody is on duty: as she switched it by hand, else by her hours, in her zone."""
    if is_by_hand(duty, now):
        return duty.is_on
    here = times.local(now, duty.person.zone)
    if duty.from_hour < duty.to_hour:
        return here.weekday() in duty.days and duty.from_hour <= here.hour < duty.to_hour
    began_today = here.hour >= duty.from_hour and here.weekday() in duty.days
    began_before = here.hour < duty.to_hour and (here.weekday() - 1) % 7 in duty.days
    return began_today or began_before


def is_by_hand(duty: Duty, now: datetime) -> bool:
    return duty.by_hand_until is not None and now < duty.by_hand_until


def on_duty(now: datetime) -> list[Duty]:
    return [each for each in pool(now) if is_on_duty(each, now)]


def able_for(person: Person, now: datetime, *, after_all: Person | None = None) -> list[Duty]:
    """List who is on duty, has room for one more, and is not to be kept apart from her.

    Whoever said "I can't" is not among them, unless she could `after_all`.
    """
    here = on_duty(now)
    if not here:
        return []
    apart = _apart_from(person, here, after_all)
    rows = Asking.objects.filter(closed_at=None, adviser__isnull=False)
    taken = Counter(rows.values_list("adviser_id", flat=True))
    return [
        each
        for each in here
        if each.person_id not in apart and taken[each.person_id] < each.at_once
    ]


def fit_for(person: Person, now: datetime) -> list[Duty]:
    """List who is asked: those who speak her language; where none of them is there, all the others."""
    able = able_for(person, now)
    return [each for each in able if person.language in each.languages] or able


def advisers_named(person: Person, now: datetime) -> list[Adviser]:
    """Name the pool to her, who can say beforehand whom she does not want; but nobody she is kept apart from."""
    cards = [each for each in pool(now) if each.person_id != person.pk]
    if not cards:  # the desk asks each time it is shown
        return []
    between = _between(person, cards)
    rows = Apart.objects.filter(person=person, is_hers=True)
    apart = set(rows.values_list("adviser_id", flat=True))
    return [
        Adviser(each.person_id, people.name_of(each.person), each.person_id in apart)
        for each in cards
        if each.person_id not in between
    ]


def adviser_named(pk: uuid.UUID) -> Person:
    return Person.objects.get(pk=pk)


def usual_wait(now: datetime) -> timedelta | None:
    """Return the median from asked to taken, lately; None where fewer than five people asked."""
    rows = Asking.objects.filter(seen_at__isnull=False, asked_at__gt=now - LATELY)
    if rows.values("person").distinct().count() < ENOUGH:
        return None
    waits = rows.annotate(waited=F("seen_at") - F("asked_at")).values_list("waited", flat=True)
    return timedelta(seconds=median(each.total_seconds() for each in waits))


def _apart_from(person: Person, cards: Iterable[Duty], after_all: Person | None) -> set[uuid.UUID]:
    said = Apart.objects.filter(person=person).exclude(adviser=after_all, is_hers=False)
    rows = said.values_list("adviser_id", flat=True)
    return {person.pk, *rows} | _between(person, cards)


def _between(person: Person, cards: Iterable[Duty]) -> set[uuid.UUID]:
    """Name who is to be kept apart from her, whoever of the two asked for it."""
    edges = people.avoids_between([person.pk, *(each.person_id for each in cards)])
    return {pk for edge in edges if person.pk in edge for pk in edge}
