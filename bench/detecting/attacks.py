"""Ten ways of hiding a word from a filter, each kept to the scripts in which people can still read it."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np

from bench.detecting.cases import Case
from bench.detecting.figures import SEED, Floats, interval, macro_f1, weights
from bench.detecting.table import Row

LATIN, ARABIC, DEVANAGARI, ARABIZI = "Latin", "Arabic", "Devanagari", "Arabizi"
SCRIPT_OF = {"ar": ARABIC, "ar-EG": ARABIC, "ar-SA": ARABIC, "ar-Latn": ARABIZI, "hi": DEVANAGARI}
COLUMNS = {
    "en": ("en", "en-IN"),
    "es": ("es-MX", "es-CO", "es-ES"),
    "fr": ("fr",),
    "hi-Latn": ("hi-Latn",),
    "ar": ("ar", "ar-EG", "ar-SA"),
}
"""The columns that the goal names, and the varieties in each."""
SHARE = 0.6  # of the words of three letters or more
GOAL = 4.0
_WORD = re.compile(
    r"(?:https?://|www\.)\S+|\S*[@#]\S+"  # links, handles, tags and e-mail addresses stay
    r"|(?P<word>(?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u064b-\u0652])+)"
)
_LEAST = 3
_LOOK_ALIKE = str.maketrans("aeopcxyiAEOPCXHKTBM", "аеорсхуіАЕОРСХНКТВМ")
_SAME_IN_ARABIC = str.maketrans("يكه", "یکہ")
_LEET = str.maketrans("aeiostAEIOST", "431057431057")
_WIDE = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}
_VOWEL = re.compile(r"[aeiouáéíóúàâèêîïôûüAEIOU]")
_ZERO_WIDTH = "\u200b"

Change = Callable[[str, random.Random], str]


class Attack(msgspec.Struct, frozen=True):
    name: str
    scripts: frozenset[str]
    change: Change


def signs(word: str) -> list[str]:
    """Part a word into what a reader takes for one letter: a consonant with its vowel signs."""
    parts: list[str] = []
    for character in word:
        is_tied = parts and (unicodedata.category(character)[0] == "M" or parts[-1][-1] == "्")
        if is_tied:
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def _look_alikes(word: str, _rng: random.Random) -> str:
    return word.translate(_LOOK_ALIKE).translate(_SAME_IN_ARABIC)


def _zero_width(word: str, _rng: random.Random) -> str:
    return _ZERO_WIDTH.join(signs(word))


def _leet(word: str, _rng: random.Random) -> str:
    return word.translate(_LEET)


def _spaced(word: str, _rng: random.Random) -> str:
    return " ".join(signs(word))


def _dotted(word: str, _rng: random.Random) -> str:
    return ".".join(signs(word))


def _wide(word: str, _rng: random.Random) -> str:
    return word.translate(_WIDE)


def _drawn_out(word: str, rng: random.Random) -> str:
    parts = signs(word)
    at = rng.randrange(1, len(parts))
    return "".join([*parts[:at], parts[at] * rng.randint(3, 5), *parts[at + 1 :]])


def _masked(word: str, _rng: random.Random) -> str:
    """Put asterisks for the inner vowels; where none is written (Arabic), for the second sign."""
    hidden = word[0] + _VOWEL.sub("*", word[1:])
    if hidden != word or word.isascii():
        return hidden
    parts = signs(word)
    return "".join([parts[0], "*", *parts[2:]])


def _mixed_case(word: str, rng: random.Random) -> str:
    return "".join(letter.upper() if rng.random() < 0.5 else letter.lower() for letter in word)


def _swapped(word: str, rng: random.Random) -> str:
    parts = signs(word)
    if len(parts) <= _LEAST:
        return word
    at = rng.randrange(1, len(parts) - 2)
    parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return "".join(parts)


_ANY = frozenset({LATIN, ARABIC, DEVANAGARI, ARABIZI})
_ROMAN = frozenset({LATIN, ARABIZI})
ATTACKS = (
    Attack("look-alike letters", frozenset({LATIN, ARABIC, ARABIZI}), _look_alikes),
    Attack("zero-width signs", _ANY, _zero_width),
    Attack("leet", frozenset({LATIN}), _leet),  # in Arabizi, digits are letters
    Attack("spaced letters", _ANY, _spaced),
    Attack("dots", _ANY, _dotted),
    Attack("full width", _ROMAN, _wide),
    Attack("drawn-out letters", frozenset({LATIN, ARABIC, ARABIZI}), _drawn_out),
    Attack("masked vowels", _ANY, _masked),
    Attack("mixed case", _ROMAN, _mixed_case),
    Attack("swapped letters", frozenset({LATIN, ARABIC, ARABIZI}), _swapped),
)


def attacked(text: str, attack: Attack, seed: int = SEED) -> str:
    """Change the attack's share of the words; handles, tags, links and numbers stay."""
    rng = random.Random(f"{seed} {attack.name} {text}")

    def change(found: re.Match[str]) -> str:
        word = found["word"] or ""
        if len(signs(word)) < _LEAST or rng.random() >= SHARE:
            return found[0]
        return attack.change(word, rng)

    return _WORD.sub(change, text)


def script_of(case: Case) -> str:
    return SCRIPT_OF.get(case.variety, LATIN)


def rows(
    cases: Sequence[Case], flag: Callable[[Sequence[str]], list[bool]], repeats: int
) -> Iterator[Row]:
    """Measure how many points of macro-F1 each attack costs, the same cases with and without it."""
    for column, varieties in COLUMNS.items():
        here = [case for case in cases if case.variety in varieties]
        counts = weights(len(here), repeats)
        so = [case.is_abuse for case in here]
        clean = macro_f1(counts, flag([case.text for case in here]), so)
        losses: list[Floats] = []
        for attack in ATTACKS:
            if script_of(here[0]) in attack.scripts:
                said = flag([attacked(case.text, attack) for case in here])
                losses.append(100 * (clean - macro_f1(counts, said, so)))
                yield _row(attack.name, column, losses[-1], None)
        yield _row("mean", column, np.mean(losses, axis=0), GOAL)


def _row(name: str, column: str, lost: Floats, goal: float | None) -> Row:
    return Row(
        section=f"Points of macro-F1 lost when {SHARE:.0%} of the words are hidden",
        measure=name,
        column=column,
        value=interval(lost),
        goal=goal,
        is_more=False,
        digits=1,
    )
