"""What changed between two texts: line by line, and word by word in a line that stayed at its place."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

import msgspec

Kind = Literal["same", "gone", "new"]
_WORDS = re.compile(r"\s*\S+|\s+")
_ALIKE = 0.4  # from this share of words in common, two lines are one line that changed


class Piece(msgspec.Struct, frozen=True):
    """Words in a row that are in both texts, in the one before alone, or in the one after alone."""

    text: str
    kind: Kind = "same"


class Change(msgspec.Struct, frozen=True):
    """One line: `kind` is "same" as well for a line of which only some words changed."""

    pieces: tuple[Piece, ...]
    kind: Kind = "same"

    @property
    def is_same(self) -> bool:
        return self.kind == "same" and all(piece.kind == "same" for piece in self.pieces)


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Compare two texts. Without what is new the lines are the text before, without what is gone the one after."""
    return tuple(_compared(before.splitlines(), after.splitlines()))


def _compared(old: list[str], new: list[str]) -> Iterator[Change]:
    for what, start, stop, begin, end in SequenceMatcher(None, old, new, False).get_opcodes():
        if what == "equal":
            yield from (Change((Piece(line),)) for line in old[start:stop])
        else:
            yield from _replaced(old[start:stop], new[begin:end])


def _replaced(old: list[str], new: list[str]) -> Iterator[Change]:
    for before, after in zip_longest(old, new):
        if before is not None and after is not None:
            old_words, new_words = _WORDS.findall(before), _WORDS.findall(after)
            matcher = SequenceMatcher(None, old_words, new_words, False)
            if matcher.ratio() >= _ALIKE:
                yield Change(tuple(_pieces(matcher, old_words, new_words)))
                continue
        if before is not None:
            yield Change((Piece(before, "gone"),), "gone")
        if after is not None:
            yield Change((Piece(after, "new"),), "new")


def _pieces(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, start, stop, begin, end in matcher.get_opcodes():
        if what == "equal":
            yield Piece("".join(old[start:stop]))
            continue
        if start < stop:
            yield Piece("".join(old[start:stop]), "gone")
        if begin < end:
            yield Piece("".join(new[begin:end]), "new")
