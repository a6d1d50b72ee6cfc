"""The detector: texts in, Scores out. Rules, word counts and, where they doubt, an encoder; models sort, people decide.

>>> Detector().score(["I know where you live"])[0].labels
('A4',)
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from safeguard.classify import baseline, encoder, labels, rules
from safeguard.classify.records import ABUSE, HEADS, POINTS, Reason, Score
from safeguard.classify.tables import Table
from safeguard.text import language as languages_of
from safeguard.text.normalise import Folded, fold, without_addresses

CUT = "cut"
"""Code of the reason that says: only the first READ characters were read."""
MODEL = "words"
"""Code of the reason that points to the word that weighed most in the model."""
WHOLE = "whole"
"""Code of the reason that says: no one word, but the text as a whole."""
READ = 10_000
DOUBT = {"sexism": 0.15, "insult": 0.15}
LESS_DOUBT = 0.05
"""From which probability on, by word counts, the encoder reads a text too: where an abuse is likelier than in an
inbox at large, by any head. No other measure tried let pass as many harmless texts for as few threats."""
BY_WORDS = 0.2
"""From which probability by word counts on, a word is named as the reason."""
_BATCH = 256
_DANGERS = [HEADS.index(head) for head in ABUSE]
_DOUBTS = np.array([DOUBT.get(head, LESS_DOUBT) for head in ABUSE])


class _Read(NamedTuple):
    """A text as the detector reads it: `words` is the folded text with addresses blanked."""

    original: str
    folded: Folded
    words: str
    plain: str
    language: str
    hits: list[rules.Hit]


class Detector:
    """Scores texts at one operating point: 'more' finds more, 'fewer' raises fewer false alarms.

    Holds no state but the weights, which are read-only: one detector may serve many threads.
    """

    def __init__(self, point: str = "balanced", model: baseline.Model | None = None) -> None:
        if point not in POINTS:
            raise ValueError(f"{point!r} was no operating point; they are {', '.join(POINTS)}")
        self.point = point
        self.model = model or baseline.model()
        self.encoder = encoder.model() if model is None and encoder.is_here() else None
        self.name = self.encoder.name if self.encoder else self.model.name
        last = self.encoder or self.model
        self._thresholds = {
            language: [last.threshold(point, head, language) for head in HEADS]
            for language in languages_of.LANGUAGES
        }

    def score(
        self, texts: Sequence[str], languages: Sequence[str | None] | None = None
    ) -> list[Score]:
        """Score each text; the answer for one never depends on the others.

        `languages` holds what the platforms said, one a text ('' or None: nothing); it only helps where
        the text alone can't tell. A text without words, or in a language that isn't read, gets None
        for its heads, never 0; what rules see is counted all the same.

        Raises: ValueError when there are not as many languages as texts.
        """
        hints = [""] * len(texts) if languages is None else [hint or "" for hint in languages]
        if len(hints) != len(texts):
            raise ValueError(f"{len(hints)} languages were given for {len(texts)} texts")
        return [
            score
            for start in range(0, len(texts), _BATCH)
            for score in self._batch(texts[start : start + _BATCH], hints[start : start + _BATCH])
        ]

    def pointed(self, text: str, why: Sequence[Reason]) -> tuple[Reason, ...]:
        """Give a text's reasons with the word that weighed most in place of "the text as a whole".

        The encoder reads the text once for each of its words, so this is for one text, when somebody asks.
        """
        if self.encoder is None:
            return tuple(why)
        folded = fold(text[:READ])
        return tuple(
            Reason(MODEL, reason.head, *self._strongest(folded, reason.head), reason.weight)
            if reason.code == WHOLE
            else reason
            for reason in why
        )

    def _strongest(self, folded: Folded, head: str) -> tuple[int, int]:
        return folded.span(*encoder.strongest_word(folded.text, head, using=self.encoder))

    def _batch(self, texts: Sequence[str], hints: Sequence[str]) -> Iterator[Score]:
        read = [_read(text, hint) for text, hint in zip(texts, hints, strict=True)]
        prediction = baseline.predict(
            self.model, [item.plain for item in read], [item.language for item in read]
        )
        chances = self._looked_at_again(read, prediction.probabilities).round(4).tolist()
        for number, item in enumerate(read):
            is_read = item.language in languages_of.LANGUAGES
            values = chances[number] if is_read else [None] * len(HEADS)
            yield self._answer(item, dict(zip(HEADS, values, strict=True)), number, prediction)

    def _looked_at_again(self, read: Sequence[_Read], chances: Table) -> Table:
        """Let the encoder read what the word counts or a rule doubt, and mix what both say."""
        doubted = [
            number
            for number, item in enumerate(read)
            if item.language in languages_of.LANGUAGES
            and (item.hits or (chances[number, _DANGERS] >= _DOUBTS).any())
        ]
        if self.encoder is None or not doubted:
            return chances
        texts, languages = zip(
            *((read[number].folded.text, read[number].language) for number in doubted), strict=True
        )
        mixed = chances.copy()
        mixed[doubted] = encoder.mixed(
            chances[doubted], encoder.probabilities(texts, languages, using=self.encoder)
        )
        return mixed

    def _answer(
        self,
        item: _Read,
        said: dict[str, float | None],
        number: int,
        prediction: baseline.Prediction,
    ) -> Score:
        fired = by_model = self._fired(said, item.language)
        heads = said
        if item.hits:
            heads = said.copy()
            for hit in item.hits:
                known = heads[hit.rule.head]
                heads[hit.rule.head] = max(known or 0.0, hit.weight) or known
            fired = self._fired(heads, item.language)
        found = labels.labels(fired, item.hits)
        return Score(
            heads=heads,
            labels=found,
            severity=labels.severity(found),
            language=item.language,
            why=tuple(
                self._why(item, {head: said[head] or 0.0 for head in by_model}, number, prediction)
            ),
            model=self.name,
            point=self.point,
        )

    def _fired(self, heads: dict[str, float | None], language: str) -> list[str]:
        thresholds = self._thresholds.get(language) or self._thresholds[languages_of.LANGUAGES[0]]
        return [
            head
            for (head, value), least in zip(heads.items(), thresholds, strict=True)
            if value is not None and value >= least
        ]

    def _why(
        self, item: _Read, fired: Mapping[str, float], number: int, prediction: baseline.Prediction
    ) -> Iterator[Reason]:
        """Give the rules' reasons, then the model's, then what was not read; offsets are the original's."""
        for hit in item.hits:
            start, end = item.folded.span(hit.start, hit.end)
            yield Reason(hit.rule.name, hit.rule.head, start, end, hit.weight)
        places = baseline.places(item.words) if fired else []
        for head, weight in fired.items():
            if prediction.probabilities[number][HEADS.index(head)] < BY_WORDS:
                yield Reason(WHOLE, head, 0, min(len(item.original), READ), weight)
                continue
            start, end = prediction.strongest_word(number, head, item.plain)
            span = (places[start], places[end - 1] + 1) if end else (0, len(item.words))
            yield Reason(MODEL, head, *item.folded.span(*span), weight)
        if len(item.original) > READ:
            yield Reason(CUT, "", READ, len(item.original))


def _read(text: str, hint: str) -> _Read:
    folded = fold(text[:READ])
    words = without_addresses(folded.text)
    language = languages_of.identify_folded(words, hint)
    return _Read(
        text, folded, words, baseline.plain(words), language, rules.find(folded.text, language)
    )
