"""Folding: one plain form for the many ways a word is typed, with the way back to the original.

Case, width, accents, invisible characters, drawn-out letters and look-alike letters are folded away,
each only where its script allows it: a Latin accent goes, a Devanagari vowel sign stays.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import msgspec

# A letter, or a sign that belongs to one: `\w` alone would cut Devanagari words at their vowel signs.
LETTER = r"(?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963])"
WORD = re.compile(f"{LETTER}+")

_MARKS = re.compile(r"[\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\ufe00-\ufe0f]")
_SAME_LETTER = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ٱ": "ا", "ک": "ك", "ँ": "ं", "’": "'"})
_LOOK_ALIKE = str.maketrans("авеігкмнорсѕтухԁјαειορτυνκ", "abeirkmhopcstyxdjaeioptuvk")
ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S*[@#]\S+")  # names nobody's language or intention
_DIGIT_FOR = str.maketrans("013457", "oieast")
_DIGIT = re.compile(r"[013457]")
_DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[013457](?=[a-z])|(?<=[a-z]{3})[013457](?![\w@])")
_CYRILLIC_OR_GREEK = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile(r"[a-z]")
_NOT_ONE = (
    "\0"  # stands for a character that folds to none or to several; NUL itself folds to a space
)
_UNEVEN = re.compile(r"\0|^ | $|  |([^\d ])\1\1")


class Folded(msgspec.Struct, frozen=True):
    """A folded text; `origin[i]` is where its i-th character begins in the original of `size` characters."""

    text: str
    origin: Sequence[int]
    size: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn offsets into the folded text into offsets into the original.

        What folded to nothing right after the span (an accent, an invisible sign) belongs to it.
        """
        return self.origin[start], self.origin[end] if end < len(self.origin) else self.size


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """Fold one character: to nothing (an accent), to a space (a control), or to one or more characters."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(_plain(part) for part in _MARKS.sub("", plain)).translate(_SAME_LETTER)


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return " " if category[0] in "CZ" else character


class _OneForOne(dict[int, str]):
    """What `str.translate` folds by: each character met is folded once and remembered, up to a limit."""

    def __missing__(self, code: int) -> str:
        piece = fold_character(chr(code))
        one = piece if len(piece) == 1 else _NOT_ONE
        if len(self) < _REMEMBERED:
            self[code] = one
        return one


_REMEMBERED = 4096
_ONE_FOR_ONE = _OneForOne()


def fold(text: str) -> Folded:
    """Fold `text`; never fails, whatever the input.

    A letter or sign typed three times or more is kept twice, digits are kept as they are (a telephone
    number is no drawn-out word), and any run of white space becomes one space.
    """
    folded = text.translate(_ONE_FOR_ONE)
    if not _UNEVEN.search(folded):
        return Folded(_unmasked(folded), range(len(text)), len(text))  # most posts
    kept: list[str] = []
    origin: list[int] = []
    for index, piece in enumerate(map(fold_character, text)):
        for character in piece:
            if character == " ":
                if not kept or kept[-1] == " ":
                    continue
            elif kept[-2:] == [character, character] and not character.isdigit():
                continue
            kept.append(character)
            origin.append(index)
    if kept and kept[-1] == " ":
        kept.pop()
        origin.pop()
    return Folded(_unmasked("".join(kept)), origin, len(text))


def without_addresses(folded: str) -> str:
    """Blank handles, hashtags, links and e-mail addresses; every other character keeps its place."""
    return ADDRESS.sub(lambda found: " " * len(found[0]), folded)


def _unmasked(text: str) -> str:
    """Read letters in disguise, one for one: a Cyrillic or Greek letter in a Latin word, "k1ll"."""
    if _CYRILLIC_OR_GREEK.search(text):
        text = WORD.sub(_in_latin, text)
    if _DIGIT.search(text):  # a quick look first: most texts have none
        text = _DIGIT_IN_WORD.sub(lambda digit: digit[0].translate(_DIGIT_FOR), text)
    return text


def _in_latin(word: re.Match[str]) -> str:
    return word[0].translate(_LOOK_ALIKE) if _LATIN.search(word[0]) else word[0]
