"""Which guides a search means: by stems in five languages, titles and the words people use before the text."""

from functools import lru_cache
from math import log

from fuerza.guides.queries.books import Files, Guide, Text, book, files
from fuerza.guides.queries.showing import text_in
from safeguard.text import stem

_TITLE, _LEAD, _BODY = 6.0, 3.0, 1.0
_ELSEWHERE = 0.4  # the source's words count in every language, but her own go first
Weights = dict[str, float]
Index = dict[str, Weights]


def found(query: str, language: str) -> list[Guide]:
    """List the guides that a search means, the likeliest first; none where no word of it is known."""
    guides = list(book().values())
    index = _index(files(), language)
    met = [
        [(index[form], log(1 + len(guides) / len(index[form]))) for form in forms if form in index]
        for forms in stem.asked_for(query)
    ]
    rated = [(_rate(met, guide), guide) for guide in guides]
    return [guide for rate, guide in sorted(rated, key=lambda one: -one[0]) if rate]


def _rate(met: list[list[tuple[Weights, float]]], guide: Guide) -> float:
    """Weigh each word by how few guides have it; one that is met in several of its forms counts once."""
    return sum(
        max((weights.get(guide.name, 0.0) * rarity for weights, rarity in forms), default=0.0)
        for forms in met
    )


@lru_cache(maxsize=10)
def _index(_files: Files, language: str) -> Index:
    """Index all guides as they show in a language; again only when a file changed."""
    index: Index = {}
    for guide in book().values():
        for form, weight in _weights_of(guide, language).items():
            index.setdefault(form, {})[guide.name] = weight
    return index


def _weights_of(guide: Guide, language: str) -> Weights:
    weights: Weights = {}
    own = text_in(guide, language)
    _add(weights, own, 1.0)
    if own is not guide.source:
        _add(weights, guide.source, _ELSEWHERE)
    return weights


def _add(weights: Weights, text: Text, share: float) -> None:
    fields = (
        (" ".join([text.head.title, *text.head.words]), _TITLE),
        (text.head.lead, _LEAD),
        (" ".join(line.text for line in text.lines()), _BODY),
    )
    for words, weight in fields:
        for form in stem.found_by(words, text.language):
            weights[form] = max(weights.get(form, 0.0), weight * share)


def results(query: str, language: str) -> list[tuple[Guide, Text]]:
    """List what a search means, with the text that would be shown."""
    return [(guide, text_in(guide, language)) for guide in found(query, language)]
