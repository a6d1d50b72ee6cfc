"""From heads and rules to taxonomy labels and severity, and to "surely support"."""

from collections.abc import Iterable, Mapping

from safeguard.classify.records import Score
from safeguard.classify.rules import Hit
from safeguard.taxonomy import CATEGORIES, urgency

CATEGORY = {
    "sexism": "H1",
    "threat": "T1",
    "sexual": "S4",
    "insult": "A1",
    "hate": "H2",
    "doxxing": "P1",
    "silencing": "A1",
}
"""What a head means when no rule says it more closely; profanity and support are no abuse."""

_SUPPORT_AT_LEAST = 0.75
_DANGER_AT_MOST = 0.15
_THREAT_AT_MOST = 0.06
_FIXATION = "fixation."
_DANGER = 4


def labels(fired: Iterable[str], hits: Iterable[Hit]) -> tuple[str, ...]:
    """List the categories of the heads that fired, most urgent first, each once."""
    fired = list(fired)
    if not fired:
        return ()  # most posts
    said = {head: [hit for hit in hits if hit.rule.head == head and hit.weight] for head in fired}
    found = {
        category
        for head, closer in said.items()
        for category in ([hit.rule.category for hit in closer] or [CATEGORY.get(head, "")])
        if category
    }
    return ordered(found)


def ordered(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=urgency))


def severity(found: Iterable[str]) -> int:
    return max((CATEGORIES[label].severity for label in found), default=0)


def urgency_of(score: Score) -> int:
    """Say how soon somebody should look, from 0 to 100: above 0 only where a body or a home may be in danger.

    Of those the likeliest threats come first. Their categories follow one another too (`taxonomy.urgency`), but that
    alone puts a hundred doubtful threats before the first sure call to attack.
    """
    return urgency_at(score.severity, score.heads["threat"])


def urgency_at(severity: int, threat: float | None) -> int:
    """Say the same of what a person called so, and of what the model made of its threat."""
    return 0 if severity < _DANGER else 1 + round(99 * (threat or 0.0))


def is_sure_support(score: Score) -> bool:
    """Say whether a message may be shown as supportive: only where nothing speaks against it.

    "I'll always protect you, I saw you leave work" sounds kind and is not. So support must be high, every
    kind of abuse known and low, threats lowest, no label given, and no pattern of fixation seen. Unsure means no.
    Whether its author is in one of her cases is for the caller to ask (misuse rule 2).
    """
    is_fixed = any(reason.code.startswith(_FIXATION) for reason in score.why)
    return (
        _at_least(score.heads, "support", _SUPPORT_AT_LEAST)
        and all(_at_most(score.heads, head, _DANGER_AT_MOST) for head in CATEGORY)
        and _at_most(score.heads, "threat", _THREAT_AT_MOST)
        and not score.labels
        and not is_fixed
    )


def _at_least(heads: Mapping[str, float | None], head: str, least: float) -> bool:
    value = heads[head]
    return value is not None and value >= least


def _at_most(heads: Mapping[str, float | None], head: str, most: float) -> bool:
    value = heads[head]
    return value is not None and value <= most
