"""Hashtags: what makes two spellings one, and how often each was used, counted once however many share it."""

import unicodedata

import msgspec
from django.db.models import Count, Q

from fuerza.programme.models import HashtagUse, Programme
from fuerza.programme.queries.seeing import Looking, listed_for, viewer_of

_JOINERS = "\u200c\u200d"  # they shape letters in Devanagari and Arabic, and belong to the word
SCRIPTS = {
    "LATIN": "Latn",
    "DEVANAGARI": "Deva",
    "ARABIC": "Arab",
    "CYRILLIC": "Cyrl",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "BENGALI": "Beng",
    "TAMIL": "Taml",
    "HANGUL": "Hang",
}


class HashtagTotal(msgspec.Struct, frozen=True):
    """One hashtag of the programme, and how many editions and campaigns used it."""

    display: str
    editions: int
    campaigns: int


def bare(text: str) -> str:
    """A hashtag without its sign and the space around it."""
    return text.strip().lstrip("#＃")


def hashtag_key(text: str) -> str:
    """Return what makes two spellings one hashtag: NFKC and case folding, with or without the sign."""
    return unicodedata.normalize("NFKC", bare(text)).casefold()


def is_hashtag(text: str) -> bool:
    """Say whether a text is one whole hashtag: letters with their marks, digits, underscores; not digits alone.

    A plain "word" pattern would cut #शक्ति after its second letter: vowel signs and viramas are marks.
    """
    tag = bare(text)
    kinds = [unicodedata.category(sign) for sign in tag if sign not in _JOINERS]
    is_whole = all(kind[0] in "LMN" or kind == "Pc" for kind in kinds)
    return is_whole and any(kind[0] == "L" for kind in kinds)


def script_of(text: str) -> str:
    """Name the script of a text's first letter (ISO 15924); "Zyyy" where we don't know it."""
    letters = (sign for sign in text if unicodedata.category(sign)[0] == "L")
    names = (unicodedata.name(sign, "").partition(" ")[0] for sign in letters)
    return SCRIPTS.get(next(names, ""), "Zyyy")


def hashtag_totals(looking: Looking, programme: Programme) -> list[HashtagTotal]:
    """List the programme's hashtags, each once, as far as whoever looks may know of what used them.

    Made-up editions count nowhere. A hashtag of two editions is one line with a 2, never two lines.
    """
    seen = Q(edition__programme=programme, edition__is_fictional=False) & listed_for(
        viewer_of(looking), prefix="edition__"
    )
    used = HashtagUse.objects.filter(
        Q(programme=programme) | Q(campaign__programme=programme) | seen
    ).order_by()
    rows = used.values_list("hashtag__display", "hashtag__key").annotate(
        Count("programme"), Count("edition"), Count("campaign")
    )
    ordered = sorted(rows, key=lambda row: (-row[2], -row[3], -row[4], row[1]))
    return [HashtagTotal(row[0], row[3], row[4]) for row in ordered]
