"""The functional test: what its rows say, and that nothing of it is trained on."""

from collections import Counter
from pathlib import Path

from bench.detecting import cases

from training import corpus

AUTHORED = Path(corpus.__file__).with_name("authored")
LEAST = {"en": 450, "es": 430, "fr": 400, "ar": 430, "hi": 450}


def test_each_language_has_cases_enough() -> None:
    counted = Counter(case.group for case in cases.read_cases())

    assert [name for name, least in LEAST.items() if counted[name] < least] == []


def test_half_of_the_cases_in_each_variety_are_no_abuse() -> None:
    rows = cases.read_cases()

    for variety in cases.VARIETIES:
        here = [case.is_abuse for case in rows if case.variety == variety]
        assert 0.45 <= sum(here) / len(here) <= 0.55


def test_the_kind_is_the_first_part_of_the_case() -> None:
    rows = cases.read_cases()

    assert [row for row in rows if row.case.partition(".")[0] != row.kind] == []
    assert {row.kind for row in rows} == {*cases.ABUSE, *cases.HARMLESS}


def test_no_case_is_told_twice() -> None:
    rows = cases.read_cases()
    ordinary = cases.filler()

    assert len(cases.hashes()) == len(rows) + len(ordinary)


def test_no_row_to_train_on_is_a_case() -> None:
    trained = {corpus.text_hash(row.text) for _, row in corpus.authored_rows(AUTHORED)}

    assert trained & cases.hashes() == set()
