"""From a request to its answer: what was asked is checked, the comment is scored, the heads become attributes."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from fuerza.api.attributes import ATTRIBUTES, heads_of, highest
from fuerza.api.messages import (
    AnalyzeCommentRequest,
    AnalyzeCommentResponse,
    AttributeParameters,
    AttributeScores,
    Score,
    SpanScore,
)
from fuerza.api.reading import Plain, shown, utf16
from fuerza.api.refusals import invalid
from safeguard.classify import records
from safeguard.classify.detector import READ, Detector
from safeguard.text.language import LANGUAGES, UNKNOWN, identify

LONGEST = 20_480  # bytes of UTF-8, as Perspective has it
OVERLAP = 200  # a threat across the end of one piece is whole in the next
SPOKEN = sorted({tag.partition("-")[0] for tag in LANGUAGES})
_NAME_SHOWN = 60


class Piece(msgspec.Struct, frozen=True):
    """As much of a comment as is read at once, with where it begins, and its score."""

    start: int
    score: records.Score


def parse(body: bytes) -> AnalyzeCommentRequest:
    """Read a request.

    Raises:
        Refused: it is no JSON, or not of the described shape; the message says where.

    """
    try:
        asked = msgspec.json.decode(body)
    except (ValueError, RecursionError):
        raise invalid(
            "The body is not JSON that can be read: UTF-8, not nested deeply, no halves of characters."
        ) from None
    if not isinstance(asked, dict):
        raise invalid("The body is JSON, but no object.")
    try:
        return msgspec.convert(_without_nulls(asked), AnalyzeCommentRequest)
    except msgspec.ValidationError as error:
        raise invalid(f"The request is not as described: {error}.") from None


def _without_nulls(value: Any) -> Any:
    """Leave null fields out: to Google's clients they are the same as fields that are not there."""
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    return value


def analyze(asked: AnalyzeCommentRequest) -> AnalyzeCommentResponse:
    """Score a comment.

    Raises:
        Refused: what was asked for is not there, or nothing of it can be told.

    """
    _refuse_attributes(asked)
    _refuse_languages(asked)
    plain = _plain(asked)
    hint = asked.languages[0] if asked.languages else ""
    pieces = _pieces(plain.text, hint)
    told = {
        name: value
        for name in asked.requested_attributes
        if (value := _value(name, pieces)) is not None
    }
    if not told:
        raise invalid(
            "Unable to detect language: nothing can be told.", "LANGUAGE_DETECTION_FAILED"
        )
    is_known = [piece.score.language for piece in pieces if piece.score.language != UNKNOWN]
    read_in = is_known[:1]
    alone = read_in if not hint else [tag for tag in [identify(plain.text)] if tag != UNKNOWN]
    return AnalyzeCommentResponse(
        attribute_scores={
            name: _scores(asked, name, value, plain=plain, pieces=pieces)
            for name, value in told.items()
            if value >= asked.requested_attributes[name].score_threshold
        },
        languages=asked.languages or read_in,
        detected_languages=alone,
        client_token=asked.client_token or None,
    )


def _refuse_attributes(asked: AnalyzeCommentRequest) -> None:
    if not asked.requested_attributes:
        raise invalid("Missing requested_attributes.", "NO_REQUESTED_ATTRIBUTES")
    for name, parameters in asked.requested_attributes.items():
        if name not in ATTRIBUTES:
            known = ", ".join(sorted(ATTRIBUTES))
            raise invalid(f"Unknown requested attribute: {name[:_NAME_SHOWN]}. Known are: {known}.")
        if not _is_probability(parameters):
            raise invalid(
                f"Requested score type {parameters.score_type} is not supported by attribute {name}."
            )


def _is_probability(parameters: AttributeParameters) -> bool:
    return parameters.score_type in {"PROBABILITY", "SCORE_TYPE_UNSPECIFIED"}


def _refuse_languages(asked: AnalyzeCommentRequest) -> None:
    """Refuse where one of the languages is not read; tags are BCP 47, of which the language counts."""
    foreign = [tag for tag in asked.languages if tag.partition("-")[0].lower() not in SPOKEN]
    if foreign:
        named = ", ".join(tag[:_NAME_SHOWN] for tag in foreign)
        attribute = next(iter(asked.requested_attributes))
        raise invalid(
            f"Attribute {attribute} does not support request languages: {named}",
            "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
            languageNotSupportedByAttributeError={
                "attribute": attribute,
                "requestedLanguages": asked.languages,
            },
        )


def _plain(asked: AnalyzeCommentRequest) -> Plain:
    text = asked.comment.text
    if len(text.encode()) > LONGEST:
        raise invalid(f"Comment text too long: {LONGEST} bytes at most.", "COMMENT_TOO_LONG")
    plain = shown(text) if asked.comment.type == "HTML" else Plain(text)
    if not plain.text.strip():
        raise invalid("Comment must be non-empty.", "COMMENT_EMPTY")
    return plain


def _pieces(text: str, hint: str) -> list[Piece]:
    """Score a text whole: one longer than the detector reads at once, in pieces that overlap."""
    starts = range(0, max(len(text) - OVERLAP, 1), READ - OVERLAP)
    texts = [text[start : start + READ] for start in starts]
    scores = Detector().score(texts, [hint] * len(texts))
    return [Piece(start, score) for start, score in zip(starts, scores, strict=True)]


def _value(attribute: str, pieces: Sequence[Piece]) -> float | None:
    values = [highest(piece.score, heads_of(attribute, piece.score)) for piece in pieces]
    return max((value for value in values if value is not None), default=None)


def _scores(
    asked: AnalyzeCommentRequest,
    attribute: str,
    value: float,
    *,
    plain: Plain,
    pieces: Sequence[Piece],
) -> AttributeScores:
    """Give an attribute's scores; the whole comment is the one span, unless its words were asked for and found."""
    came = asked.comment.text
    least = asked.requested_attributes[attribute].score_threshold
    spans = _spans(attribute, plain, pieces) if asked.span_annotations else {}
    kept = sorted((span, weight) for span, weight in spans.items() if weight >= least)
    return AttributeScores(
        span_scores=[
            SpanScore(begin=utf16(came, begin), end=utf16(came, end), score=Score(value=weight))
            for (begin, end), weight in kept or [((0, len(came)), value)]
        ],
        summary_score=Score(value=value),
    )


def _spans(attribute: str, plain: Plain, pieces: Sequence[Piece]) -> dict[tuple[int, int], float]:
    """Say where in what came the words stand that an attribute rests on, without space around them."""
    spans: dict[tuple[int, int], float] = {}
    for start, end, weight in _weighed(attribute, pieces):
        said = plain.text[start:end]
        if said.strip():
            begin = start + len(said) - len(said.lstrip())
            span = plain.span(begin, begin + len(said.strip()))
            spans[span] = max(weight, spans.get(span, 0.0))
    return spans


def _weighed(attribute: str, pieces: Sequence[Piece]) -> Iterator[tuple[int, int, float]]:
    """Give the words that an attribute rests on: where they begin and end in what was read, and their weight."""
    for piece in pieces:
        heads = heads_of(attribute, piece.score)
        for why in piece.score.why:
            if why.head in heads and why.weight:
                yield piece.start + why.start, piece.start + why.end, why.weight
