"""Tier 0: named rules that see what is plain to see, and can say so. Start at `find`.

Patterns are written for folded text (safeguard.text.normalise). Gaps and repeats in them are bounded,
and so is the text they are given, so the time they take grows with the text's length and no faster.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from safeguard.classify.rules.rule import Rule
from safeguard.classify.rules import anywhere, ar, en, es, fr, hi, hi_latin

LATIN = anywhere.RULES + en.RULES + es.RULES + fr.RULES + hi_latin.RULES
BY_SCRIPT = {"Latn": LATIN, "Arab": ar.RULES, "Deva": hi.RULES}
RULES = LATIN + ar.RULES + hi.RULES
_SEEN_IN = {
    "Arab": re.compile(r"[\u0620-\u06d3]"),
    "Deva": re.compile(r"[\u0900-\u097f]"),
}
_QUOTES = re.compile(r"[\"“”„«»‹›]([^\"“”„«»‹›]{1,300})[\"“”„«»‹›]")
_REPORTING = re.compile(
    r"\b(?:said|says|told|tells|wrote|writes|called|calls|messages? (?:like|saying)|got this|received"
    r"|dijo|dice|dijeron|dicen|escribio|escriben|llamo|llaman|recibi|mensajes?"
    r"|dit|disent|ecrit|ecrivent|recu|recoit|appelle|traite|messages?"
    r"|bola|bole|kaha|likha|kehte)\b|قال|كتب|يقول|يكتب|وصلتني|رسائل|رساله|कहा|लिखा|बोला|कहते|लिखते|संदेश"
)
_MATCHES_LOOKED_AT = 8


class Hit(msgspec.Struct, frozen=True):
    """A rule that fired, and where in the folded text; `weight` is what the rule raises its head to."""

    rule: Rule
    start: int
    end: int
    weight: float


def find(folded: str) -> list[Hit]:
    """List what the rules see in a folded text, at most one hit a rule, in the order of the rules.

    A line that is quoted by someone who reports it weighs nothing: "they wrote 'go and die'" is no
    threat by whoever tells of it. An address or number is out whoever quotes it.
    """
    quoted = _reported_quotes(folded)
    return [_hit(rule, matches, quoted) for rule, matches in _matches(folded) if matches]


def _matches(folded: str) -> Iterator[tuple[Rule, list[re.Match[str]]]]:
    for rule in _that_may_fire(folded):
        found = rule.pattern.finditer(folded)
        yield rule, [match for match, _ in zip(found, range(_MATCHES_LOOKED_AT), strict=False)]


def _that_may_fire(folded: str) -> Iterator[Rule]:
    """Pass over what cannot fire: rules of a script that is not there, or whose words are not."""
    rules: Iterable[Rule] = LATIN
    for script, letters in _SEEN_IN.items():
        if letters.search(folded):
            rules = [*rules, *BY_SCRIPT[script]]
    return (rule for rule in rules if any(word in folded for word in rule.needs))


def _hit(rule: Rule, matches: list[re.Match[str]], quoted: list[tuple[int, int]]) -> Hit:
    """Take the first match that is not merely reported, else the first one, which then weighs nothing."""
    for match in matches:
        if rule.head == "doxxing" or not any(s <= match.start() < e for s, e in quoted):
            return Hit(rule, *match.span(), rule.weight)
    return Hit(rule, *matches[0].span(), 0.0)


def _reported_quotes(folded: str) -> list[tuple[int, int]]:
    if not _QUOTES.search(folded):
        return []
    outside = _QUOTES.sub(" ", folded)
    return [match.span() for match in _QUOTES.finditer(folded)] if _REPORTING.search(outside) else []
