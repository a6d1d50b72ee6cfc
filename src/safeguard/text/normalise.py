"""Folding: one plain form for the many ways a word is typed, with the way back to the original.

Case, width, accents, invisible characters, drawn-out letters, gaps between letters and look-alike letters
are folded away, each only where its script allows it: a Latin accent goes, a Devanagari vowel sign stays.
Most posts need no more than one translation and a few plain searches.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import product

import msgspec

from safeguard.text.disguise import gathered, shape_of, unmasked
from safeguard.text.lexicon import KNOWN, usualness

# A letter, or a sign that belongs to one: `\w` alone would cut Devanagari words at their vowel signs.
LETTER = r"(?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963])"
WORD = re.compile(f"{LETTER}+")

_MARKS = re.compile(
    r"[\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u115f\u1160\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u20d0-\u20f0\u2800\u3164\ufe00-\ufe0f\ufe20-\ufe2f\uffa0\U0001f3fb-\U0001f3ff]"
)
_SAME_LETTER = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ة": "ه",
        "ٱ": "ا",
        "ک": "ك",
        "ڪ": "ك",
        "ँ": "ं",
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
    }
    | dict(
        zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡıłøđħƙɩ", "abcdefghijklmnoprstuvwyzagilodhki", strict=True)
    )
)
ADDRESS = re.compile(r"(?<!\S)\S*[@#]\S+|https?://\S+|www\.\S+")
"""Handles, hashtags, links, e-mail addresses: they name nobody's language or intention."""
_HASHTAG = re.compile(r"#(?=\w*[a-z])\w+?(?=[A-Z])\w*")
_IN_HASHTAG = re.compile(r"(?<=[^\W_A-Z])(?=[A-Z])")
_DRAWN = re.compile(r"([^\d ])\1\1")
_APART = (" a a ", " c c ", "a.a.a", "a-a-a")
"""Shapes of letters that stand apart; what merely looks so is sorted out by `_LOOSE`."""
_DRAWN_LETTER = re.compile(r"([^\W\d_])\1\1")
_SPREAD = r"(?P<space> {2,}|^ | $)|(?P<sign>[^\w\s*])(?P=sign){2,}"
_LOOSE_SIGNS = re.compile(_SPREAD)
_SIGN = r"[\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963]"
_UNIT = rf"(?:[^\W\d_](?:\u094d[^\W\d_]|{_SIGN})*|{_SIGN})"
"""What is written as one letter: a consonant with its vowel signs, or a sign that was torn off."""
_LOOSE = re.compile(
    rf"(?P<apart>{_UNIT}(?:(?P<gap> {{1,3}}|[^\w\s'*\u0900-\u0963]|_){_UNIT})(?:(?P=gap){_UNIT})+)(?!{LETTER})"
    rf"|(?P<word>{LETTER}+)|{_SPREAD}"
)
_CONSONANT = re.compile(r"[\u0915-\u0939]")
_SIGNED_APART = re.compile(rf"(?<!{_SIGN}){_UNIT}([ .-]){_UNIT}\1{_UNIT}(?!{LETTER})")
_DRAWN_AT_MOST = 4  # runs of a letter in a word that are looked at in every combination
_NOT_ONE = (
    "\0"  # stands for a character that folds to none or to several; NUL itself folds to a space
)


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
    if "\U0001f170" <= character <= "\U0001f189":  # white letters on black: no NFKD form
        return chr(ord(character) - 0x1F170 + ord("a"))
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

    A letter typed three times or more is kept once (twice where a known word has it so), digits are kept
    as they are (a telephone number is no drawn-out word), and any run of white space becomes one space.
    """
    folded = text.translate(_ONE_FOR_ONE)
    origin: Sequence[int] = range(len(text))
    if "\0" in folded or ("#" in folded and _HASHTAG.search(text)):
        folded, origin = _joined(_characters(text, folded))
    shape = shape_of(folded)
    if loose := _loose(folded, shape):
        folded, origin = _joined(_tightened(folded, origin, loose))
        shape = shape_of(folded)
    return Folded(unmasked(folded, shape), origin, len(text))


def without_addresses(folded: str) -> str:
    """Blank handles, hashtags, links and e-mail addresses; every other character keeps its place."""
    if "@" in folded or "#" in folded or "://" in folded or "www." in folded:
        return ADDRESS.sub(lambda found: " " * len(found[0]), folded)
    return folded


Pieces = Iterator[tuple[str, Sequence[int]]]
"""Parts of a text, each with the place in the original of each of its characters."""


def _joined(pieces: Pieces) -> tuple[str, Sequence[int]]:
    text: list[str] = []
    origin: list[int] = []
    for piece, places in pieces:
        text.append(piece)
        origin.extend(places)
    return "".join(text), origin


def _characters(text: str, folded: str) -> Pieces:
    """Put in what folded to none or several, and the spaces between the words of a #HashTag."""
    breaks = {
        found.start() + place.start()
        for found in _HASHTAG.finditer(text)
        for place in _IN_HASHTAG.finditer(found[0])
    }
    signs = {found.start() for found in _HASHTAG.finditer(text)}
    begin = 0
    for place in sorted({*breaks, *signs, *(at for at, sign in enumerate(folded) if sign == "\0")}):
        yield folded[begin:place], range(begin, place)
        piece = " " if place in signs else fold_character(text[place])
        piece = " " * (place in breaks) + piece
        yield piece, [place] * len(piece)
        begin = place + 1
    yield folded[begin:], range(begin, len(folded))


def _loose(folded: str, shape: str) -> re.Pattern[str] | None:
    """Choose what to look for in a text that has to be tightened; most have not."""
    is_drawn = _DRAWN.search(folded) is not None
    if (
        any(apart in f" {shape} " for apart in _APART)
        or (is_drawn and _DRAWN_LETTER.search(folded))
        or (not folded.isascii() and _CONSONANT.search(folded) and _SIGNED_APART.search(folded))
    ):
        return _LOOSE
    is_spread = is_drawn or "  " in folded or folded[:1] == " " or folded[-1:] == " "
    return _LOOSE_SIGNS if is_spread else None


def _tightened(text: str, origin: Sequence[int], loose: re.Pattern[str]) -> Pieces:
    """Leave out gaps between letters, drawn-out letters and signs, and white space beyond one space."""
    begin = 0
    for found in loose.finditer(text):
        start, end = found.span()
        kind = found.lastgroup or ""
        if kind == "word" and not _DRAWN.search(found[0]):
            continue
        is_at_edge = kind == "space" and (start == 0 or end == len(text))
        kept = [] if is_at_edge else _KEPT[kind](found)
        yield text[begin:start], origin[begin:start]
        yield "".join(sign for sign, _ in kept), [origin[start + place] for _, place in kept]
        begin = end
    yield text[begin:], origin[begin:]


Kept = list[tuple[str, int]]
"""What is kept of a match: each character, and where in the match it stood."""


def _together(found: re.Match[str]) -> Kept:
    """Join letters that were written apart, with one space where a word begins."""
    gap = found["gap"]
    units = found[0].split(gap)
    letters = "".join(units)
    begins = set(gathered(letters)) - {0} if gap[0] == " " else set()
    is_few = len(units) < _ENOUGH_APART and (begins or letters not in KNOWN)  # "vitamin c d e"
    words = sum(len(unit) > 1 and unit in KNOWN for unit in units)  # Hindi has many of one sign
    is_list = gap[0] == " " and (is_few or 2 * words > len(units))
    kept: Kept = []
    place = count = 0
    for unit in units:
        if place and (is_list or count in begins):
            kept.append((" ", place - 1))
        kept += [(letter, place + number) for number, letter in enumerate(unit)]
        place += len(unit) + len(gap)
        count += len(unit)
    return kept


def _undrawn(found: re.Match[str]) -> Kept:
    """Keep a letter that is drawn out once, or twice where that makes a known word; "www" stays."""
    word = found[0]
    runs = [run.span() for run in _RUN.finditer(word)]
    if len(runs) == 1:
        return [(letter, place) for place, letter in enumerate(word[:_DRAWN_FROM])]
    drawn = [start for start, end in runs if end - start >= _DRAWN_FROM][:_DRAWN_AT_MOST]
    ways = [
        _shortened(word, runs, dict(zip(drawn, chosen, strict=True)))
        for chosen in product((1, 2), repeat=len(drawn))
    ]
    return max(ways, key=lambda kept: usualness("".join(letter for letter, _ in kept)))


def _shortened(word: str, runs: list[tuple[int, int]], lengths: dict[int, int]) -> Kept:
    """Keep of each run what `lengths` says by where it begins, else once if it is drawn out."""
    return [
        (word[start], start + place)
        for start, end in runs
        for place in range(lengths.get(start, end - start if end - start < _DRAWN_FROM else 1))
    ]


_RUN = re.compile(r"(.)\1*")
_DRAWN_FROM = 3
_ENOUGH_APART = 4
_KEPT: dict[str, Callable[[re.Match[str]], Kept]] = {
    "apart": _together,
    "word": _undrawn,
    "space": lambda _: [(" ", 0)],
    "sign": lambda found: [(found[0][0], 0), (found[0][0], 1)],
}
