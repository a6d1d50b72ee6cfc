"""What is asked and answered: one description, from which requests are read and the discovery document is made.

Names and shapes are those of Google's Comment Analyzer (Perspective), version v1alpha1; the sentences are ours. A class
is a message, its docstring and the `Meta` of its fields are what the discovery document says of them.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, field

TextType = Literal["TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML"]
ScoreType = Literal["SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE", "PERCENTILE", "RAW"]


class Message(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """What all have in common: camelCase names, and no field that is not described."""


class TextEntry(Message):
    """A text."""

    text: Annotated[str, Meta(description="The text itself.")] = ""
    type: Annotated[
        TextType, Meta(description="PLAIN_TEXT unless said. Of HTML only what is shown is read.")
    ] = "PLAIN_TEXT"


class ArticleAndParentComment(Message):
    """What a comment stands under."""

    article: TextEntry | None = None
    parent_comment: TextEntry | None = None


class Context(Message):
    """What a comment answers to. Accepted, and not read: a comment is scored by its own words."""

    entries: list[TextEntry] = field(default_factory=list)
    article_and_parent_comment: ArticleAndParentComment | None = None


class AttributeParameters(Message):
    """How one attribute is asked for; usually {}."""

    score_type: Annotated[ScoreType, Meta(description="PROBABILITY is the only one there is.")] = (
        "PROBABILITY"
    )
    score_threshold: Annotated[
        float,
        Meta(ge=0, le=1, description="Scores of this attribute below it are left out."),
    ] = 0.0


class AnalyzeCommentRequest(Message):
    """A comment, and the attributes it is to be scored for."""

    comment: Annotated[TextEntry, Meta(description="The comment; 20 KB of UTF-8 at most.")] = field(
        default_factory=TextEntry
    )
    requested_attributes: Annotated[
        dict[str, AttributeParameters],
        Meta(description="By the names of the attributes, how each is asked for."),
    ] = field(default_factory=dict)
    languages: Annotated[
        list[str],
        Meta(
            description="What the comment is written in: en, es, fr, ar, hi. Else it is found out."
        ),
    ] = field(default_factory=list)
    span_annotations: Annotated[
        bool, Meta(description="Whether to say which words each score rests on.")
    ] = False
    do_not_store: Annotated[
        bool, Meta(description="Always so, whatever is said here: nothing is stored.")
    ] = True
    client_token: Annotated[str, Meta(description="Comes back in the answer.")] = ""
    session_id: Annotated[str, Meta(description="Accepted, and not read.")] = ""
    community_id: Annotated[str, Meta(description="Accepted, and not read.")] = ""
    context: Context | None = None


class Score(Message):
    """A number and what it means."""

    value: Annotated[float, Meta(ge=0, le=1, description="From 0 to 1: how likely it is so.")]
    type: ScoreType = "PROBABILITY"


class SpanScore(Message):
    """The score of a part of the comment."""

    begin: Annotated[int, Meta(description="Where it begins in the text, in units of UTF-16.")]
    end: Annotated[int, Meta(description="Where it ends: the first unit that is not in it.")]
    score: Score


class AttributeScores(Message):
    """The scores of one attribute."""

    span_scores: list[SpanScore]
    summary_score: Annotated[Score, Meta(description="Of the whole comment.")]


class AnalyzeCommentResponse(Message, omit_defaults=True):
    """The scores that could be given."""

    attribute_scores: Annotated[
        dict[str, AttributeScores],
        Meta(
            description="By attribute; one that can't be told, or is below its threshold, is left out."
        ),
    ]
    languages: Annotated[
        list[str], Meta(description="Those that were said, else the one it was read in.")
    ]
    detected_languages: Annotated[
        list[str], Meta(description="What the words alone say it is written in; may be empty.")
    ]
    client_token: Annotated[str | None, Meta(description="As it came.")] = None


class SuggestCommentScoreRequest(Message):
    """What somebody thinks a comment should have been scored. Not taken: see the method."""

    comment: TextEntry = field(default_factory=TextEntry)
    attribute_scores: dict[str, AttributeScores] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    context: Context | None = None
    client_token: str = ""
    session_id: str = ""
    community_id: str = ""


class SuggestCommentScoreResponse(Message):
    """Never given."""

    client_token: str = ""
    requested_languages: list[str] = field(default_factory=list)
    detected_languages: list[str] = field(default_factory=list)


MESSAGES = (
    AnalyzeCommentRequest,
    AnalyzeCommentResponse,
    ArticleAndParentComment,
    AttributeParameters,
    AttributeScores,
    Context,
    Score,
    SpanScore,
    SuggestCommentScoreRequest,
    SuggestCommentScoreResponse,
    TextEntry,
)
