"""What somebody should look at first: danger to a body, then to where she lives, then the rest."""

from safeguard.taxonomy import CATEGORIES, urgency


def test_threats_calls_to_attack_and_stalking_come_before_everything_else() -> None:
    first = sorted(CATEGORIES, key=urgency)

    assert first[:8] == ["T1", "T2", "T3", "T4", "A4", "P1", "P3", "S1"]


def test_a_milder_category_never_comes_before_a_graver_one() -> None:
    severities = [CATEGORIES[each].severity for each in sorted(CATEGORIES, key=urgency)]

    assert severities == sorted(severities, reverse=True)
