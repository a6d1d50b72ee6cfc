"""No mutated package is accepted and no clean one refused; the whole number is run by `just fuzz-vault`."""

from collections import Counter
from itertools import product

from safeguard.evidence import Finding
from tests.safeguard.evidence.fuzzing import EDITS, FITS, OTHERS, STAMPED, Result, fuzz

COUNT, SEED = 1500, 20261130
KINDS = {
    *(each.__name__ for each in (*OTHERS, *STAMPED)),
    *(f"{edit.__name__} {fit.__name__}" for edit, fit in product(EDITS, FITS)),
}


def test_no_mutated_package_is_accepted_and_no_clean_one_refused() -> None:
    result = fuzz(COUNT, seed=SEED)

    assert (result.wrongly_accepted, result.wrongly_refused) == ([], [])
    assert set(result.kinds) == KINDS
    assert result.kinds.total() == COUNT
    assert COUNT // 20 < result.clean < COUNT // 5


def test_the_judge_sees_a_verifier_that_accepts_everything() -> None:
    result = fuzz(200, seed=SEED, verifier=lambda _path, _kept: [])

    assert len(result.wrongly_accepted) == 200 - result.clean
    assert result.wrongly_refused == []


def test_the_judge_sees_a_verifier_that_refuses_everything() -> None:
    result = fuzz(200, seed=SEED, verifier=lambda _path, _kept: [Finding("changed", "x")])

    assert len(result.wrongly_refused) == result.clean > 0
    assert result.wrongly_accepted == []


def test_one_seed_makes_the_same_mutations() -> None:
    kinds = [fuzz(100, seed=1).kinds for _ in range(2)]

    assert kinds[0] == kinds[1] != Result(Counter()).kinds
