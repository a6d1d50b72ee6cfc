"""What a rule is: a name, the head and category it speaks for, how sure it is, and its pattern."""

import re

import msgspec

from safeguard.text.normalise import LETTER, fold_character

SURE, LIKELY, HINT, NOTED = 0.95, 0.75, 0.45, 0.0
"""What a rule raises its head to. SURE fires at every operating point, LIKELY at balanced and more,
HINT at more only; NOTED raises nothing, and is there for those who ask (see fixation)."""

_NEGATIONS = (
    "never|not|dont|wont|cannot|nunca|jamas|jamais|nahi|nahin|mat|لا|لن|لم|ليس|ما|नहीं|मत|कभी"
)
_MACROS = {
    "⟨": f"(?<!{LETTER})",
    "⟩": f"(?!{LETTER})",
    "~": rf" (?:(?!(?:{_NEGATIONS}|\S{{1,8}}n't) )\S{{1,30}} ){{0,3}}",
}
_LAST_OF_LATIN = "\u024f"


class Rule(msgspec.Struct, frozen=True):
    """One rule. `needs` are folded pieces of text, one of which must be there for it to be tried."""

    name: str
    head: str
    category: str
    weight: float
    needs: tuple[str, ...]
    pattern: re.Pattern[str]


def rule(label: str, category: str, weight: float, needs: str, pattern: str) -> Rule:
    """Make a rule out of `label` (head, dot, rest of the name) and a pattern of whole words.

    `~` in the pattern stands for up to three words in between, none of them a negation, and `|`
    parts the words of `needs`. Letters are folded as the texts will be.
    """
    body = f"⟨(?:{_folded(pattern)})⟩"
    for sign, meaning in _MACROS.items():
        body = body.replace(sign, meaning)
    return Rule(
        name=label,
        head=_HEADS.get(label.partition(".")[0], label.partition(".")[0]),
        category=category,
        weight=weight,
        needs=tuple(_folded(needs).split("|")),
        pattern=re.compile(body),
    )


# Names say what was seen; these are not heads of their own.
_HEADS = {"selfharm": "threat", "stalking": "threat", "fixation": "threat", "intimate": "sexual"}


def _folded(pattern: str) -> str:
    """Fold letters beyond Latin, and leave the pattern's own signs alone."""
    return "".join(
        fold_character(sign) if sign > _LAST_OF_LATIN and sign not in _MACROS else sign
        for sign in pattern
    )
