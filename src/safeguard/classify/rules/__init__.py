"""Tier 0: named rules that see what is plain to see, and can say so. Start at `find`.

Patterns are written for folded text (safeguard.text.normalise). Gaps and repeats in them are bounded,
and so is the text they are given, so the time they take grows with the text's length and no faster.
"""

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from safeguard.classify.rules import anywhere, ar, en, es, fr, hi, hi_latin
from safeguard.classify.rules.rule import ARABIC, DEVANAGARI, LATIN, Book, Rule, folded_pattern

ANYWHERE = Book.of(anywhere.RULES)
BY_LANGUAGE = {
    "en": Book.of(en.RULES),
    "es": Book.of(es.RULES),
    "fr": Book.of(fr.RULES),
    "hi-Latn": Book.of(hi_latin.RULES),
}
BY_SCRIPT = (
    (re.compile(ARABIC), Book.of(ar.RULES, ARABIC)),
    (re.compile(DEVANAGARI), Book.of(hi.RULES, DEVANAGARI)),
)
BOOKS = (ANYWHERE, *BY_LANGUAGE.values(), *(book for _, book in BY_SCRIPT))
RULES = tuple(rule for book in BOOKS for rule in book.rules)
_QUOTES = re.compile(
    r"[\"“”„«»‹›]([^\"“”„«»‹›]{1,300})[\"“”„«»‹›]|(?<!\w)['‘]([^'‘]{1,300})['’](?!\w)"
)
_REPORTING = re.compile(
    folded_pattern(
        r"\b(?:said|says|told|tells|telling|wrote|writes|called|calls|calling|reads?|saying|received"
        r"|means|dijo|dice|dijeron|dicen|decirle|decir|escribio|escriben|llamo|llaman|leer|leyo|recibi"
        r"|mensajes?|dit|dire|disent|ecrit|ecrivent|lire|lu|recu|recoit|appelle|traite"
        r"|bola|bole|kaha|kehna|likha|kehte|padha|gaya)\b"
        r"|قال|كتب|يقول|تقول|يكتب|قرأ|تقرأ|وصلتني|رسائل|رسالة|कहा|कहना|लिखा|बोला|कहते|लिखते|पढ़ा|पढ़ना|संदेश"
    )
)
_LATIN = re.compile(LATIN)
_MATCHES_LOOKED_AT = 8


class Hit(msgspec.Struct, frozen=True):
    """A rule that fired, and where in the folded text; `weight` is what the rule raises its head to."""

    rule: Rule
    start: int
    end: int
    weight: float


def find(folded: str, language: str = "und") -> list[Hit]:
    """List what the rules see in a folded text, at most one hit a rule, in the order of the rules.

    A line that is quoted by someone who reports it weighs nothing: "they wrote 'go and die'" is no
    threat by whoever tells of it. An address or number is out whoever quotes it.
    """
    found = [
        (rule, matches)
        for book in _books(folded, language)
        if book.gate.search(folded)
        for rule in book.rules
        if (matches := list(islice(rule.pattern.finditer(folded), _MATCHES_LOOKED_AT)))
    ]
    quoted = _reported_quotes(folded) if found else []
    return [_hit(rule, matches, quoted) for rule, matches in found]


def _books(folded: str, language: str) -> Iterator[Book]:
    """Give the rules of the text's language, of English, which people mix in, and of scripts in sight.

    Where the language isn't sure, all are tried.
    """
    yield ANYWHERE
    if _LATIN.search(folded):
        tried = {"en", language} if language in ("en", "es", "fr") else BY_LANGUAGE
        yield from (book for name, book in BY_LANGUAGE.items() if name in tried)
    yield from (book for letters, book in BY_SCRIPT if letters.search(folded))


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
    return (
        [match.span() for match in _QUOTES.finditer(folded)] if _REPORTING.search(outside) else []
    )
