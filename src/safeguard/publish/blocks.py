"""What a printed document is made of: a few plain blocks, in the order in which they are read.

A `str` is the document's own words, in its language. `Words` are somebody else's, in a language of their own.
"""

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

Direction = Literal["ltr", "rtl"]


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words from outside, or an address or a number: `language` is "" where nobody knows it.

    Without `direction` they run the way their first letter does.
    """

    text: str
    language: str = ""
    direction: Direction | None = None


Text: TypeAlias = str | Words


class Heading(msgspec.Struct, frozen=True):
    """A heading; the first of a document has level 1, and no level is skipped on the way down."""

    text: Text
    level: int = 1


class Paragraph(msgspec.Struct, frozen=True):
    """`is_faded`: in grey, for what may no longer hold."""

    text: Text
    is_faded: bool = False


class Items(msgspec.Struct, frozen=True):
    """A list, numbered where the order matters (`is_ordered`)."""

    lines: tuple[Paragraph, ...]
    is_ordered: bool = False


class Facts(msgspec.Struct, frozen=True):
    """Names and what they stand for, one below the other."""

    rows: tuple[tuple[Text, Text], ...]


class Table(msgspec.Struct, frozen=True):
    """Rows under a row of headings, which is repeated on each page."""

    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Quotation(msgspec.Struct, frozen=True):
    """What somebody wrote, set apart."""

    text: Words


class Picture(msgspec.Struct, frozen=True):
    """A JPEG or PNG, and what is said of it to whoever can't see it; `width` is its share of the line's."""

    body: bytes
    instead: str
    width: float = 0.5


class PageBreak(msgspec.Struct, frozen=True):
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Paragraph | Items | Facts | Table | Quotation | Picture | PageBreak


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document in one language (ISO 639). `footer` stands on each page, beside its number."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    made_at: datetime
    footer: str = ""
