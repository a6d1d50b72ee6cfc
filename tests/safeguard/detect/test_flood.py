"""A pile-on told in numbers: whose it is, what it spread from, how it differs from her usual week."""

from datetime import UTC, datetime, timedelta

from safeguard.detect.flood import Flood, Hour, Mentioned, describe
from safeguard.detect.pile_on import find_pile_on

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
BEGAN = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=900)
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
    flood[30] = Mentioned(at=flood[30].at, author="friend 1", id="post 30", author_since=OLD)
    flood[31] = Mentioned(at=flood[31].at, author="x", id="post 31", author_since=BEGAN)
    flood[32] = Mentioned(at=flood[32].at, author="y", id="post 32", author_since=OLD)

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


def test_its_hours_stand_beside_the_usual_ones_the_silent_ones_too() -> None:
    flood = [*flood_of(60, about="post 0")[:45]]
    later = [
        Mentioned(at=BEGAN + timedelta(hours=2, minutes=n), author=f"late {n}", id=f"late {n}")
        for n in range(30)
    ]
    pile_on = find_pile_on([one.at for one in USUAL], [one.at for one in flood], BEGAN)
    assert pile_on is None
    pile_on = find_pile_on([one.at for one in USUAL], [one.at for one in flood + later], NOW)
    assert pile_on

    found = describe(pile_on, USUAL + flood + later, NOW)

    assert found.hours == (
        Hour(at=BEGAN, mentions=45, usual=0.5, most_quoted="post 0", quoted_by=45),
        Hour(at=BEGAN + timedelta(hours=1), mentions=0, usual=0.5, most_quoted=None, quoted_by=0),
        Hour(at=BEGAN + timedelta(hours=2), mentions=30, usual=0.5, most_quoted=None, quoted_by=0),
    )


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
        hours=(),
        usual_week=None,
    )
