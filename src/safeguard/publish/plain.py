"""A document as plain text, for whoever has no use for a PDF: the same words in the same order (`plain`)."""

from functools import singledispatch

from safeguard.publish.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Picture,
    Quotation,
    Table,
    Text,
)

Lines = list[tuple[str, str]]
"""Each with the sign before it ("1. ", "- "), which is the list's and not of the words."""


def plain(document: Document) -> str:
    """Write a document as text: a blank line between blocks, headings and lists with their signs."""
    blocks = ["\n".join(sign + words for sign, words in lines_of(it)) for it in document.blocks]
    title = f"{document.title}\n{'=' * len(document.title)}"
    return "\n\n".join([title, *filter(None, blocks)]) + "\n"


def paragraphs_of(document: Document) -> list[str]:
    """List every run of words that a reader meets, signs of lists left out: what a print of it must hold."""
    return [document.title, *(words for it in document.blocks for _sign, words in lines_of(it))]


@singledispatch
def lines_of(_block: Block) -> Lines:
    """Give the words of a block; the end of a page has none."""
    return []


@lines_of.register
def _(block: Heading) -> Lines:
    return [("#" * block.level + " ", _words(block.text))]


@lines_of.register
def _(block: Paragraph) -> Lines:
    return [("", _words(block.text))]


@lines_of.register
def _(block: Items) -> Lines:
    signs = [f"{at}. " if block.is_ordered else "- " for at in range(1, len(block.lines) + 1)]
    return [(sign, _words(line.text)) for sign, line in zip(signs, block.lines, strict=True)]


@lines_of.register
def _(block: Quotation) -> Lines:
    return [("> ", block.text.text)]


@lines_of.register
def _(block: Picture) -> Lines:
    return [("", f"[{block.instead}]")]


@lines_of.register
def _(block: Facts) -> Lines:
    return [("", _words(cell)) for row in block.rows for cell in row]


@lines_of.register
def _(block: Table) -> Lines:
    return [("", _words(cell)) for row in (block.head, *block.rows) for cell in row]


def _words(text: Text) -> str:
    return text if isinstance(text, str) else text.text
