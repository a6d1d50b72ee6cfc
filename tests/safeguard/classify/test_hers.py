"""Her operating point: counted, bounded, and never the end of a threat."""

import msgspec
import pytest

from safeguard.classify.hers import HERS, Correction, positions, relabelled, threshold
from safeguard.classify.records import HEADS, Score

AT = (0.2, 0.4, 0.8)


def at(_head: str, _language: str) -> tuple[float, float, float]:
    return AT


def score(*labels: str, point: str = "balanced", **heads: float | None) -> Score:
    known: dict[str, float | None] = {**dict.fromkeys(HEADS, 0.01), **heads}
    return Score(
        heads=known, labels=labels, severity=0, language="en", why=(), model="m", point=point
    )


def times(number: int, before: tuple[str, ...], after: str = "") -> list[Correction]:
    return [Correction(before, after)] * number


@pytest.mark.parametrize(
    ("corrections", "moved"),
    [
        ([], {}),
        (times(2, ("H1",)), {}),
        (times(3, ("H1",)), {"sexism": 0.25}),
        (times(40, ("H1",)), {"sexism": 1.0}),
        (times(6, (), "H1"), {"sexism": -0.5}),
        (times(40, (), "H1"), {"sexism": -1.0}),
        ([*times(5, ("H1",)), *times(3, (), "H1")], {}),
        (times(3, ("H1",), "S4"), {"sexism": 0.25, "sexual": -0.25}),
        (times(9, ("T1",), "T2"), {}),
        (times(6, ("A1",)), {"insult": 0.5, "silencing": 0.5}),
        (times(6, (), "A1"), {"insult": -0.5}),
        (times(6, (), "R1"), {}),
    ],
    ids=str,
)
def test_corrections_move_a_head_from_the_third_on_and_no_further_than_its_points(
    corrections: list[Correction], moved: dict[str, float]
) -> None:
    assert positions(corrections) == moved


@pytest.mark.parametrize(("label", "head"), [("T1", "threat"), ("P1", "doxxing")])
def test_no_number_of_corrections_finds_fewer_threats_or_addresses(label: str, head: str) -> None:
    assert (positions(times(500, (label,))), positions(times(12, (), label))) == ({}, {head: -1.0})


@pytest.mark.parametrize(
    ("position", "begins"), [(0.0, 0.4), (1.0, 0.8), (-1.0, 0.2), (0.5, 0.6), (-0.5, 0.3)]
)
def test_a_position_lies_between_the_points_that_were_tested(
    position: float, begins: float
) -> None:
    assert threshold(AT, position) == pytest.approx(begins)


def test_a_head_that_counts_no_longer_takes_its_labels_along() -> None:
    said = score("H1", "A1", sexism=0.5, insult=0.9)

    found = relabelled(said, {"sexism": 1.0}, at)

    assert (found.labels, found.severity, found.point) == (("A1",), 1, HERS)


def test_a_head_that_now_counts_brings_its_label() -> None:
    found = relabelled(score("A1", insult=0.9, sexual=0.3), {"sexual": -1.0}, at)

    assert (found.labels, found.severity, found.point) == (("S4", "A1"), 3, HERS)


def test_a_label_that_two_heads_give_stays_while_one_of_them_counts() -> None:
    said = score("A1", insult=0.5, silencing=0.9)

    assert relabelled(said, {"insult": 1.0}, at) is said


def test_the_gravest_labels_stay_whatever_she_corrected() -> None:
    said = score("S1", sexual=0.5)

    assert relabelled(said, {"sexual": 1.0}, at) is said


def test_a_label_that_no_head_gives_stays() -> None:
    said = score("R1", insult=0.5, point=HERS)

    found = relabelled(said, {"insult": 1.0}, at)

    assert found is said


def test_what_was_moved_comes_back_when_nothing_moves_any_more() -> None:
    moved = relabelled(score("H1", sexism=0.5), {"sexism": 1.0}, at)

    back = relabelled(moved, {}, at)

    assert (moved.labels, back.labels) == ((), ("H1",))
    assert relabelled(moved, {"sexism": 1.0}, at) is moved


def test_what_is_not_known_or_at_another_point_is_left_alone() -> None:
    unread = msgspec.structs.replace(score(), heads=dict.fromkeys(HEADS), point=HERS)
    chosen = score("H1", sexism=0.5, point="more")

    assert relabelled(unread, {"sexism": 1.0}, at) is unread
    assert relabelled(chosen, {"sexism": 1.0}, at) is chosen
    assert relabelled(score(), {}, at) == score()


def test_support_and_swearing_never_become_a_label() -> None:
    said = score(support=0.9, profanity=0.9, point=HERS)

    assert relabelled(said, {}, at) is said
