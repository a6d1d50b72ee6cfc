"""How sure a sign makes us, and that each kind of file is told from every other."""

import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import Sniffed
from safeguard.platforms.codes import Sign
from safeguard.platforms.sniffing import by_keys, is_json, sniffed
from tests.safeguard.platforms.test_hostile import GOOD_FILES


def test_a_reason_is_given_only_for_what_is_believed() -> None:
    why = Sign.X_FOLDERS

    assert sniffed("x", 0.6, why) == Sniffed(importer="x", confidence=0.6, reasons=(why,))
    assert sniffed("x", 0, why) == Sniffed(importer="x", confidence=0)


def test_json_is_told_by_how_many_keys_of_one_kind_it_has() -> None:
    kinds = ([b"a", b"b", b"c"], [b"x", b"y"])

    found = [by_keys(head, *kinds) for head in (b"{abc", b"\xef\xbb\xbf [ab", b"{ax", b"abc", b"")]

    assert found == [0.95, 0.6, 0, 0, 0]
    assert by_keys(b"{ax", *kinds, few=1) == 0.6
    assert (is_json(b" \n{"), is_json(b"a{")) == (True, False)


@pytest.mark.parametrize("name", GOOD_FILES)
def test_each_kind_is_told_from_all_others(name: str) -> None:
    found = [registry.importer(other).sniff(GOOD_FILES[name]) for other in registry.IMPORTERS]

    assert registry.sniff(GOOD_FILES[name]).importer == name
    assert [it.importer for it in found if it.confidence >= 0.6] == [name]
