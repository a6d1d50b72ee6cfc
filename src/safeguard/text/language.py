"""Which language a short post is in: script first, then everyday words.

How good it is stands in docs/develop/model-card.md. It reads en, es, fr, ar, hi and romanised Hindi
(`hi-Latn`) and knows Arabic in Latin letters; everything else, and everything too short to tell, is `und`.
"""

import re

from safeguard.text import normalise
from safeguard.text.words import EVERYDAY

LANGUAGES = ("en", "es", "fr", "ar", "hi", "hi-Latn")
UNKNOWN = "und"

_TOKEN = re.compile(r"[a-z0-9']+")
_ARABIZI = re.compile(r"[a-z]+[23567]+[a-z]+|[37][a-z]{2,}[a-z0-9]*|[a-z]{3,}[37]")
_HALF = 0.5  # a word whose digits may be Arabic letters: two of them and no other word make Arabic
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_NOT_OF_ARABIC = re.compile(r"[پچژگٹڈڑںےہھۓڭې]")  # Persian, Urdu, Pashto, Uyghur
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_NOT_OF_HINDI = re.compile(  # Marathi, Nepali
    r"ळ|(?<![\u0900-\u097f])(?:आहे|आहेत|नाही|मला|छ|छन्|छैन|गर्न)(?![\u0900-\u097f])"
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u058f\u0590-\u05ff\u0980-\u1fff\u3040-\ud7ff]")
_LATIN = re.compile(r"[a-z]")
_AT_MOST_FOREIGN = 0.03  # of the letters, before a text in Arabic script is no Arabic
_ENOUGH = 1.0  # one word that no other language here has
_CLEAR = 0.4  # how far ahead of the second the first must be


def identify(text: str, hint: str = "") -> str:
    """Name the language of `text`: one of LANGUAGES, 'und', or `hint` where the text alone can't tell.

    `hint` is what a platform says. It is often the language of the app rather than of the post, so the
    text's own evidence goes first, and a hint of another script than the text's is not taken.
    """
    return identify_folded(normalise.fold(text).text, hint)


def identify_folded(text: str, hint: str = "") -> str:
    """Do what `identify` does, for a text that is folded already."""
    letters = normalise.without_addresses(text)
    script = script_of(letters)
    if script == "Arab":
        share = len(_NOT_OF_ARABIC.findall(letters)) / len(_ARABIC.findall(letters))
        return "ar" if share < _AT_MOST_FOREIGN else _taken(hint, "")
    if script == "Deva":
        return _taken(hint, "") if _NOT_OF_HINDI.search(letters) else "hi"
    if script == "Latn":
        return _by_words(letters) or _taken(hint, "ar hi")
    return _taken(hint, "en es fr ar hi")


def script_of(text: str) -> str:
    """Name the script that most letters of a folded text are in: Latn, Arab, Deva, or '' for any other."""
    if text.isascii():
        return "Latn" if _LATIN.search(text) else ""
    counts = {
        "Latn": len(_LATIN.findall(text)),
        "Arab": len(_ARABIC.findall(text)),
        "Deva": len(_DEVANAGARI.findall(text)),
        "": len(_OTHER_SCRIPT.findall(text)),
    }
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] else ""


def _by_words(text: str) -> str:
    """Weigh each known word by how few languages have it; '' where none or two of them stand out."""
    weights = dict.fromkeys(EVERYDAY, 0.0)
    for word in _TOKEN.findall(text):
        having = _HAVING.get(word, ())
        for name in having:
            weights[name] += 1 / len(having)
        if not having and not word.isalpha() and _ARABIZI.fullmatch(word):
            weights["ar"] += _HALF
    second, first = sorted(weights, key=weights.__getitem__)[-2:]
    if weights[first] < _ENOUGH or weights[first] - weights[second] < _CLEAR:
        return ""
    return UNKNOWN if first == "other" else first


_HAVING = {
    word: tuple(name for name, words in EVERYDAY.items() if word in words)
    for words in EVERYDAY.values()
    for word in words
}


def _taken(hint: str, wrong: str) -> str:
    """Take the hint, unless its script is not the text's: then the language stays unknown."""
    base = hint.partition("-")[0].lower()
    if not base or base in wrong.split():
        return "hi-Latn" if base == "hi" and wrong == "ar hi" else UNKNOWN
    return base
