"""Stems for search: words that mean the same are found by one key, with or without their accents."""

import re
import unicodedata

import Stemmer

from safeguard.text import normalise

_ALGORITHMS = {"en": "english", "es": "spanish", "fr": "french", "hi": "hindi"}
_ARTICLES = ("وال", "بال", "فال", "كال", "ال", "لل")
_NUMBER = re.compile(r"\d{2,}")
_SHORTEST = 3  # letters that must be left when an Arabic article goes


def fold(text: str) -> str:
    """Fold case, width, accents and invisible characters; the result is in NFC."""
    return unicodedata.normalize("NFC", normalise.fold(text).text)


def stems(text: str, language: str) -> list[str]:
    """List the stems of the words of `text`, in order, repeats and all.

    Accents are folded before stemming, so that "mataré" and "matare" meet. Arabic loses only its
    article; a language without a stemmer gives the folded words themselves.
    """
    return _stemmed(words_of(text), language)


def found_by(text: str, language: str) -> set[str]:
    """Name what a search may find `text` by: its stems, and its numbers as they stand."""
    folded = fold(text)
    words: list[str] = normalise.WORD.findall(folded)
    return {*_stemmed(words, language), *_NUMBER.findall(folded)}


def asked_for(query: str) -> list[frozenset[str]]:
    """Give for each word of a search what it may have become in a text; a number is itself."""
    folded = fold(query)
    numbers = [frozenset([number]) for number in _NUMBER.findall(folded)]
    return [forms(word) for word in normalise.WORD.findall(folded)] + numbers


def _stemmed(words: list[str], language: str) -> list[str]:
    if language == "ar":
        return [_without_article(word) for word in words]
    if algorithm := _ALGORITHMS.get(language):
        # One stemmer a call: a Stemmer keeps a cache and must not be shared between threads.
        stemmed: list[str] = Stemmer.Stemmer(algorithm, 0).stemWords(words)
        return stemmed
    return words


def forms(word: str) -> frozenset[str]:
    """Name what one folded word may have become in a text, whatever language that text is in."""
    return frozenset(
        [word, _without_article(word)]
        + [Stemmer.Stemmer(algorithm, 0).stemWord(word) for algorithm in _ALGORITHMS.values()]
    )


def words_of(text: str) -> list[str]:
    """List the folded words of `text`, in order."""
    words: list[str] = normalise.WORD.findall(fold(text))
    return words


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _SHORTEST:
            return word[len(article) :]
    return word
