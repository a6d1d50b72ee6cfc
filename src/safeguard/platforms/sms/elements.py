"""A backup's bytes to its messages, each an element that is parsed alone, so that a broken one is lost alone.

In XML no attribute may hold a plain `<`, so elements can be cut without parsing. A file with a DOCTYPE or
an entity of its own is refused before any parser sees it, and the parser refuses it, too.
"""

import re
import sys
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from safeguard.platforms.base import Readable
from safeguard.platforms.codes import Code
from safeguard.platforms.cutter import Cutter
from safeguard.platforms.rules import RowRefused

MAX_ELEMENT = 16 << 20
_START = re.compile(rb"<(?:(sms|mms)(?=[\s/>])|(/smses)|!(?!--)|!--.*?-->)", re.DOTALL)
# An end that is found as a group belongs to the element; any other begins what comes after it.
_ENDS = {b"sms": re.compile(rb"<"), b"mms": re.compile(rb"<(?:(/mms\s*>)|[sm]ms[\s/>])")}
_COMMENT = b"<!--"
# Pictures are named, not read: their base64 is kept from the parser.
_PICTURE = re.compile(r"""( data=(["']))[A-Za-z0-9+/=\s]{256,}\2""")
_REFERENCES = re.compile(r"(?:&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});)+")
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_CHARACTER = re.compile(f"{_UNSHOWABLE.pattern}|[\ud800-\udfff]")
_HIGH, _LOW, _END, _ASTRAL = 0xD800, 0xDC00, 0xE000, 0x10000


class Cut(msgspec.Struct, frozen=True):
    """An element's bytes and the line it begins on, or why it could not be had."""

    line: int
    raw: bytes
    flaw: Code | None = None


def cut(stream: Readable) -> Iterator[Cut]:
    """Cut a backup into its messages; after what it must not hold, nothing more is read."""
    cutter = Cutter(stream, MAX_ELEMENT)
    while (start := cutter.find(_START, _COMMENT)) is not None:
        name, line = start[1], cutter.line
        if start[2]:
            return
        if name is None:
            yield Cut(line, b"", Code.XML_FORBIDDEN)
            return
        raw = cutter.until(_ENDS[name])
        if raw is None:
            yield Cut(line, b"", Code.VALUE_TOO_LONG)
        elif cutter.is_over:
            yield Cut(line, b"", Code.CUT_OFF)
            return
        else:
            yield Cut(line, raw.rstrip())
    yield Cut(cutter.line, b"", Code.CUT_OFF)


def parse(raw: bytes) -> Element:
    """Parse one element; what XML cannot hold (half characters above all) is replaced first.

    Raises: RowRefused.
    """
    try:
        text = _UNSHOWABLE.sub("\ufffd", raw.decode())
    except UnicodeDecodeError:
        raise RowRefused(Code.WRONG_ENCODING) from None
    text = _REFERENCES.sub(_repaired, _PICTURE.sub(r"\1\2", text))
    try:
        element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise RowRefused(Code.NOT_XML) from None
    assert isinstance(element, Element)
    return element


def _repaired(found: re.Match[str]) -> str:
    """Write a character that stands as its two UTF-16 halves, as this app has it, as one."""
    codes = [int(it[1:], 16) if it[0] == "x" else int(it) for it in found[0][2:-1].split(";&#")]
    whole: list[int] = []
    for code in codes:
        if whole and _LOW <= code < _END and _HIGH <= whole[-1] < _LOW:
            whole[-1] = _ASTRAL + ((whole[-1] - _HIGH) << 10) + (code - _LOW)
        else:
            whole.append(code)
    return "".join(f"&#{code};" if _is_character(code) else "&#65533;" for code in whole)


def _is_character(code: int) -> bool:
    """Whether XML 1.0 takes it."""
    return code <= sys.maxunicode and not _NO_CHARACTER.match(chr(code))
