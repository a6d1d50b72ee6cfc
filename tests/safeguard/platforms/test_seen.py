"""That an id is known when it comes again, with the text it first came with, one by one or many at a time."""

from hypothesis import given
from hypothesis import strategies as st

from safeguard.platforms.seen import Seen

# Keys that meet in one place of the table, and those that don't; 0 is what an empty place holds.
KEYS = st.one_of(st.integers(0, 40).map(lambda it: it << 32), st.integers(-(2**63), -(2**62)))
ROWS = st.lists(st.tuples(KEYS, st.integers(-(2**63), 2**63 - 1)), max_size=60)


@given(rows=ROWS)
def test_one_by_one_each_id_has_the_text_it_first_came_with(rows: list[tuple[int, int]]) -> None:
    seen = Seen()
    plain: dict[int, int] = {}
    expected = []
    for key, text in rows:
        expected.append(plain.get(key))
        plain.setdefault(key, text)

    found = [seen.earlier(key, text) for key, text in rows]

    assert found == expected


@given(blocks=st.lists(ROWS, max_size=6))
def test_many_at_a_time_are_judged_as_one_by_one(blocks: list[list[tuple[int, int]]]) -> None:
    one_by_one, seen = Seen(), Seen()

    for rows in blocks:
        expected = {
            at: earlier
            for at, row in enumerate(rows)
            if (earlier := one_by_one.earlier(*row)) is not None
        }
        assert seen.earlier_of([key for key, _ in rows], [text for _, text in rows]) == expected


def test_ids_are_known_still_when_the_table_has_grown() -> None:
    seen = Seen()
    keys = [number * 0x9E3779B97F4A7C15 % 2**63 for number in range(1, 20_001)]

    for at in range(0, 10_000, 500):
        assert seen.earlier_of(keys[at : at + 500], keys[at : at + 500]) == {}
    assert [seen.earlier(key, 5) for key in keys[10_000:]] == [None] * 10_000

    assert seen.earlier_of(keys, keys) == dict(enumerate([*keys[:10_000], *[5] * 10_000]))
