"""A log that can only grow: the Merkle tree of RFC 6962 over commitments, and proofs of what is in it.

A leaf says nothing about an item (`record.commitment` is salted). Whoever holds one root hash can be shown that an
item was in the log (`inclusion`), and that a later log still holds all of an earlier one (`consistency`): a
tail cut off, a line changed, an order swapped can't be proven away. Hashes are 32 bytes, SHA-256.
"""

import hashlib
from collections.abc import Iterable, Sequence

from safeguard.evidence.verify import node, proves_consistency, root_by

__all__ = ["EMPTY", "Tree", "leaf_hash", "proves_consistency", "proves_inclusion"]

EMPTY = hashlib.sha256().digest()
_LEAF = b"\x00"


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry as a leaf (RFC 6962, 2.1): with a byte before it that no inner node has."""
    return hashlib.sha256(_LEAF + entry).digest()


class Tree:
    """The tree over leaf hashes. Adding one costs a hash on average; root and proofs cost a few dozen.

    It keeps the hashes of all complete subtrees: 64 bytes a leaf.
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.add(leaf)

    def __len__(self) -> int:
        return len(self._levels[0])

    def add(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        level = 0
        self._levels[0].append(leaf)
        while len(self._levels[level]) % 2 == 0:
            if level + 1 == len(self._levels):
                self._levels.append([])
            left, right = self._levels[level][-2:]
            self._levels[level + 1].append(node(left, right))
            level += 1

    def root(self, size: int | None = None) -> bytes:
        """Return the root of the first `size` leaves (None: of all).

        Raises:
            ValueError: there are fewer.
        """
        size = self._within(size)
        return self._hash(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Prove that leaf `index` (from 0) is among the first `size`: its audit path (RFC 6962, 2.1.1).

        Raises:
            ValueError: there is no such leaf.
        """
        size = self._within(size)
        if not 0 <= index < size:
            raise ValueError("no such leaf")
        return self._path(index, 0, size)

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """Prove that the first `old` leaves are the beginning of the first `size` (RFC 6962, 2.1.2).

        Raises:
            ValueError: `old` is none of 1 to `size`.
        """
        size = self._within(size)
        if not 0 < old <= size:
            raise ValueError("no such beginning")
        return self._subproof(old, 0, size, is_whole=True)

    def _within(self, size: int | None) -> int:
        size = len(self) if size is None else size
        if not 0 <= size <= len(self):
            raise ValueError("the log is not that long")
        return size

    def _hash(self, start: int, end: int) -> bytes:
        """Hash the leaves from `start` up to `end`; complete subtrees are looked up."""
        width = end - start
        if width & (width - 1) == 0:
            level = width.bit_length() - 1
            return self._levels[level][start >> level]
        middle = start + _split(width)
        return node(self._hash(start, middle), self._hash(middle, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._hash(middle, end)]
        return [*self._path(index, middle, end), self._hash(start, middle)]

    def _subproof(self, old: int, start: int, end: int, *, is_whole: bool) -> list[bytes]:
        if old == end:
            return [] if is_whole else [self._hash(start, end)]
        middle = start + _split(end - start)
        if old <= middle:
            inner = self._subproof(old, start, middle, is_whole=is_whole)
            return [*inner, self._hash(middle, end)]
        inner = self._subproof(old, middle, end, is_whole=False)
        return [*inner, self._hash(start, middle)]


def proves_inclusion(
    leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether `leaf` is proven to be entry `index` of the log of this size and root (RFC 9162, 2.1.3.2)."""
    return root_by(leaf, index=index, size=size, proof=proof) == root


def _split(width: int) -> int:
    """Return the largest power of two below `width`."""
    return 1 << (width - 1).bit_length() - 1
