"""Her copy of what was asked and prepared between her and those who help, on either side; and giving it up."""

from collections.abc import Iterator
from typing import Any

import msgspec
from django.db.models import Q

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part
from fuerza.helping import queries
from fuerza.helping.models import Draft, Question, Turn
from fuerza.people.models import Person


@hooks.register("privacy", "helping:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over questions, answers and prepared reports, with their words as far as `key` opens them."""
    hers = Q(owner=person) | Q(actor=person)
    questions = list(Question.objects.filter(hers).order_by("asked_at", "id"))
    drafts = list(Draft.objects.filter(hers).order_by("made_at", "id"))
    yield Part("questions.json", _json([_question(it) for it in queries.told(questions, key)]))
    yield Part("drafts.json", _json([_draft(it) for it in queries.told(drafts, key)]))


@hooks.register("privacy", "helping:erase")
def erase(person: Person) -> None:
    """Delete the rows on both sides."""
    hers = Q(owner=person) | Q(actor=person)
    Question.objects.filter(hers).delete()
    Draft.objects.filter(hers).delete()
    Turn.objects.filter(hers).delete()


def _question(told: queries.Told) -> dict[str, Any]:
    row = told.row
    assert isinstance(row, Question)
    return {
        "message": row.mention_id,
        "asked_at": row.asked_at,
        "note": told.note,
        "answered_at": row.answered_at,
        "answer": told.answer,
    }


def _draft(told: queries.Told) -> dict[str, Any]:
    row = told.row
    assert isinstance(row, Draft)
    return {
        "message": row.mention_id,
        "made_at": row.made_at,
        "label": row.label,
        "note": told.note,
        "put_away_at": row.dropped_at,
    }


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2)
