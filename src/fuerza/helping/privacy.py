"""Her copy of what was asked and prepared between her and those who help, on either side; and giving it up."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.helping import queries
from fuerza.helping.models import Apart, Asking, Debrief, Draft, Duty, Question, Turn
from fuerza.people.models import Person


@hooks.register("privacy", "helping:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over questions, answers and prepared reports, with their words as far as `key` opens them."""
    hers = Q(owner=person) | Q(actor=person)
    questions = list(Question.objects.filter(hers).order_by("asked_at", "id"))
    drafts = list(Draft.objects.filter(hers).order_by("made_at", "id"))
    yield Part("questions.json", as_json([_question(it) for it in queries.told(questions, key)]))
    yield Part("drafts.json", as_json([_draft(it) for it in queries.told(drafts, key)]))
    cards = Duty.objects.filter(person=person)
    yield Part("duty.json", as_json([_duty(each) for each in cards]))
    askings = Asking.objects.filter(person=person).order_by("asked_at", "id")
    yield Part("askings.json", as_json([_asking(each, key) for each in askings]))
    shared = Q(asking__person=person, is_shared=True)
    debriefs = Debrief.objects.filter(shared | Q(adviser=person)).order_by("made_at", "id")
    told = queries.debriefs_told(debriefs, key)
    yield Part("debriefs.json", as_json([_debrief(each, person) for each in told]))
    said = Q(person=person, is_hers=True) | Q(adviser=person, is_hers=False)
    times = Apart.objects.filter(said).order_by("made_at").values_list("made_at", flat=True)
    yield Part("apart.json", as_json([{"made_at": at} for at in times]))


@hooks.register("privacy", "helping:erase")
def erase(person: Person) -> None:
    """Delete the rows on both sides."""
    hers = Q(owner=person) | Q(actor=person)
    Question.objects.filter(hers).delete()
    Draft.objects.filter(hers).delete()
    Turn.objects.filter(hers).delete()
    Apart.objects.filter(Q(person=person) | Q(adviser=person)).delete()
    Debrief.objects.filter(Q(adviser=person) | Q(asking__person=person)).delete()
    Asking.objects.filter(person=person).delete()
    Asking.objects.filter(adviser=person).update(adviser=None)
    Asking.objects.filter(handed_to=person).update(handed_to=None)
    Duty.objects.filter(person=person).delete()


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


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "languages": duty.languages,
        "days": duty.days,
        "from_hour": duty.from_hour,
        "to_hour": duty.to_hour,
        "at_once": duty.at_once,
        "by_hand": duty.is_on if duty.by_hand_until else None,
        "by_hand_until": duty.by_hand_until,
    }


def _asking(asking: Asking, key: Opened | None) -> dict[str, Any]:
    return {
        "asked_at": asking.asked_at,
        "urgent": asking.urgent,
        "message": queries.message_of(asking, key),
        "seen_at": asking.seen_at,
        "closed_at": asking.closed_at,
    }


def _debrief(told: queries.ToldDebrief, person: Person) -> dict[str, Any]:
    return {
        "made_at": told.row.made_at,
        "is_mine": told.row.adviser_id == person.pk,
        "is_shared": told.row.is_shared,
        "text": told.text,
    }
