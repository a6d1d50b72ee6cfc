"""Which text each id of a file came with: what tells a row that comes twice from one that contradicts another."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_Hashes = NDArray[np.int64]
_SMALLEST = 1 << 10
_EMPTY, _INSTEAD = 0, 1  # no key is what an empty place holds: one in 2**64 shares another's


class Seen:
    """A table of two 64-bit hashes an id, open addressed, at most half full: 32 to 64 bytes an id.

    The hashes are Python's own, keyed anew in each process, so that no file can be written to make them collide.
    Many at a time cost a fifth of one by one: what memory is slow to give is then asked for all at once.
    """

    def __init__(self) -> None:
        self._room = 0
        self._keys = self._texts = np.zeros(0, np.int64)
        self._grow(1)

    def earlier(self, key: int, text: int) -> int | None:
        """Give the hash of the text that `key` first came with, or note this one."""
        key = key or _INSTEAD
        keys, last = self._one_key, self._last
        place = key & last
        while held := keys[place]:
            if held == key:
                first: int = self._one_text[place]
                return first
            place = (place + 1) & last
        keys[place], self._one_text[place] = key, text
        self._room -= 1
        if not self._room:
            self._grow(1)
        return None

    def earlier_of(self, keys: Sequence[int], texts: Sequence[int]) -> dict[int, int]:
        """Do as `earlier` for many in their order: give the first text's hash by the place of each that came before."""
        distinct = set(keys)
        if len(distinct) < len(keys) or _EMPTY in distinct:
            left = range(len(keys))
        else:
            if len(keys) >= self._room:
                self._grow(len(keys))
            left = self._put(np.array(keys, np.int64), np.array(texts, np.int64), 0).tolist()
            self._room -= len(keys) - len(left)
        earlier = ((at, self.earlier(keys[at], texts[at])) for at in left)
        return {at: text for at, text in earlier if text is not None}

    def _put(self, keys: _Hashes, texts: _Hashes, step: int) -> NDArray[np.intp]:
        """Note those of these different keys that find an empty place `step` after theirs; say which did not."""
        places = (keys + step) & self._last
        is_free = self._keys[places] == _EMPTY
        spots = places[is_free]
        self._keys[spots] = keys[is_free]  # of several after one place, the last to write has it
        is_put = is_free & (self._keys[places] == keys)
        self._texts[places[is_put]] = texts[is_put]
        return np.flatnonzero(~is_put)

    def _grow(self, more: int) -> None:
        held = self._keys != _EMPTY
        keys, texts = self._keys[held], self._texts[held]
        count, size, step = len(keys), _SMALLEST, 0
        while size // 2 <= count + more:
            size *= 2
        self._keys, self._texts = np.zeros(size, np.int64), np.zeros(size, np.int64)
        self._last, self._room = size - 1, size // 2 - count
        self._one_key, self._one_text = self._keys.data, self._texts.data
        while len(keys):
            left = self._put(keys, texts, step)
            keys, texts, step = keys[left], texts[left], step + 1
