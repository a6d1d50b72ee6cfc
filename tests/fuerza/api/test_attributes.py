"""Attributes: which heads each asks for, and that not knowing is never a number."""

import pytest

from fuerza.api.attributes import ATTRIBUTES, heads_of, highest
from safeguard.classify.records import ABUSE, HEADS, Score


def scored(*labels: str, **heads: float | None) -> Score:
    low: dict[str, float | None] = dict.fromkeys(HEADS, 0.1)
    return Score(
        heads=low | heads,
        labels=labels,
        severity=0,
        language="en",
        why=(),
        model="m",
        point="balanced",
    )


@pytest.mark.parametrize(
    ("attribute", "heads"),
    [
        ("TOXICITY", set(HEADS) - {"profanity", "support"}),
        ("SEVERE_TOXICITY", {"threat", "doxxing"}),
        ("IDENTITY_ATTACK", {"sexism", "hate"}),
        ("SEXUALLY_EXPLICIT", {"sexual"}),
        *[(head.upper(), {head}) for head in HEADS],
    ],
)
def test_an_attribute_is_as_high_as_the_highest_of_its_heads(
    attribute: str, heads: set[str]
) -> None:
    raised = {
        head
        for head in HEADS
        if highest(score := scored(**{head: 0.8}), heads_of(attribute, score)) == 0.8
    }

    assert raised == heads


@pytest.mark.parametrize(
    ("label", "severe"), [("S1", 0.9), ("S2", 0.9), ("S3", 0.9), ("S4", 0.1), ("A1", 0.1)]
)
def test_of_sexual_harassment_only_the_gravest_is_severe(label: str, severe: float) -> None:
    score = scored(label, sexual=0.9)

    assert highest(score, heads_of("SEVERE_TOXICITY", score)) == severe


def test_what_cannot_be_told_is_none_and_what_is_known_counts() -> None:
    nothing = scored(**dict.fromkeys(HEADS))
    one = scored(**dict.fromkeys(HEADS) | {"threat": 0.95})

    assert {highest(nothing, heads_of(name, nothing)) for name in ATTRIBUTES} == {None}
    assert (highest(one, ABUSE), highest(one, ("insult",))) == (0.95, None)
