"""Her own operating point: how far what she corrected moves where each head begins to count. Start at `positions`.

Nothing is learnt and nothing leaves her desk: her corrections are counted, and the count chooses a place between two
thresholds that the model was tested at.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

import msgspec

from safeguard.classify import labels
from safeguard.classify.labels import CATEGORY
from safeguard.classify.records import HEADS, POINTS, Score
from safeguard.classify.rules import RULES
from safeguard.taxonomy import CATEGORIES

HERS = "hers"
"""The operating point of a score that her corrections changed."""
LEAST = 3
ENOUGH = 12
NEVER_LESS = ("threat", "doxxing")
_BALANCED = POINTS.index("balanced")
_GRAVE = 4
_HEADS: dict[str, frozenset[str]] = {
    category: frozenset({rule.head for rule in RULES if rule.category == category})
    | {head for head, meant in CATEGORY.items() if meant == category}
    for category in CATEGORIES
}

Thresholds = Callable[[str, str], tuple[float, float, float]]
"""(head, language) -> from which probability on it counts at each of POINTS."""


class Correction(msgspec.Struct, frozen=True):
    """One act of hers: the labels that she took away, and what she put in their place (no label: no abuse)."""

    before: tuple[str, ...]
    after: str


def heads_of(label: str) -> frozenset[str]:
    """Name the heads that can give a label; none for a label that no head gives."""
    return _HEADS.get(label, frozenset())


def _missed(label: str) -> frozenset[str]:
    """Name the one head that should have given a label: of several the first, which gives nothing else."""
    return frozenset([head for head in HEADS if head in heads_of(label)][:1])


def positions(corrections: Iterable[Correction]) -> dict[str, float]:
    """Say for each head how far its threshold moves, from -1 (finds more) to 1 (fewer false alarms).

    Definition. For a head, `false` counts her corrections that took a label of this head away, `missed` those that
    gave one where the head had given none. n = false - missed, and the position is n / 12, cut at -1 and 1, and 0
    while |n| < 3: neither one bad day nor one click moves anything. At 0 the threshold is that of the operating point
    "balanced", at 1 that of "fewer", at -1 that of "more", and between them on the line from one to the other: it
    never leaves what the model was tested at. For threats and for what gives her away (NEVER_LESS) it never goes
    above 0. Source: our own; bounds instead of a fit, since a few dozen corrections can't carry one.
    """
    counted: Counter[str] = Counter()
    for each in corrections:
        before = {head for label in each.before for head in heads_of(label)}
        # another label of the same head: that head did not err
        counted.update(before - heads_of(each.after))
        if not before & heads_of(each.after):
            counted.subtract(_missed(each.after))
    return {
        head: moved
        for head, n in sorted(counted.items())
        if abs(n) >= LEAST and (moved := _bounded(head, n))
    }


def _bounded(head: str, n: int) -> float:
    most = 0.0 if head in NEVER_LESS else 1.0
    return max(-1.0, min(most, n / ENOUGH))


def threshold(at: tuple[float, float, float], position: float) -> float:
    """Give the threshold at a position between those of the three operating points."""
    end = at[-1] if position > 0 else at[0]
    return at[_BALANCED] + abs(position) * (end - at[_BALANCED])


def relabelled(score: Score, moved: Mapping[str, float], thresholds: Thresholds) -> Score:
    """Give the score at her operating point: labels of heads that no longer count go, those that now do come.

    A label of the gravest kind never goes, whatever she corrected before. What was scored at a point that somebody
    chose (not "balanced") stays as it is. Done twice, it changes nothing more.
    """
    if score.point not in (POINTS[_BALANCED], HERS) or (score.point != HERS and not moved):
        return score
    counting = {
        head
        for head, value in score.heads.items()
        if value is not None
        and value >= threshold(thresholds(head, score.language), moved.get(head, 0.0))
    }
    found = {
        label
        for label in score.labels
        if CATEGORIES[label].severity >= _GRAVE or not heads_of(label) or heads_of(label) & counting
    }
    said = {head for label in found for head in heads_of(label)}
    found |= {CATEGORY[head] for head in counting - said if head in CATEGORY}
    if found == set(score.labels):
        return score
    ordered = labels.ordered(found)
    return msgspec.structs.replace(
        score, labels=ordered, severity=labels.severity(ordered), point=HERS
    )
