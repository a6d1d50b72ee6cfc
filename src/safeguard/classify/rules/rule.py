"""What a rule is, and how one is written."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from safeguard.classify.rules.anchors import Anchors
from safeguard.text.normalise import fold_character

SURE, LIKELY, HINT, NOTED = 0.95, 0.75, 0.45, 0.0
"""What a rule raises its head to. SURE fires at every operating point, LIKELY at balanced and more,
HINT at more only; NOTED raises nothing, and is there for those who ask (see fixation)."""

_NEGATIONS = "never|not|dont|wont|cannot|nunca|jamas|jamais|nahi|nahin|mat|لا|لن|لم|ليس|ما|नहीं|मत"
_GAP = rf" (?:(?!(?:{_NEGATIONS}|\S{{1,8}}n't) )\S{{1,30}} ){{0,3}}"
LATIN, ARABIC, DEVANAGARI = "[a-z]", "[\u0620-\u064a\u066e-\u06d3]", "[\u0900-\u0963]"
"""The letters of a script after folding; a small class per script costs half of what one for all does."""
_LAST_OF_LATIN = "\u024f"


class Rule(msgspec.Struct, frozen=True):
    """One rule: what it is called, the head and category it speaks for, how sure it is, its patterns.

    A rule fits where one of its `ways` does; each is compiled when a text first has its anchors. A way begins
    with the sign before a word, so that `re` need only look where words begin: texts get a space in front.
    """

    name: str
    head: str
    category: str
    weight: float
    ways: tuple[str, ...]


def rule(label: str, category: str, weight: float, pattern: str, *, letters: str = LATIN) -> Rule:
    """Make a rule out of `label` (head, dot, rest of the name) and a pattern of whole words.

    `~` in the pattern stands for up to three words in between, none of them a negation; `⟨` and `⟩`
    for where a word begins and ends. Letters are folded as the texts will be.
    """
    ways = tuple(
        f"[^{letters[1:-1]}](?:{way})⟩".replace("~", _GAP)
        .replace("⟨", f"(?<!{letters})")
        .replace("⟩", f"(?!{letters})")
        for way in ways_of(folded_pattern(pattern))
    )
    seen = label.partition(".")[0]
    return Rule(label, _HEADS.get(seen, seen), category, weight, ways)


def spans(way: str, folded: str) -> Iterator[tuple[int, int]]:
    """Find where a way fits a folded text."""
    for match in compiled(way).finditer(f" {folded}"):
        yield match.start(), match.end() - 1


def ways_of(pattern: str) -> list[str]:
    """Split a pattern at the bars that are in no group and no class."""
    ways, depth, begin, is_class, is_escaped = [], 0, 0, False, False
    for place, sign in enumerate(pattern):
        if is_escaped:
            is_escaped = False
        elif sign == "\\":
            is_escaped = True
        elif is_class or sign == "[":
            is_class = sign != "]"
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            ways.append(pattern[begin:place])
            begin = place + 1
    return [*ways, pattern[begin:]]


@cache
def compiled(way: str) -> re.Pattern[str]:
    return re.compile(way)


# Names say what was seen; these are not heads of their own.
_HEADS = {"selfharm": "threat", "stalking": "threat", "fixation": "threat", "intimate": "sexual"}


def folded_pattern(pattern: str) -> str:
    """Fold letters beyond Latin, and leave the pattern's own signs alone."""
    return "".join(
        fold_character(sign) if sign > _LAST_OF_LATIN and sign not in "⟨⟩" else sign
        for sign in pattern
    )


class Book(msgspec.Struct, frozen=True):
    """Rules for one script: every way of each, numbered, and the anchors that tell which may fit a text."""

    rules: tuple[Rule, ...]
    ways: tuple[tuple[Rule, str], ...]
    anchors: Anchors

    @classmethod
    def of(cls, rules: tuple[Rule, ...], letters: str = "") -> "Book":
        ways = tuple((rule, way) for rule in rules for way in rule.ways)
        return cls(rules, ways, Anchors.of([way for _, way in ways], letters))
