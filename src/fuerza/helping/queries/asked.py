"""What helpers asked her, and reports they prepared; opened with the keyring of whoever reads, hers or theirs."""

import uuid
from collections.abc import Iterable
from datetime import datetime

import msgspec
from django.db.models import QuerySet

from fuerza.core import crypto
from fuerza.core.keyrings import Opened
from fuerza.desk.choices import Decision
from fuerza.helping.models import Draft, Question
from fuerza.people import queries as people
from fuerza.people.models import Person


class Told(msgspec.Struct, frozen=True):
    """A question or a draft, and its words as far as this keyring opens them (None: not)."""

    row: Question | Draft
    note: str | None
    answer: str | None = None


def question_place(pk: uuid.UUID, field: str) -> bytes:
    return crypto.place("helping_question", pk, field)


def draft_place(pk: uuid.UUID) -> bytes:
    return crypto.place("helping_draft", pk, "note")


def questions_for(owner: Person) -> QuerySet[Question]:
    """What she was asked and has not answered, the oldest first."""
    rows = Question.objects.filter(owner=owner, answered_at=None)
    return rows.select_related("actor", "mention").order_by("asked_at", "id")


def questions_by(actor: Person, now: datetime) -> QuerySet[Question]:
    """What somebody asked those whose desks she helps at now, the newest first; what is over is closed to her."""
    helped = people.grants_in_force(actor, now).filter(scope_id=None).values("owner")
    rows = Question.objects.filter(actor=actor, owner__in=helped)
    rows = rows.select_related("owner", "mention")
    return rows.order_by("-asked_at", "-id")


def question_for(owner: Person, pk: uuid.UUID) -> Question | None:
    return questions_for(owner).filter(pk=pk).first()


def drafts_for(owner: Person) -> QuerySet[Draft]:
    """Reports prepared for her: those neither put away nor sent, the oldest first."""
    rows = Draft.objects.filter(owner=owner, dropped_at=None)
    rows = rows.exclude(mention__decision=Decision.REPORTED)
    return rows.select_related("actor", "mention").order_by("made_at", "id")


def draft_for(owner: Person, pk: uuid.UUID) -> Draft | None:
    return drafts_for(owner).filter(pk=pk).first()


def told(rows: Iterable[Question | Draft], opened: Opened | None) -> list[Told]:
    """Open what was written, with one query for all of it."""
    rows = list(rows)
    keys = opened.content_keys({row.content_key_id for row in rows}) if opened else {}
    return [_told(row, keys.get(row.content_key_id)) for row in rows]


def _told(row: Question | Draft, secret: bytes | None) -> Told:
    if secret is None:
        return Told(row, None)
    if isinstance(row, Draft):
        return Told(row, _opened(secret, row.sealed_note, draft_place(row.pk)))
    answer = row.sealed_answer
    return Told(
        row,
        _opened(secret, row.sealed_note, question_place(row.pk, "note")),
        _opened(secret, answer, question_place(row.pk, "answer")) if answer else None,
    )


def _opened(secret: bytes, sealed: "bytes | memoryview[int]", where: bytes) -> str:
    return crypto.decrypt(secret, bytes(sealed), where).decode()
