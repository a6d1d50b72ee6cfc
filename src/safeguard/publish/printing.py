"""From a document to a PDF that a screen reader reads, too (PDF/UA-1): `printed`.

Typst sets it, in a process of its own: what was printed stays in no memory of ours, and a text that sends the setter
astray can't take the server with it. The same document gives the same bytes. docs/develop/printing.md tells more.
"""

import re
import subprocess
import sys
import unicodedata
from functools import singledispatch
from io import BytesIO
from typing import Any

import msgspec
from PIL import Image, UnidentifiedImageError

from safeguard.publish.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Picture,
    Quotation,
    Table,
    Text,
)
from safeguard.publish.signs import spelled

_PRESS = [sys.executable, "-I", "-c", "from safeguard.publish.press import main; main()"]
_NOBODY_KNOWS = "und"  # ISO 639-2 for a language that was not determined
_PRIMARY = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAB = "    "
# A line holds some 38 em. What has no space for longer than that gets places at which it may break.
_NARROW = frozenset("abcdefghijklnopqrstuvxyz0123456789.,:;/-_'|()[]!")
_RUN = re.compile(r"\S{39,}")
_IN_ADDRESS = re.compile(r"[^\W_]{39,}")  # Typst breaks an address at its other signs
_FITS, _STEP = 66, 20
_BREAK = "\u200b"


class PrintingFailed(RuntimeError):
    """No PDF came out; `code` is refused (the document broke a rule of PDF/UA, or the setter's) or slow."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def printed(document: Document, *, seconds: float = 300) -> bytes:
    """Print a document on A4 with numbered pages.

    Every character arrives, as itself or as its number (`signs`). Where a run of 66 has no space and no other place
    to break at, places are put in (U+200B), so that it does not run off the page.

    Raises:
        PrintingFailed: a level of heading was skipped, a picture was no JPEG or PNG or had no words, or
            `seconds` were over.

    """
    made_at = str(int(document.made_at.timestamp()))
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter on our own module; what people wrote is on stdin
            [*_PRESS, made_at],
            input=_sheet(document),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PrintingFailed("slow", f"The document was not set in {seconds} seconds.") from error
    if done.returncode:  # what it said may hold words of the document: nobody's log should
        raise PrintingFailed("refused", "The document could not be set.")
    return done.stdout


def _sheet(document: Document) -> bytes:
    """Give the document as the JSON that paper.typ reads."""
    sheet = {
        "title": "".join(shown for _is_mark, shown in spelled(document.title)),
        "language": document.language,
        "footer": _words(document.footer),
        "blocks": [_set(each) for each in document.blocks],
    }
    return msgspec.json.encode(sheet)


@singledispatch
def _set(block: Block) -> dict[str, Any]:
    raise TypeError(f"{type(block).__name__} was no block of a document.")


@_set.register
def _(block: Heading) -> dict[str, Any]:
    return {"block": "heading", "level": block.level, "text": _words(block.text)}


@_set.register
def _(block: Paragraph) -> dict[str, Any]:
    return {"block": "paragraph", "text": _words(block.text), "faded": block.is_faded}


@_set.register
def _(block: Items) -> dict[str, Any]:
    return {
        "block": "items",
        "ordered": block.is_ordered,
        "lines": [_set(it) for it in block.lines],
    }


@_set.register
def _(block: Facts) -> dict[str, Any]:
    return {"block": "facts", "rows": [[_words(cell) for cell in row] for row in block.rows]}


@_set.register
def _(block: Table) -> dict[str, Any]:
    rows = [[_words(cell) for cell in row] for row in block.rows]
    return {"block": "table", "head": [_words(cell) for cell in block.head], "rows": rows}


@_set.register
def _(block: Quotation) -> dict[str, Any]:
    return {"block": "quotation", "text": _words(block.text)}


@_set.register
def _(block: Picture) -> dict[str, Any]:
    across, down, kind = _measured(block.body)
    if not block.instead.strip():
        raise PrintingFailed("refused", "A picture had no words for whoever can't see it.")
    return {
        "block": "picture",
        "across": across,
        "down": down,
        "kind": kind,
        "body": block.body,  # msgspec writes bytes as base64
        "instead": "".join(shown for _is_mark, shown in spelled(block.instead)),
        "width": block.width,
    }


@_set.register
def _(_block: PageBreak) -> dict[str, Any]:
    return {"block": "page-break"}


def _measured(body: bytes) -> tuple[int, int, str]:
    try:
        with Image.open(BytesIO(body), formats=["JPEG", "PNG"]) as picture:
            return picture.width, picture.height, f"image/{str(picture.format).lower()}"
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PrintingFailed("refused", "A picture was neither a JPEG nor a PNG.") from error


def _words(text: Text) -> dict[str, Any]:
    if isinstance(text, str):
        return {"language": None, "direction": None, "lines": _lines(text)}
    found = _PRIMARY.match(text.language.lower())
    return {
        "language": found.group() if found else _NOBODY_KNOWS,
        "direction": text.direction or _first_way(text.text),
        "lines": _lines(text.text),
    }


def _lines(text: str) -> list[list[tuple[bool, str]]]:
    lines = _LINE_END.split(text.replace("\t", _TAB))
    return [
        [
            (is_mark, shown if is_mark else _RUN.sub(_breakable, shown))
            for is_mark, shown in spelled(line)
        ]
        for line in lines
    ]


def _breakable(run: re.Match[str]) -> str:
    text = run.group()
    return _IN_ADDRESS.sub(_broken, text) if "://" in text else _broken(run)


def _broken(run: re.Match[str]) -> str:
    text = run.group()
    if sum(1.0 if each in _NARROW else 1.7 for each in text) < _FITS:
        return text
    return _BREAK.join(text[at : at + _STEP] for at in range(0, len(text), _STEP))


def _first_way(text: str) -> str:
    """Say which way words run: the way of their first letter, as pages do (dir="auto")."""
    for each in text:
        way = unicodedata.bidirectional(each)
        if way in {"R", "AL"}:
            return "rtl"
        if way == "L":
            return "ltr"
    return "ltr"
