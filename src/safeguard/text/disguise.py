"""Reading letters in disguise: look-alikes of other scripts, digits and signs for letters, masks, gaps.

`unmasked` works one for one, so offsets stay; `gathered` says which signs of "k i l l" to leave out.
Guarded by script and by word, because "7abibi" and "2 din" are spelling and "07700" is a number: a digit is
read as a letter only where a known word comes of it, or where the rest of the text shows the habit.
"""

import math
import re
import unicodedata
from functools import lru_cache

from safeguard.text.lexicon import COUNTS, HARD, KNOWN

_CYRILLIC_OR_GREEK = re.compile(r"[\u0370-\u03ff\u0400-\u052f]+")
_LATIN = re.compile(r"[a-z]")
_LOOK_ALIKE = str.maketrans(
    "авеігкмнорсѕтухԁјһԛԝьпαβγεηικνορτυχωμ", "abeirkmhopcstyxdjhqwbnabyenikvoptuxwu"
)
_URDU = re.compile(r"[پچژگٹڈڑںے]")
_ARABIC_ALIKE = str.maketrans("ہھ", "هه")  # where nothing else says that it is Urdu
_MOSTLY = 3  # Latin letters for each of another script, in a text that is in Latin script

_LEET_SIGN = r"[0134578!@$€+|]"
_TOKEN = re.compile(  # a word with a digit or a sign in it
    r"(?<![\w@#.*])(?=[@$*]{0,3}(?:[^\W\d]|[\u0900-\u0963])*[\d!@$€+|*#%&~_-])[@$*]{0,3}\w[\w\u0900-\u0963!@$€+|*#%&~-]*"
)
_IN_WORD = ("0a", "a0", "a!a", "a@a", "$a", "a$", "*a", "a*", "a#", "a--")
"""Shapes of words that may be written with other signs than letters."""
_HAS_LEET = re.compile(_LEET_SIGN)
_HAS_LETTER = re.compile(r"[a-z]")
_COUNTED = re.compile(r"[a-z]{0,2}\d+|\d+[a-z]{1,2}")  # ps5, 10am
_NUMBERED = re.compile(r"\w*\d\d\w*")  # covid19
_READS = str.maketrans("0134578!@$€+|", "oieastbiasetl")
_SAME = str.maketrans("0134578!@$€+|l", "oieastbiaseti" + "i")
_BETWEEN = re.compile(r"(?<=[a-z])[01](?=[a-z])")
_SHORTEST = 3
_HABIT = 2  # words found behind digits, from which on the rest is read so too
_LONGEST_NUMBER = 4  # that may be a word where digits are letters: "357" is est
_ALONE = {"1": "i", "4": "a"}

_MASK = re.compile(r"[*#%&@$!~]|-{2,}|_{2,}")
_VOWELS = "aeiou"
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0963])"


def unmasked(text: str, shape: str) -> str:
    """Read letters in disguise, one for one, in a folded text; `shape` is its `shape_of`."""
    if "c" in shape:
        text = _in_one_script(text)
    if "ہ" in text and not _URDU.search(text):
        text = text.translate(_ARABIC_ALIKE)
    if any(sign in shape for sign in _IN_WORD):
        text = _in_letters(text)
    return text


def _in_one_script(text: str) -> str:
    """Read a Cyrillic or Greek letter as Latin inside a Latin word, or where the text is Latin around it."""
    is_latin = len(_LATIN.findall(text)) >= _MOSTLY * sum(
        map(len, _CYRILLIC_OR_GREEK.findall(text))
    )

    def read(word: re.Match[str]) -> str:
        seen = word[0].translate(_LOOK_ALIKE)
        if _LATIN.search(word[0]) or (is_latin and not _CYRILLIC_OR_GREEK.search(seen)):
            return seen
        return word[0]

    return re.sub(r"[^\W\d_]+", read, text)


def _in_letters(text: str) -> str:
    tokens = [(found.start(), found[0]) for found in _TOKEN.finditer(text)]
    read = {start: behind for start, token in tokens if (behind := _behind(token)) != token}
    digits = sum(bool(_HAS_LEET.search(token)) for start, token in tokens if start in read)
    if digits >= _HABIT:
        for start, token in tokens:
            if start not in read:
                read[start] = _by_habit(token)
    for start, behind in read.items():
        text = text[:start] + behind + text[start + len(behind) :]
    return text


@lru_cache(maxsize=4096)
def _behind(token: str) -> str:
    """Give the known word behind a token's digits, signs or masks; else the token, as far as it is plain."""
    core = token.rstrip("!+|")
    if core in KNOWN or not _HAS_LETTER.search(core):
        return token if core in KNOWN else _unstarred(token)
    if _HAS_LEET.search(core) and not _COUNTED.fullmatch(core) and len(core) >= _SHORTEST:
        seen = _BY_SHAPE.get(core.translate(_SAME), "")
        if seen and (core[0] != "@" or seen in HARD):
            return seen + token[len(core) :]
    if core[0] == "@" or len(core) <= _SHORTEST:
        return _unstarred(token)
    return _BETWEEN.sub(lambda digit: digit[0].translate(_READS), _unstarred(token))


def _by_habit(token: str) -> str:
    if token in _ALONE:
        return _ALONE[token]
    core = token.rstrip("!+|")
    seen = _BY_SHAPE.get(core.translate(_SAME), "")
    if seen and len(core) <= _LONGEST_NUMBER and core[0] != "@":
        return seen + token[len(core) :]
    is_number = _COUNTED.fullmatch(core) or _NUMBERED.fullmatch(core)
    if is_number or core[0] == "@" or not _HAS_LETTER.search(core):
        return token
    return core.translate(_READS) + token[len(core) :]


def _unstarred(token: str) -> str:
    """Match a masked word with the words people mask, then with everyday ones; two that fit are none."""
    if not _MASK.search(token) or token[:1] in "@#" or token.strip("*#%&@$!~-_") == "":
        return token
    hidden = _MASK.sub(lambda mask: "\0" * len(mask[0]), token)
    alike = _ALIKE.get(_key(hidden), ())
    is_vowels = "\0\0\0" not in hidden and not set(hidden) & set(_VOWELS)
    for hole in (f"[{_VOWELS}]", _LETTER) if is_vowels else (_LETTER,):
        pattern = re.compile("".join(hole if sign == "\0" else re.escape(sign) for sign in hidden))
        fitting = [word for word in alike if pattern.fullmatch(word)]
        hard = [word for word in fitting if word in HARD]
        if fitting:
            return _the_one(hard or fitting) or token
    return token


def _the_one(words: list[str]) -> str:
    """Take the only word, or one that is far more usual than all others; '' where there is none."""
    *others, usual = sorted(words, key=_count)
    return usual if not others or _count(usual) >= _FAR_MORE * _count(others[-1]) else ""


_FAR_MORE = 3


def _count(word: str) -> int:
    return COUNTS.get(word, 1)


def gathered(letters: str) -> list[int]:
    """Say where words begin in letters that were written apart: those of "killyou" begin at 0 and 4.

    The likeliest words that make up the whole, by dynamic programming over how usual each is.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(letters) + 1):
        best.append(
            min(
                (best[begin][0] + _cost(letters[begin:end]), begin)
                for begin in range(max(0, end - _LONGEST), end)
            )
        )
    begins, end = [], len(letters)
    while end:
        end = best[end][1]
        begins.append(end)
    return begins[::-1]


_LONGEST = 18
_UNKNOWN, _BY_LETTER = 20.0, 1.5
_ALL = math.log(sum(COUNTS.values()))


def _cost(piece: str) -> float:
    """Give the cost of a piece: minus the logarithm of its share of all words, more where it is unknown."""
    return _ALL - math.log(_count(piece)) if piece in KNOWN else _UNKNOWN + _BY_LETTER * len(piece)


def shape_of(text: str) -> str:
    """Draw a text's shape, a sign a character, so that what is worth a second look is a plain search.

    a is a letter, c a Cyrillic or Greek one, 0 a digit, $ and - some signs like them; signs that matter here stand
    for themselves, all others for a dot.
    """
    return text.translate(_SHAPES)


class _Shapes(dict[int, str]):
    def __missing__(self, code: int) -> str:
        shape = _shape(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = shape
        return shape


def _shape(character: str) -> str:
    if _CYRILLIC_OR_GREEK.match(character):
        return "c"
    if unicodedata.category(character)[0] in "LM":
        return "a"
    if character.isdigit():
        return "0"
    return _SIGNS.get(character, ".")


_SIGNS = {sign: sign for sign in " '!@#$*-"} | {"€": "$", "%": "*", "~": "*", "_": "-"}


_REMEMBERED = 4096
_SHAPES = _Shapes()
_BY_SHAPE = {
    word.translate(_SAME): word
    for words in (sorted(KNOWN, key=_count), sorted(HARD, key=_count))
    for word in words
    if len(word) > 1 and word.isalpha() and _HAS_LETTER.match(word)
}


def _key(hidden: str) -> tuple[int, str, str]:
    """Sort a masked word by length and by its first letter, or its last one where that is hidden."""
    first, last = hidden[0].strip("\0"), hidden[-1].strip("\0")
    return len(hidden), first, "" if first else last


_ALIKE: dict[tuple[int, str, str], list[str]] = {}
for _word in sorted(KNOWN):
    for _kept in ((_word[0], ""), ("", _word[-1]), ("", "")):
        _ALIKE.setdefault((len(_word), *_kept), []).append(_word)
