"""Tier 0: named rules that see what is plain to see, and can say so. Start at `find`.

Patterns are written for folded text (safeguard.text.normalise). Gaps and repeats in them are bounded,
and so is the text they are given, so the time they take grows with the text's length and no faster.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import msgspec

from safeguard.classify.rules import anywhere, ar, en, es, fr, hi, hi_latin
from safeguard.classify.rules.context import most_for_contacts, reported_quotes
from safeguard.classify.rules.rule import ARABIC, DEVANAGARI, LATIN, Book, Rule, spans
from safeguard.text.language import LANGUAGES

ANYWHERE = Book.of(anywhere.RULES)
_IN_LATIN = (("en", en.RULES), ("es", es.RULES), ("fr", fr.RULES), ("hi-Latn", hi_latin.RULES))
BY_SCRIPT = (
    (re.compile(LATIN), Book.of(tuple(rule for _, rules in _IN_LATIN for rule in rules), LATIN)),
    (re.compile(ARABIC), Book.of(ar.RULES)),
    (re.compile(DEVANAGARI), Book.of(hi.RULES, DEVANAGARI)),
)
BOOKS = (ANYWHERE, *(book for _, book in BY_SCRIPT))
RULES = tuple(rule for book in BOOKS for rule in book.rules)
_OF_OTHERS = {
    language: {
        rule.name for other, rules in _IN_LATIN for rule in rules if other not in ("en", language)
    }
    for language in ("en", "es", "fr")
}
_BARRED = {
    language: frozenset(
        number for number, (rule, _) in enumerate(BY_SCRIPT[0][1].ways) if rule.name in names
    )
    for language, names in _OF_OTHERS.items()
}
"""Ways a text in a language is not tried by: English is mixed in everywhere, the others are not."""
_MAY_BE_PUBLIC = ("doxxing.phone", "doxxing.email", "doxxing.address")
"""Rules of what shops and offices have too; see context.most_for_contacts."""
_DIGITS = re.compile(r"\d\D{0,3}\d\D{0,3}\d")  # fewer are a time or a price
_MATCHES_LOOKED_AT = 8  # by each way
_NONE: frozenset[int] = frozenset()


class Hit(msgspec.Struct, frozen=True):
    """A rule that fired, and where in the folded text; `weight` is what the rule raises its head to."""

    rule: Rule
    start: int
    end: int
    weight: float


class _Seen(NamedTuple):
    """What stands around the matches: quotes that are merely reported, and the most a contact may weigh."""

    quoted: list[tuple[int, int]]
    most: float


def find(folded: str, language: str = "und") -> list[Hit]:
    """List what the rules see in a folded text, at most one hit a rule, in the order of the rules.

    A line that is quoted by someone who reports it weighs nothing: "they wrote 'go and die'" is no
    threat by whoever tells of it. An address or number is out whoever quotes it, unless it is a shop's.
    """
    found: dict[str, tuple[Rule, list[tuple[int, int]]]] = {}
    for book in _books(folded):
        opened = book.anchors.opened(folded)
        if book is BY_SCRIPT[0][1]:
            opened -= _BARRED.get(language, _NONE)
        for rule, way in map(book.ways.__getitem__, sorted(opened)):
            for span in islice(spans(way, folded), _MATCHES_LOOKED_AT):
                found.setdefault(rule.name, (rule, []))[1].append(span)
    if not found:
        return []
    is_model_read = language in LANGUAGES
    seen = _Seen(reported_quotes(folded), most_for_contacts(folded, is_model_read=is_model_read))
    return [_hit(rule, sorted(matches), seen) for rule, matches in found.values()]


def _books(folded: str) -> Iterator[Book]:
    """Give the rules of the scripts in sight; where the language isn't sure, all of a script are tried."""
    if "@" in folded or "plate" in folded or _DIGITS.search(folded):
        yield ANYWHERE
    if folded.isascii():
        yield BY_SCRIPT[0][1]
    else:
        yield from (book for letters, book in BY_SCRIPT if letters.search(folded))


def _hit(rule: Rule, matches: list[tuple[int, int]], seen: _Seen) -> Hit:
    """Take the first match that counts, else the first one, which then weighs nothing."""
    if rule.name.startswith(_MAY_BE_PUBLIC):
        return Hit(rule, *matches[0], min(rule.weight, seen.most))
    for start, end in matches:
        if rule.head == "doxxing" or not any(s <= start < e for s, e in seen.quoted):
            return Hit(rule, start, end, rule.weight)
    return Hit(rule, *matches[0], 0.0)
