"""Labels, severity, and what may be shown as support."""

import msgspec
import pytest

from safeguard.classify.labels import is_sure_support, labels, severity, urgency_of
from safeguard.classify.records import HEADS, Reason, Score
from safeguard.classify.rules import RULES, Hit

BY_NAME = {rule.name: rule for rule in RULES}


def hit(name: str, weight: float | None = None) -> Hit:
    rule = BY_NAME[name]
    return Hit(rule, 0, 1, rule.weight if weight is None else weight)


def score(labels: tuple[str, ...] = (), code: str = "", **heads: float | None) -> Score:
    why = (Reason(code, "threat", 0, 1),) if code else ()
    known: dict[str, float | None] = {**dict.fromkeys(HEADS, 0.05), **heads}
    return Score(
        heads=known, labels=labels, severity=0, language="en", why=why, model="m", point="balanced"
    )


def test_a_head_that_fired_gives_its_category() -> None:
    assert labels(["insult", "threat", "profanity", "support"], []) == ("T1", "A1")


def test_a_rule_names_the_category_more_closely() -> None:
    assert labels(["threat"], [hit("stalking.where.en")]) == ("A4",)


def test_a_rule_whose_head_did_not_fire_gives_nothing() -> None:
    assert labels(["insult"], [hit("threat.violence.en")]) == ("A1",)


def test_a_reported_line_gives_no_category() -> None:
    assert labels(["threat"], [hit("selfharm.urge.en", 0.0)]) == ("T1",)


def test_support_has_no_category() -> None:
    assert labels(["support"], [hit("support.en")]) == ()


def test_the_gravest_label_comes_first() -> None:
    found = labels(["insult", "sexism", "doxxing"], [])

    assert (found, severity(found), severity(())) == (("P1", "H1", "A1"), 4, 0)


@pytest.mark.parametrize(
    ("severity", "threat", "soon"),
    [(4, 0.0, 1), (4, None, 1), (4, 0.5, 51), (4, 1.0, 100), (3, 1.0, 0), (0, 0.9, 0)],
)
def test_only_danger_is_urgent_and_the_likelier_a_threat_the_more(
    severity: int, threat: float | None, soon: int
) -> None:
    said = msgspec.structs.replace(score(threat=threat), severity=severity)

    assert urgency_of(said) == soon


def test_support_is_sure_where_nothing_speaks_against_it() -> None:
    assert is_sure_support(score(support=0.9)) is True


@pytest.mark.parametrize(
    "doubtful",
    [
        score(support=0.5),
        score(support=None),
        score(support=0.9, threat=0.5),
        score(support=0.9, sexual=0.5),
        score(support=0.9, doxxing=0.5),
        score(support=0.9, doxxing=None),
        score(support=0.9, labels=("A1",)),
        score(support=0.9, code="fixation.en"),
    ],
)
def test_unsure_support_is_no_support(doubtful: Score) -> None:
    assert is_sure_support(doubtful) is False
