"""Who asks for a safety adviser, and what an adviser may see of that."""

import uuid
from datetime import datetime

import msgspec
from django.db.models import QuerySet

from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.helping.models import Apart, Asking, Debrief, Duty
from fuerza.helping.queries.pool import able_for, fit_for
from fuerza.people.models import Person


class ToldDebrief(msgspec.Struct, frozen=True):
    """How it went, and its words as far as this keyring opens them (None: not)."""

    row: Debrief
    text: str | None


def message_place(pk: uuid.UUID) -> bytes:
    return crypto.place("helping_asking", pk, "message")


def debrief_place(pk: uuid.UUID) -> bytes:
    return crypto.place("helping_debrief", pk, "text")


def asking_of(person: Person) -> Asking | None:
    """Return what she asks now; only one is open at a time."""
    rows = Asking.objects.filter(person=person, closed_at=None)
    return rows.select_related("person", "adviser", "grant").first()


def is_in(asking: Asking, now: datetime) -> bool:
    """Say whether the one who took it is let in now."""
    grant = asking.grant
    return (
        grant is not None
        and grant.actor_id == asking.adviser_id
        and grant.ended_at is None
        and now < grant.ends_at
    )


def waiting_for(adviser: Person, now: datetime) -> list[Asking]:
    """List who waits and whom this adviser may take, the longest wait first."""
    rows = Asking.objects.filter(closed_at=None, adviser=None).select_related("person")
    return [
        each
        for each in rows.order_by("asked_at", "id")
        if adviser.pk in {duty.person_id for duty in asked_for(each, now)}
    ]


def given_up_by(adviser: Person, now: datetime) -> list[Asking]:
    """List those of whom this adviser said "I can't", while nobody else took them and she could after all."""
    apart = Apart.objects.filter(adviser=adviser, is_hers=False).values("person")
    rows = Asking.objects.filter(closed_at=None, adviser=None, person__in=apart)
    return [
        each
        for each in rows.select_related("person").order_by("asked_at", "id")
        if adviser.pk in {it.person_id for it in able_for(each.person, now, after_all=adviser)}
    ]


def asked_for(asking: Asking, now: datetime) -> list[Duty]:
    """List who may take it now: the one it was handed to where she can, else all who fit."""
    able = able_for(asking.person, now)
    handed = [each for each in able if each.person_id == asking.handed_to_id]
    return handed or fit_for(asking.person, now)


def taken_by(adviser: Person) -> QuerySet[Asking]:
    rows = Asking.objects.filter(adviser=adviser, closed_at=None)
    return rows.select_related("person", "grant").order_by("asked_at", "id")


def taken(adviser: Person, pk: uuid.UUID) -> Asking | None:
    return taken_by(adviser).filter(pk=pk).first()


def message_of(asking: Asking, opened: Opened | None) -> str | None:
    """Open what she wrote; None where she wrote nothing, or this keyring holds no key to it."""
    if opened is None or asking.content_key_id is None:
        return None
    secret = opened.content_key(asking.content_key_id)
    if secret is None:
        return None
    return crypto.decrypt(secret, bytes(asking.sealed_message), message_place(asking.pk)).decode()


def debriefs_for(person: Person) -> QuerySet[Debrief]:
    """What advisers chose to tell her afterwards."""
    rows = Debrief.objects.filter(asking__person=person, is_shared=True)
    return rows.select_related("adviser").order_by("-made_at", "-id")


def debriefs_by(adviser: Person) -> QuerySet[Debrief]:
    return Debrief.objects.filter(adviser=adviser).order_by("-made_at", "-id")


def debriefs_told(rows: QuerySet[Debrief], opened: Opened | None) -> list[ToldDebrief]:
    """Open them, with one query for all."""
    found = list(rows)
    keys = opened.content_keys({row.content_key_id for row in found}) if opened else {}
    return [
        ToldDebrief(
            row,
            crypto.decrypt(
                keys[row.content_key_id], bytes(row.sealed_text), debrief_place(row.pk)
            ).decode()
            if row.content_key_id in keys
            else None,
        )
        for row in found
    ]
