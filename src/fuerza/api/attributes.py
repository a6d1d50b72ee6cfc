"""Which of our heads each attribute asks for. The names are Perspective's, the numbers are ours and not comparable.

An attribute is as high as the highest of its heads; where all of them "can't tell", so does it.
"""

from collections.abc import Iterable

from safeguard.classify.records import ABUSE, HEADS, Score

SEVERE = "SEVERE_TOXICITY"
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    **{head.upper(): (head,) for head in HEADS},
    "TOXICITY": ABUSE,
    SEVERE: ("threat", "doxxing", "sexual"),
    "IDENTITY_ATTACK": ("sexism", "hate"),
    "SEXUALLY_EXPLICIT": ("sexual",),
}
_GRAVE_SEXUAL = {"S1", "S2", "S3"}
"""Intimate pictures, fakes of them, blackmail with them: of the sexual head these alone are grave."""


def heads_of(attribute: str, score: Score) -> tuple[str, ...]:
    """Name the heads that count for an attribute; a remark about her body is no grave matter, blackmail is."""
    heads = ATTRIBUTES[attribute]
    if attribute == SEVERE and _GRAVE_SEXUAL.isdisjoint(score.labels):
        return tuple(head for head in heads if head != "sexual")
    return heads


def highest(score: Score, heads: Iterable[str]) -> float | None:
    """Give the highest probability of some heads, or None where none of them could be told."""
    known = [value for head in heads if (value := score.heads[head]) is not None]
    return max(known, default=None)
