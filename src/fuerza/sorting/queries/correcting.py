"""What she corrected, how far that moves where each head counts, and what would be sorted otherwise now."""

import uuid
from collections.abc import Sequence

import msgspec
from django.db.models import QuerySet

from fuerza.acts.choices import Category
from fuerza.desk.choices import Decision
from fuerza.desk.models import Mention, Score
from fuerza.desk.queries import Desk, may_put_in_danger, scores_of, still_urgent
from fuerza.desk.services import Place, place_of
from fuerza.people.models import Person
from fuerza.sorting.models import Corrected, Correction, Wishes
from safeguard.classify import hers
from safeguard.classify.labels import CATEGORY, urgency_at
from safeguard.classify.points import shipped
from safeguard.classify.records import POINTS
from safeguard.classify.records import Score as Scored

COUNTED = 200  # of her corrections: the newest
LOOKED_AT = 2_000  # of what waits: the newest
_BALANCED = POINTS.index("balanced")


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """One head whose threshold she moved: from where on it counts, and from where it did (in English)."""

    head: str
    position: float
    before: float
    now: float

    @property
    def finds_more(self) -> bool:
        return self.position < 0


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """What the model gave one head of one mention, and from where on it counts for her."""

    head: str
    value: float
    counts_from: float

    @property
    def counts(self) -> bool:
        return self.value >= self.counts_from


class Change(msgspec.Struct, frozen=True):
    """A mention that waits and would now be sorted otherwise."""

    mention: Mention
    score: Score
    to: Place


def wishes_kept(person: Person) -> Wishes:
    return Wishes.objects.filter(person=person).first() or Wishes(person=person)


def positions_of(person: Person, model: str) -> dict[str, float]:
    """Say how far her corrections of what this model said move its heads; nothing while she has that switched off."""
    rows = Correction.objects.filter(person=person, model=model, undone_at=None, sorts_anew=False)
    rows = rows.exclude(person__wishes__calibrates=False).order_by("-at", "-pk")
    kept = rows.values_list("before", "after")[:COUNTED]
    return hers.positions(hers.Correction(tuple(before), after) for before, after in kept)


def shifts_of(person: Person) -> list[Shift]:
    model = shipped()
    found = []
    for head, position in positions_of(person, model.name).items():
        at = model.points(head, "en")
        now = hers.threshold(at, position)
        found.append(Shift(head=head, position=position, before=at[_BALANCED], now=now))
    return found


def weighed(mention: Mention, score: Score | None) -> list[Weighed]:
    """List what the model gave each head of abuse, the highest first; nothing where another model scored it."""
    model = shipped()
    if score is None or score.model != model.name:
        return []
    moved = positions_of(mention.person, model.name)
    found = [
        Weighed(
            head=head,
            value=score.heads[head],
            counts_from=hers.threshold(model.points(head, mention.language), moved.get(head, 0.0)),
        )
        for head in CATEGORY
        if score.heads.get(head) is not None
    ]
    return sorted(found, key=lambda it: -it.value)


def changes_in(desk: Desk) -> list[Change]:
    """List what of the newest that waits would be sorted otherwise now; what she corrected herself stays.

    So does what may put her in danger and would do so no longer: that she corrects one by one.
    """
    model = shipped()
    waiting = Mention.objects.filter(person=desk.owner, decision=Decision.WAITING)
    newest = list(waiting.defer("sealed").order_by("-written_at", "-id")[:LOOKED_AT])
    by_her = _corrected_by_her([mention.pk for mention in newest])
    rest = [mention for mention in newest if mention.pk not in by_her]
    scores, moved = scores_of(rest), positions_of(desk.owner, model.name)
    found = []
    for mention in rest:
        score = scores.get(mention.pk)
        if score is not None and score.model == model.name:
            to = _sorted_by(mention, score, moved)
            is_left = may_put_in_danger(mention.urgency) and not may_put_in_danger(to.urgency)
            if to != place_of(mention) and not is_left:
                found.append(Change(mention, score, to))
    return found


def _corrected_by_her(ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    rows = Corrected.objects.filter(
        mention__in=ids, correction__undone_at=None, correction__sorts_anew=False
    )
    return set(rows.values_list("mention_id", flat=True))


def _sorted_by(mention: Mention, row: Score, moved: dict[str, float]) -> Place:
    """Find a mention's place at her thresholds; what was no support stays none: its words are not read here."""
    scored = hers.relabelled(
        Scored(
            heads=row.heads,
            labels=tuple(row.labels),
            severity=row.severity,
            language=mention.language,
            why=(),
            model=row.model,
            point=row.point,
        ),
        moved,
        shipped().points,
    )
    calm = mention.category if mention.category in _NOT_ABUSE else Category.NOTHING
    return Place(
        category=scored.labels[0] if scored.labels else calm,
        severity=scored.severity,
        urgency=still_urgent(
            mention, urgency_at(scored.severity, scored.heads["threat"]), scored.labels
        ),
        decision=mention.decision,
    )


_NOT_ABUSE = (Category.SUPPORT, Category.UNKNOWN)


def corrections_of(desk: Desk) -> QuerySet[Correction]:
    """All she corrected and what followed from it, the newest first."""
    return Correction.objects.filter(person=desk.owner).order_by("-at", "-pk")


def correction_in(desk: Desk, pk: uuid.UUID) -> Correction | None:
    return corrections_of(desk).filter(pk=pk).first()


def corrected(mention: Mention) -> list[Corrected]:
    """What she made of one mention, oldest first; what was undone is gone from it."""
    rows = Corrected.objects.filter(mention=mention, correction__undone_at=None)
    return list(rows.select_related("correction").order_by("pk"))
