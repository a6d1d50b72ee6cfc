"""How she wants to be told, and whether there is something to tell now."""

import uuid
from datetime import datetime, timedelta

import msgspec
from django.db.models import QuerySet

from fuerza.core import crypto
from fuerza.core.times import local
from fuerza.crisis.models import Alarm, Listening
from fuerza.desk import queries as desk
from fuerza.people.models import Person
from safeguard.push import Subscription

# What she says of her alarm, its words apart.
TERMS = (
    "is_on",
    "by_mail",
    "by_push",
    "by_call",
    "minutes",
    "quiet_from",
    "quiet_to",
    "wakes_for_danger",
)


class Reason(msgspec.Struct, frozen=True):
    """What there is to tell: a flood that began, or danger that came in (the newest of it when), or both."""

    flood: uuid.UUID | None
    danger_at: datetime | None


def alarm_of(person: Person) -> Alarm:
    """Return how she wants to be told; one that is off where she never said."""
    return Alarm.objects.filter(person=person).first() or Alarm(person=person)


def alarms_on() -> QuerySet[Alarm]:
    return Alarm.objects.filter(is_on=True, person__is_active=True).select_related("person")


def reason_for(alarm: Alarm, *, now: datetime) -> Reason | None:
    """Say what is to be told now; None in her quiet hours, too soon after the last one, or where there is nothing."""
    if not alarm.is_on or alarm.on_at is None or _is_too_soon(alarm, now):
        return None
    hers = desk.desk_of(alarm.person)
    floods = desk.pile_ons_in(hers).filter(ended_at=None, began_at__gte=alarm.on_at)
    flood = next((it for it in floods[:2] if it.pk != alarm.told_flood), None)
    since = alarm.danger_to or alarm.on_at
    danger = desk.urgent_in(hers).filter(taken_in_at__gt=since).order_by("-taken_in_at").first()
    if _is_quiet(alarm, now) and not (danger and alarm.wakes_for_danger):
        return None
    if flood is None and danger is None:
        return None
    return Reason(flood.pk if flood else None, danger.taken_in_at if danger else None)


def _is_too_soon(alarm: Alarm, now: datetime) -> bool:
    return alarm.sent_at is not None and now - alarm.sent_at < timedelta(minutes=alarm.minutes)


def _is_quiet(alarm: Alarm, now: datetime) -> bool:
    """Say whether it is one of her quiet hours, in her zone; they may go over midnight."""
    if alarm.quiet_from is None or alarm.quiet_to is None:
        return False
    hour, start, end = local(now, alarm.person.zone).hour, alarm.quiet_from, alarm.quiet_to
    return start <= hour < end if start <= end else hour >= start or hour < end


def line_of(alarm: Alarm) -> str:
    """Open what it says in her own words; "" for the neutral line."""
    if not alarm.sealed_line:
        return ""
    where = line_place(alarm.person_id)
    return crypto.open_personal(alarm.person_id, bytes(alarm.sealed_line), where)


def line_place(pk: uuid.UUID) -> bytes:
    return crypto.place("crisis_alarm", pk, "line")


def listening_of(person: Person) -> QuerySet[Listening]:
    return Listening.objects.filter(person=person).order_by("made_at")


def subscription_of(listening: Listening) -> Subscription:
    where = listening_place(listening.pk)
    text = crypto.open_personal(listening.person_id, bytes(listening.sealed), where)
    return msgspec.json.decode(text, type=Subscription)


def listening_place(pk: uuid.UUID) -> bytes:
    return crypto.place("crisis_listening", pk, "sealed")
