"""Hashed n-grams of many texts at once, in numpy.

Every run of 2 to 5 characters is a feature, and so are every word and every pair of words. A run of
characters is hashed as a number in base `_BASE` modulo 2**64, by way of prefix sums, so that any run
costs the same; the feature is the top bits of that number, mixed. Same text, same features: on every
machine, in every batch, for ever (the shipped weights rest on it).
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

BITS = 18
ORDERS = (2, 3, 4, 5)
_PAD = max(ORDERS) - 1
_BASE = 0x9E3779B97F4A7C15  # odd, so it has an inverse modulo 2**64
_BASE_INVERSE = pow(_BASE, -1, 2**64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_KIND = 0x94D049BB133111EB  # keeps a word apart from the same letters within a word
_WORD, _PAIR = 101, 102
_SPACE = 32

Words = NDArray[np.uint64]
Places = NDArray[np.int64]


class Grams(msgspec.Struct, frozen=True):
    """The features of a batch, over one long row of characters.

    Each part is (features, places): its k-th feature begins at position places[k], and no position
    comes twice in a part. Text i owns the positions from `begins[i]` to `begins[i + 1]`, of which the
    first is a space put before it.
    """

    parts: tuple[tuple[NDArray[np.int64], Places], ...]
    begins: Places


def grams(texts: Sequence[str]) -> Grams:
    """Hash the n-grams of folded texts; an empty text has the features of a space, never none."""
    padding = "\0" * _PAD
    row = "".join(f" {text.replace(chr(0), ' ')} {padding}" for text in texts)
    codes = np.frombuffer(row.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    begins = np.cumsum([0, *(len(text) + 2 + _PAD for text in texts)], dtype=np.int64)
    powers, inverses = _powers(_BASE, codes.size), _powers(_BASE_INVERSE, codes.size)
    prefix = np.concatenate([np.zeros(1, np.uint64), np.cumsum(codes * powers, dtype=np.uint64)])

    def hashed(starts: Places, ends: Places, kind: int) -> NDArray[np.int64]:
        value = (prefix[ends] - prefix[starts]) * inverses[starts] + np.uint64(kind * _KIND % 2**64)
        value ^= value >> np.uint64(31)
        value *= _MIX
        return np.asarray(value >> np.uint64(64 - BITS), np.int64)

    letters = np.flatnonzero(codes)
    first, last, pair = _words(codes)
    parts = [(hashed(letters, letters + order, order), letters) for order in ORDERS]
    parts += [(hashed(first, last, _WORD), first), (hashed(first, pair, _PAIR), first)]
    return Grams(tuple(parts), begins)


def _words(codes: Words) -> tuple[Places, Places, Places]:
    """Find where each word begins and ends, and where the next one ends (of the last: itself)."""
    is_gap = (codes == _SPACE) | (codes == 0)
    first = np.flatnonzero(is_gap[:-1] & ~is_gap[1:]) + 1
    last = np.flatnonzero(~is_gap[:-1] & is_gap[1:]) + 1
    following = np.append(last[1:], last[-1:])
    is_adjacent = np.append(first[1:] == last[:-1] + 1, np.zeros(last[-1:].size, bool))
    return first, last, np.where(is_adjacent, following, last)


def _powers(base: int, count: int) -> Words:
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    return np.cumprod(powers, dtype=np.uint64)
