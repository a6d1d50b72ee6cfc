"""What a rule is, and how one is written."""

import re

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
    """One rule: what it is called, the head and category it speaks for, how sure it is, its pattern."""

    name: str
    head: str
    category: str
    weight: float
    pattern: re.Pattern[str]


def rule(label: str, category: str, weight: float, pattern: str, *, letters: str = LATIN) -> Rule:
    """Make a rule out of `label` (head, dot, rest of the name) and a pattern of whole words.

    `~` in the pattern stands for up to three words in between, none of them a negation; `⟨` and `⟩`
    for where a word begins and ends. Letters are folded as the texts will be.
    """
    body = f"⟨(?:{folded_pattern(pattern)})⟩".replace("~", _GAP)
    body = body.replace("⟨", f"(?<!{letters})").replace("⟩", f"(?!{letters})")
    seen = label.partition(".")[0]
    return Rule(label, _HEADS.get(seen, seen), category, weight, re.compile(body))


# Names say what was seen; these are not heads of their own.
_HEADS = {"selfharm": "threat", "stalking": "threat", "fixation": "threat", "intimate": "sexual"}


def folded_pattern(pattern: str) -> str:
    """Fold letters beyond Latin, and leave the pattern's own signs alone."""
    return "".join(
        fold_character(sign) if sign > _LAST_OF_LATIN and sign not in "⟨⟩" else sign
        for sign in pattern
    )


class Book(msgspec.Struct, frozen=True):
    """Rules for one script, numbered, and the anchors that tell which of them may fit a text."""

    rules: tuple[Rule, ...]
    anchors: Anchors

    @classmethod
    def of(cls, rules: tuple[Rule, ...], letters: str = "") -> "Book":
        return cls(rules, Anchors.of([rule.pattern.pattern for rule in rules], letters))
