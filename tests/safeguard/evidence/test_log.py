"""The log's roots are those of RFC 6962, its proofs prove, and nothing else does."""

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard.evidence.log import (
    EMPTY,
    Tree,
    leaf_hash,
    proves_consistency,
    proves_inclusion,
)

# The entries and roots that Certificate Transparency's implementations test themselves with.
ENTRIES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
sizes = st.integers(1, 70)


def tree_of(size: int) -> Tree:
    return Tree(leaf_hash(b"%d" % number) for number in range(size))


def naive_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, 2.1, word for word."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = naive_root(leaves[:split]), naive_root(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_certificate_transparency(size: int) -> None:
    tree = Tree(map(leaf_hash, ENTRIES))

    assert tree.root(size).hex() == ROOTS[size - 1]


def test_an_empty_log_has_the_root_of_nothing() -> None:
    assert Tree().root() == hashlib.sha256(b"").digest()


@given(sizes)
def test_the_root_is_the_one_that_the_standard_defines(size: int) -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(size)]

    assert Tree(leaves).root() == naive_root(leaves)


@given(sizes, st.data())
def test_every_leaf_can_be_proven_and_no_other(size: int, data: st.DataObject) -> None:
    tree = tree_of(size)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size))
    proof = tree.inclusion(index)

    def proves(leaf: bytes, at: int, of: int, by: list[bytes]) -> bool:
        return proves_inclusion(leaf, index=at, size=of, proof=by, root=tree.root())

    leaf = leaf_hash(b"%d" % index)
    assert proves(leaf, index, size, proof)
    assert not proves(leaf_hash(b"x"), index, size, proof)
    assert not proves(leaf, index, size, [*proof, leaf])
    assert not proves(leaf, size, size, proof)
    assert proves(leaf, other, size, proof) == (other == index)
    assert not proof or not proves(leaf, index, size, proof[:-1])


@given(sizes, st.data())
def test_a_log_that_grew_can_be_proven_and_one_that_changed_can_not(
    size: int, data: st.DataObject
) -> None:
    tree = tree_of(size)
    old = data.draw(st.integers(1, size))
    changed = data.draw(st.integers(0, old - 1))
    forged = Tree(
        leaf_hash(b"forged" if number == changed else b"%d" % number) for number in range(size)
    )

    def proves(proof: list[bytes], old_root: bytes, root: bytes, of: int = old) -> bool:
        return proves_consistency(old=of, size=size, old_root=old_root, root=root, proof=proof)

    proof = tree.consistency(old)
    assert proves(proof, tree.root(old), tree.root())
    assert not proves(forged.consistency(old), tree.root(old), forged.root())
    assert not proves(proof, forged.root(old), tree.root())
    assert not proves([*proof, EMPTY], tree.root(old), tree.root())
    assert not proves(proof, tree.root(old), tree.root(), of=0)
    assert not proof or not proves(proof[:-1], tree.root(old), tree.root())


@pytest.mark.parametrize(
    "ask",
    [
        lambda tree: tree.root(9),
        lambda tree: tree.root(-1),
        lambda tree: tree.inclusion(8),
        lambda tree: tree.inclusion(-1),
        lambda tree: tree.consistency(0),
        lambda tree: tree.consistency(9),
    ],
)
def test_what_is_not_there_is_not_proven(ask: Callable[[Tree], object]) -> None:
    tree = tree_of(8)

    with pytest.raises(ValueError, match="no"):
        ask(tree)


def test_a_proof_is_as_long_as_the_tree_is_high() -> None:
    tree = tree_of(1)
    for number in range(1, 1 << 12):
        tree.add(leaf_hash(b"%d" % number))

    assert (len(tree), len(tree.inclusion(77)), len(tree.consistency(77))) == (4096, 12, 13)
