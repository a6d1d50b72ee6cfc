"""Correcting what the desk took a mention for: in one action, exactly undone; and sorting anew what waits."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from fuerza.acts.choices import Category
from fuerza.core import audit
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention, Score
from fuerza.desk.queries import Desk, may_put_in_danger, scores_of, still_urgent
from fuerza.desk.services import Place, move, place_of
from fuerza.people.models import Person
from fuerza.sorting import queries
from fuerza.sorting.models import Corrected, Correction, Wishes
from safeguard.classify import hers
from safeguard.classify.labels import urgency_at
from safeguard.classify.points import shipped
from safeguard.classify.records import Score as Scored
from safeguard.taxonomy import CATEGORIES

AT_ONCE = 5_000


class NothingToCorrect(RuntimeError):
    """All of these mentions stood there already, or would be sorted no other way."""


class AlreadyPutBack(RuntimeError):
    """The correction was undone before."""


@transaction.atomic
def correct(
    *,
    desk: Desk,
    mentions: QuerySet[Mention],
    label: Category,
    severity: int | None = None,
    now: datetime,
) -> Correction:
    """Put up to 5,000 mentions under another label, with its usual severity or the one she gave.

    Raises:
        NothingToCorrect: they stand there already.
    """
    _lock(desk.owner)
    found = list(mentions.defer("sealed")[:AT_ONCE])
    scores = scores_of(found)
    usual = CATEGORIES[label].severity if label in CATEGORIES else 0
    level = usual if severity is None else severity
    moved = []
    for mention in found:
        score = scores.get(mention.pk)
        threat = score.heads["threat"] if score else None
        urgency = still_urgent(mention, urgency_at(level, threat), (label,))
        to = Place(label, level, urgency, _decision(mention, urgency))
        if to != place_of(mention):
            moved.append((mention, score, to))
    return _kept(desk, moved, now, after=label)


@transaction.atomic
def sort_anew(*, desk: Desk, now: datetime) -> Correction:
    """Sort what waits as her corrections would now have it.

    Raises:
        NothingToCorrect: nothing would change.
    """
    _lock(desk.owner)
    changes = queries.changes_in(desk)
    moved = [(each.mention, each.score, each.to) for each in changes]
    return _kept(desk, moved, now, sorts_anew=True)


@transaction.atomic
def put_back(*, desk: Desk, correction: Correction, now: datetime) -> int:
    """Undo a correction: every mention that still stands where it put it goes back. Return how many.

    Raises:
        AlreadyPutBack: it was undone before.
    """
    _lock(desk.owner)
    if not Correction.objects.filter(pk=correction.pk, undone_at=None).update(undone_at=now):
        raise AlreadyPutBack
    back = []
    for row in correction.corrected.select_related("mention").defer("mention__sealed"):
        stands = place_of(row.mention)
        there = Place(row.category, row.severity, row.urgency, stands.decision)
        if stands == there:
            before = Place(
                row.category_before, row.severity_before, row.urgency_before, stands.decision
            )
            back.append((row.mention, before))
    move(desk.owner.pk, back)
    audit.note(desk.owner.pk, desk.actor.pk, "sorting.put_back", correction.pk, at=now)
    return len(back)


@transaction.atomic
def calibrate(*, person: Person, is_on: bool, now: datetime) -> None:
    """Have her corrections move where each head counts, or not."""
    Wishes.objects.update_or_create(person=person, defaults={"calibrates": is_on})
    verb = "sorting.calibrates" if is_on else "sorting.calibrates_no_more"
    audit.note(person.pk, person.pk, verb, at=now)


def as_she_sorts(person: Person, scores: Sequence[Scored]) -> Sequence[Scored]:
    """Give the scores of what comes in at her thresholds."""
    model = shipped()
    if not any(score.model == model.name for score in scores):
        return scores
    moved = queries.positions_of(person, model.name)
    return [
        hers.relabelled(score, moved, model.points) if score.model == model.name else score
        for score in scores
    ]


Moved = Sequence[tuple[Mention, Score | None, Place]]


def _kept(
    desk: Desk, moved: Moved, now: datetime, *, after: str = "", sorts_anew: bool = False
) -> Correction:
    """Write down what moved, and move it."""
    if not moved:
        raise NothingToCorrect
    models = Counter(score.model for _mention, score, _to in moved if score)
    correction = Correction.objects.create(
        person=desk.owner,
        at=now,
        model=models.most_common(1)[0][0] if models else "",
        before=_taken_away(moved, after),
        after=after,
        sorts_anew=sorts_anew,
        size=len(moved),
    )
    Corrected.objects.bulk_create(_rows(correction, moved), batch_size=400)
    move(desk.owner.pk, [(mention, to) for mention, _score, to in moved])
    audit.note(desk.owner.pk, desk.actor.pk, "sorting.corrected", correction.pk, at=now)
    return correction


def _taken_away(moved: Moved, after: str) -> list[str]:
    """Give the labels that she took from most of them: all, where it is no abuse; else the one that stood first."""
    is_calm = after not in CATEGORIES
    had = Counter(
        tuple(score.labels)
        if is_calm and score is not None and mention.category in score.labels
        else (mention.category,)
        for mention, score, _to in moved
    )
    return [label for label in had.most_common(1)[0][0] if label in CATEGORIES and label != after]


def _rows(correction: Correction, moved: Moved) -> Iterable[Corrected]:
    for mention, score, to in moved:
        stood = msgspec.structs.asdict(place_of(mention))
        yield Corrected(
            correction=correction,
            mention=mention,
            model=score.model if score else "",
            point=score.point if score else "",
            category_before=stood["category"],
            severity_before=stood["severity"],
            urgency_before=stood["urgency"],
            category=to.category,
            severity=to.severity,
            urgency=to.urgency,
        )


def _decision(mention: Mention, urgency: int) -> str:
    """Leave what was decided, but that no rule hides what she herself calls a danger."""
    is_hidden = mention.decision == Decision.RULED and may_put_in_danger(urgency)
    return Decision.WAITING if is_hidden else mention.decision


def _lock(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)
