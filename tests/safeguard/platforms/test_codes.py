"""No reason is listed that nothing gives, and none is given that no test has seen."""

from safeguard.platforms.codes import Code
from tests.safeguard.platforms.corpus import CASES
from tests.safeguard.platforms.test_archive import REFUSED


def test_every_code_has_a_case() -> None:
    seen = {problem.code for case in CASES for problem in case.problems}

    assert seen | {code for _, code in REFUSED} == set(Code)
