"""Disguised copies: some rows, some words, the same meaning, the same every time."""

from training import corpus
from training.disguises import EVERY, WAYS, disguised


def rows() -> list[corpus.Row]:
    heads = {"threat": 1}
    own = [
        corpus.Row(f"i will find you {number}", "", "en", "authored", "threat", heads, 4.0, "en")
        for number in range(30)
    ]
    return [own[0]._replace(source="edos"), *own]


def test_each_third_of_our_own_rows_gets_a_copy_that_means_the_same() -> None:
    copies, origins = disguised(rows(), 1)

    assert origins == list(range(1, 31, EVERY))
    assert {(row.kind, row.heads["threat"], row.weight, row.variety) for row in copies} == {
        ("threat", 1, 2.0, "en")
    }
    assert (
        sum(copy.text == rows()[origin].text for copy, origin in zip(copies, origins, strict=True))
        < 3
    )


def test_the_same_seed_makes_the_same_copies() -> None:
    assert disguised(rows(), 7) == disguised(rows(), 7)
    assert disguised(rows(), 7) != disguised(rows(), 8)


def test_the_ways_are_these() -> None:
    assert [way("insulto") for way in WAYS] == [
        "*ns*lt*",
        "ins*lto",
        "1n5ul70",
        "i n s u l t o",
        "i.n.s.u.l.t.o",
    ]
