"""No count under k is shown, and an attacker with any two published tables works none out."""

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguard.publish.suppression import DoesNotAddUp, Sum, publishable

K = 5
YEAR = Sum("year", ("athletes", "journalists", "leaders"))


def year(*parts: int) -> dict[str, int]:
    return dict(zip(YEAR.parts, parts, strict=True)) | {"year": sum(parts)}


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ((10, 20, 30), {"athletes": 10, "journalists": 20, "leaders": 30, "year": 60}),
        ((0, 20, 30), {"athletes": 0, "journalists": 20, "leaders": 30, "year": 50}),
        ((3, 20, 30), {"leaders": 30, "year": 53}),  # 20 goes too, or 3 would be had by taking away
        ((3, 4, 30), {"leaders": 30, "year": 37}),  # 7 in two groups is enough to show the rest
        ((1, 2, 30), {"year": 33}),  # 3 in two groups would be had by taking away
        ((1, 1, 1), {}),
        ((3, 0, 0), {"journalists": 0, "leaders": 0}),
    ],
)
def test_what_may_be_shown_of_one_year(parts: tuple[int, ...], shown: dict[str, int]) -> None:
    assert publishable(year(*parts), [YEAR], least=K) == shown


def test_a_count_that_only_two_tables_together_would_tell_is_hidden_too() -> None:
    counts = year(3, 20, 30) | {"writers": 40, "words": 60}
    words = Sum("words", ("journalists", "writers"))  # alone it would tell 20, and with the year 3

    shown = publishable(counts, [YEAR, words], least=K)

    assert shown == {"writers": 40, "year": 53, "words": 60}


def test_a_total_that_is_not_its_parts_is_refused() -> None:
    with pytest.raises(DoesNotAddUp):
        publishable(year(1, 2, 3) | {"year": 7}, [YEAR])


@st.composite
def programmes(draw: Any) -> tuple[dict[str, int], list[Sum]]:
    """People by edition and field: totals for each edition, fields for each year, and the years together."""
    editions, fields = draw(st.integers(1, 3)), draw(st.integers(2, 4))
    people = {
        (edition, field): draw(st.integers(0, 9))
        for edition, field in product(range(editions), range(fields))
    }
    counts = {
        f"e{one}": sum(people[one, field] for field in range(fields)) for one in range(editions)
    }
    counts |= {
        f"f{one}": sum(people[edition, one] for edition in range(editions)) for one in range(fields)
    }
    counts["all"] = sum(people.values())
    split = draw(st.integers(1, fields - 1))
    for name, part in (("first", range(split)), ("rest", range(split, fields))):
        counts[name] = sum(counts[f"f{one}"] for one in part)
    tables = [
        Sum("all", tuple(f"e{one}" for one in range(editions))),
        Sum("all", tuple(f"f{one}" for one in range(fields))),
        Sum("all", ("first", "rest")),
        Sum("first", tuple(f"f{one}" for one in range(split))),
        Sum("rest", tuple(f"f{one}" for one in range(split, fields))),
    ]
    return counts, tables


@st.composite
def overlapping(draw: Any) -> tuple[dict[str, int], list[Sum]]:
    """Tables that share counts in any way: whoever makes a new indicator thinks of no other."""
    names = [f"n{number}" for number in range(draw(st.integers(3, 6)))]
    counts = {name: draw(st.integers(0, 12)) for name in names}
    tables = []
    for number in range(draw(st.integers(1, 4))):
        parts = draw(st.lists(st.sampled_from(names), min_size=2, unique=True))
        counts[f"t{number}"] = sum(counts[part] for part in parts)
        tables.append(Sum(f"t{number}", tuple(parts)))
    return counts, tables


def worked_out(shown: dict[str, int], tables: list[Sum]) -> list[int]:
    """Attack as a reader can: from any one or two tables take what is shown, and read off sums of what is hidden."""
    known = []
    for chosen in [*combinations(tables, 1), *combinations(tables, 2)]:
        for signs in product((1, -1), repeat=len(chosen)):
            left: dict[str, int] = {}
            value = 0
            for sign, table in zip(signs, chosen, strict=True):
                for name, times in [(table.total, -sign), *((part, sign) for part in table.parts)]:
                    if name in shown:
                        value -= times * shown[name]
                    else:
                        left[name] = left.get(name, 0) + times
            times_of = {times for times in left.values() if times}
            if times_of and (min(times_of) > 0):
                known.append(value)
    return known


@settings(max_examples=200, deadline=None)
@given(programmes() | overlapping())
def test_nobody_works_out_a_count_under_k_from_any_two_tables(
    programme: tuple[dict[str, int], list[Sum]],
) -> None:
    counts, tables = programme

    shown = publishable(counts, tables, least=K)

    assert [count for count in shown.values() if 0 < count < K] == []
    assert [value for value in worked_out(shown, tables) if value < K] == []
    assert shown == {name: counts[name] for name in shown}
