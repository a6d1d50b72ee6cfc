"""Words into the pieces of a vocabulary: the likeliest way to cut each (unigram language model, Kudo 2018).

Cuts as the `tokenizers` package does with a Metaspace and a Unigram model, which would bring a download client along.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby

SPACE = "▁"
"""Stands before each word, as in SentencePiece."""
_UNKNOWN_COSTS = 10.0  # below the least likely piece
_REMEMBERED = 20_000  # words: most of what people write is a few thousand


class Pieces:
    """A vocabulary: each piece with the logarithm of how likely it is. Read-only, so many threads may share it."""

    def __init__(self, pieces: Iterable[str], scores: Iterable[float], *, unknown: int) -> None:
        self._known = {piece: number for number, piece in enumerate(pieces)}
        self._scores = array("d", scores)  # a fifth of what as many floats would hold
        self._longest = max(map(len, self._known))
        self._unknown = unknown, min(self._scores) - _UNKNOWN_COSTS
        self._cut = lru_cache(_REMEMBERED)(self._cut_anew)

    def of(self, text: str) -> list[int]:
        """Give the numbers of the pieces of a text, word by word; what is in no piece is one `unknown`."""
        words = [SPACE + word for word in text.replace(SPACE, " ").split()]
        return list(self._fused(number for word in words for number in self._cut(word)))

    def _fused(self, numbers: Iterable[int]) -> Iterator[int]:
        for number, same in groupby(numbers):
            if number == self._unknown[0]:
                yield number
            else:
                yield from same

    def _cut_anew(self, word: str) -> tuple[int, ...]:
        """Find the likeliest cut (Viterbi): `best[end]` is (score, where its last piece begins, that piece)."""
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
        for end in range(1, len(word) + 1):
            best.append(max(self._ends(word, end, best), key=lambda way: way[0]))
        found: list[int] = []
        end = len(word)
        while end:
            _, end, number = best[end]
            found.append(number)
        return tuple(reversed(found))

    def _ends(
        self, word: str, end: int, best: Sequence[tuple[float, int, int]]
    ) -> Iterator[tuple[float, int, int]]:
        for begin in range(max(0, end - self._longest), end):
            if (piece := self._known.get(word[begin:end])) is not None:
                yield best[begin][0] + self._scores[piece], begin, piece
        if word[end - 1] not in self._known:
            number, score = self._unknown
            yield best[end - 1][0] + score, end - 1, number
