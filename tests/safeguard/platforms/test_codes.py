"""No reason is listed that nothing gives, and none is given that no test has seen."""

from safeguard.platforms.codes import Code
from tests.safeguard.platforms import corpus, corpus_archives, corpus_exports
from tests.safeguard.platforms.test_archive import REFUSED


def test_every_code_has_a_case() -> None:
    cases = [*corpus.CASES, *corpus_exports.CASES]
    seen = {problem.code for case in cases for problem in case.problems}
    passed_over = {code for *_, codes in corpus_exports.PASSED_OVER for code in codes}

    archives = {code for case in corpus_archives.CASES for code in case.codes}
    said = {Code.NOT_IN_CHAT, Code.MENTIONS_NOT_IN_IT, Code.NOT_SILENCED}

    assert seen | passed_over | archives | {code for _, code in REFUSED} | said == set(Code)
