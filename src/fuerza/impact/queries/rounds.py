"""Rounds: which are open to whom, what may be shown of them, and what was written in own words."""

import random
import uuid
from datetime import date, datetime

import msgspec
from django.conf import settings
from django.db.models import QuerySet

from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import IN_TOUCH, SEATED
from fuerza.core import crypto
from fuerza.impact.choices import COMPARED, FEEDBACK, LISTENING, LineKind, Question, Wave
from fuerza.impact.models import Round
from fuerza.people import queries as people
from fuerza.people.choices import Purpose
from fuerza.people.models import Person
from fuerza.programme.models import Edition

SHUFFLED = random.SystemRandom()


class Line(msgspec.Struct, frozen=True):
    """Something written in own words."""

    kind: str
    text: str


class Count(msgspec.Struct, frozen=True):
    """What was chosen, and how often; None is not shown."""

    text: str
    number: int | None


class Result(msgspec.Struct, frozen=True):
    """One question, and how often each choice was taken. Most often first, not shown last."""

    question: Question
    counts: list[Count]


class Compared(msgspec.Struct, frozen=True):
    """One choice of a question that was asked before and after: a number for each round, None where not shown."""

    text: str
    numbers: list[int | None]


def questions_of(round_: Round) -> tuple[Question, ...]:
    return LISTENING if round_.wave == Wave.BEFORE else FEEDBACK


def rounds_of(edition: Edition) -> list[Round]:
    """List the rounds of an edition in the order of their waves."""
    order = list(Wave)
    return sorted(edition.rounds.all(), key=lambda one: order.index(Wave(one.wave)))


def is_open(round_: Round, today: date) -> bool:
    return round_.closed_at is None and round_.opens_on <= today <= round_.closes_on


def is_closed_for_good(edition: Edition) -> bool:
    """Say whether all that was about people was deleted: then nobody is asked any more, and no key is made anew."""
    seats = attendance.seats_of(edition)
    return seats is not None and seats.closed_at is not None


def round_for(person: Person, pk: uuid.UUID, today: date) -> Round | None:
    """Find an open round to which she may answer, whether or not she took her page already."""
    found = Round.objects.filter(pk=pk).select_related("edition__place").first()
    if found is None or not is_open(found, today):
        return None
    row = attendance.registration_of(person, found.edition_id)
    asked = IN_TOUCH if found.wave == Wave.BEFORE else SEATED
    return found if row is not None and row.state in asked else None


def waiting_for(person: Person, today: date) -> list[Round]:
    """List the open rounds of her editions in which she has not taken her page."""
    editions = attendance.registrations_of(person).values("edition")
    found = Round.objects.filter(
        edition__in=editions, closed_at=None, opens_on__lte=today, closes_on__gte=today
    ).order_by("closes_on", "id")
    hers = [round_for(person, one.pk, today) for one in found]
    return [one for one in hers if one is not None and mark_of(one, person) not in one.drawn]


def round_with_page(
    token: str, today: date, *, rows: QuerySet[Round] | None = None
) -> Round | None:
    """Find the open round that this page answers; None where it was answered, or is none."""
    digest = page_digest(token)
    every = Round.objects.all() if rows is None else rows
    open_ = every.filter(closed_at=None, opens_on__lte=today, closes_on__gte=today)
    return next((it for it in open_.select_related("edition") if digest in it.pages), None)


def mark_of(round_: Round, person: Person) -> str:
    """Return what says that she took her page of this round, to whoever has the edition's key and asks for her."""
    secret = crypto.data_key(round_.edition_id)
    return crypto.keyed(secret, "page taken", f"{round_.pk}|{person.pk}").hex()


def marked_by(person: Person) -> list[Round]:
    """List the open rounds of which she took a page. An edition closed for good is passed over: its key is gone."""
    open_ = Round.objects.filter(closed_at=None).exclude(drawn=[])
    kept = open_.exclude(edition__seats__closed_at__isnull=False).order_by("opens_on", "id")
    return [one for one in kept if mark_of(one, person) in one.drawn]


def page_digest(token: str) -> str:
    return crypto.keyed(settings.ENV.master_key, "page to answer on", token).hex()


def wants_notes(person: Person, round_: Round, at: datetime) -> bool:
    """Say whether she agreed to get a note when there are questions about this edition."""
    return people.effective_consent(person, Purpose.RESEARCH, str(round_.edition_id), at=at)


def results_of(round_: Round) -> list[Result]:
    """Say what may be shown of a round that has closed; nothing where too few answered."""
    if not round_.shown:
        return []
    return [_result(question, round_.shown) for question in questions_of(round_)]


def compared(rounds: list[Round]) -> list[tuple[Question, list[Compared]]]:
    """Put the groups of several rounds side by side, in what was asked of all; never one person with herself."""
    found = []
    for question in COMPARED:
        rows = [
            Compared(str(text), [one.shown.get(f"{question.code}.{code}") for one in rounds])
            for code, text in question.choices.items()
        ]
        found.append((question, rows))
    return found


def wished_for(round_: Round) -> list[tuple[str, int]]:
    """Say what people want to talk about, as far as it may be shown: the words for it, and how many."""
    topics = [it for it in results_of(round_) if it.question.code == "topics"]
    return [(it.text, it.number) for result in topics for it in result.counts if it.number]


def lines_of(round_: Round) -> list[Line]:
    """Open what was written in own words, in an order of its own each time; nothing once the key is gone."""
    if not round_.sealed_lines:
        return []
    try:
        plain = crypto.open_personal(
            round_.edition_id, bytes(round_.sealed_lines), lines_place(round_.pk)
        )
    except crypto.KeyGone:
        return []
    lines = msgspec.json.decode(plain, type=list[Line])
    return SHUFFLED.sample(lines, len(lines))


def practices_of(edition: Edition) -> list[str]:
    """List what was offered for a guide by whoever wrote it, over all closed rounds of an edition."""
    closed: QuerySet[Round] = edition.rounds.exclude(closed_at=None)
    offered = [line for one in closed for line in lines_of(one) if line.kind == LineKind.OFFERED]
    return sorted(line.text for line in offered)


def lines_place(pk: uuid.UUID) -> bytes:
    return crypto.place("impact_round", pk, "lines")


def _result(question: Question, shown: dict[str, int]) -> Result:
    counts = [
        Count(str(text), shown.get(f"{question.code}.{code}"))
        for code, text in question.choices.items()
    ]
    return Result(question, sorted(counts, key=lambda it: (it.number is None, -(it.number or 0))))
