"""Plain text has every word of a document, in its order, and a print of it holds the same."""

from safeguard.publish.blocks import (
    Block,
    Facts,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Picture,
    Quotation,
    Table,
    Words,
)
from safeguard.publish.plain import paragraphs_of, plain
from safeguard.publish.printing import printed
from tests.safeguard.publish.printouts import document, picture, squeezed, text_of

BLOCKS: tuple[Block, ...] = (
    Paragraph("Said."),
    Items((Paragraph("one"), Paragraph(Words(text="two", language="es")))),
    Items((Paragraph("first", is_faded=True),), is_ordered=True),
    Quotation(Words(text="theirs")),
    Facts((("Name", "Value"),)),
    Table(("Head",), (("Cell",),)),
    Picture(picture(), "A thing"),
    PageBreak(),
    Heading("Below", 2),
)


def test_every_block_is_written_down() -> None:
    assert plain(document(*BLOCKS)) == (
        "Printed\n=======\n\n# First\n\nSaid.\n\n- one\n- two\n\n1. first\n\n> theirs\n\nName\nValue\n\nHead\nCell"
        "\n\n[A thing]\n\n## Below\n"
    )


def test_a_print_has_the_same_words_in_the_same_order() -> None:
    whole = document(*(it for it in BLOCKS if not isinstance(it, Picture)))

    text = squeezed(text_of(printed(whole)))

    at = -1
    for words in paragraphs_of(whole):
        at = text.index(squeezed(words), at + 1)
