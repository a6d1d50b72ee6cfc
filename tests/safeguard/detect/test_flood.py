"""A pile-on told in numbers: whose it is, what it spread from, how it differs from her usual week."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from safeguard.detect.flood import Flood, Mentioned, Step, course_of, describe
from safeguard.detect.pile_on import find_pile_on

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BEGAN = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
USUAL = [
    Mentioned(at=BEGAN - timedelta(hours=6 * n), author=f"friend {n % 7}", id=f"usual {n}")
    for n in range(29 * 4, 0, -1)
]


def flood_of(count: int, **named: object) -> list[Mentioned]:
    return [
        Mentioned(at=BEGAN + timedelta(minutes=n), author=f"stranger {n}", id=f"post {n}", **named)  # type: ignore[arg-type]  # one of its fields
        for n in range(count)
    ]


def told(flood: list[Mentioned], before: list[Mentioned] = USUAL) -> Flood:
    pile_on = find_pile_on([one.at for one in before], [one.at for one in flood], NOW)
    assert pile_on
    return describe(pile_on, before + flood, NOW)


def test_its_strangers_and_its_new_accounts_are_counted() -> None:
    flood = flood_of(60)
    flood[30] = Mentioned(at=flood[30].at, author="friend 1", id="post 30", is_new=False)
    flood[31] = Mentioned(at=flood[31].at, author="x", id="post 31", is_new=True)
    flood[32] = Mentioned(at=flood[32].at, author="y", id="post 32", is_new=False)

    found = told(flood)

    assert (found.mentions, found.authors, found.first_time_share) == (60, 60, 0.983)
    assert (found.new_account_share, found.ages_known) == (0.333, 3)
    assert found.usual_week == 28.0


def test_what_nobody_knows_is_not_said() -> None:
    found = told(flood_of(60), before=[])

    assert (found.new_account_share, found.ages_known, found.usual_week) == (None, 0, None)
    assert (found.earliest_widely_quoted, found.quoted) == (None, ())


def test_the_earliest_widely_quoted_post_is_one_that_is_held_and_quoted_by_many() -> None:
    def about(number: int) -> str | None:
        if number in range(10, 17):
            return "post 3"
        return {20: "post 1", 21: "post 1"}.get(number) or (
            "not held" if number < 5 or number > 40 else None
        )

    flood = [
        Mentioned(at=one.at, author=one.author, id=one.id, about=about(number))
        for number, one in enumerate(flood_of(60))
    ]

    found = told(flood)

    assert found.earliest_widely_quoted == "post 3"
    assert found.quoted == (("not held", 24), ("post 3", 7))


def test_one_who_quotes_again_and_again_is_one() -> None:
    flood = flood_of(60)
    flood += [
        Mentioned(at=NOW, author="stranger 1", id=f"again {n}", about="post 2") for n in range(9)
    ]

    assert told(flood).quoted == ()


def test_its_course_stands_beside_the_usual_the_silent_steps_too() -> None:
    flood = [*flood_of(50)[:45], Mentioned(at=BEGAN + timedelta(minutes=44), author="x", id="x")]
    later = [
        Mentioned(
            at=BEGAN + timedelta(hours=5, minutes=n), author=f"late {n % 10}", id=n, is_hurtful=True
        )
        for n in range(40)
    ]
    now = NOW + timedelta(hours=2)
    pile_on = find_pile_on([one.at for one in USUAL], [one.at for one in flood + later], now)
    assert pile_on

    found = describe(msgspec.structs.replace(pile_on, ended_at=None), USUAL + flood + later, now)

    assert [(each.mentions, each.hurtful, each.voices) for each in found.course] == [
        (15, 0, 15),
        (15, 0, 15),
        (16, 0, 16),
        *[(0, 0, 0)] * 17,
        (15, 15, 10),
        (15, 15, 0),
        (10, 10, 0),
    ]
    assert found.course[1] == Step(
        at=BEGAN + timedelta(minutes=15), mentions=15, hurtful=0, voices=15, usual=0.12
    )


@pytest.mark.parametrize(
    ("minutes", "steps", "width", "usual"),
    [
        (0, 1, None, 0.25),
        (200, 41, 5, 0.25),
        (600, 41, 15, 0.75),
        (2_800, 47, 60, 3.0),
        (6 * 2_800, 48, 360, 45.0),
        (100 * 1_440, 101, 1_440, 117.0),
    ],
)
def test_a_course_is_told_in_steps_that_fit_its_length(
    minutes: int, steps: int, width: int | None, usual: float
) -> None:
    """Three mentions an hour are usual, and twelve from nine to two."""
    rates = [3.0] * 24
    rates[9:14] = [12.0] * 5
    ends = [
        Mentioned(at=BEGAN + timedelta(minutes=n), author=n, id=n)
        for n in dict.fromkeys((0, minutes))
    ]

    course = course_of(ends, rates)

    assert len(course) == steps
    assert width is None or course[1].at - course[0].at == timedelta(minutes=width)
    assert course[0].usual == usual
    assert sum(each.mentions for each in course) == len(ends)


def test_without_her_usual_nothing_is_usual_and_nothing_has_no_course() -> None:
    [only] = course_of(flood_of(1))

    assert (only.usual, course_of([])) == (0.0, ())


def test_a_pile_on_of_which_nothing_is_held_any_more_is_told_as_empty() -> None:
    flood = flood_of(60)
    pile_on = find_pile_on([], [one.at for one in flood], NOW)
    assert pile_on

    assert describe(pile_on, [], NOW) == Flood(
        mentions=0,
        authors=0,
        first_time_share=0.0,
        new_account_share=None,
        ages_known=0,
        earliest_widely_quoted=None,
        quoted=(),
        course=(),
        usual_week=None,
    )
