"""Bytes of a message to words, whatever it says of them: charsets that lie, encoded headers, HTML."""

import codecs
import html
import re
from email.errors import MessageError
from email.header import decode_header

# Python has them as codecs; no mail is written in them, and some take for ever.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
# What is labelled as one of these is often UTF-8, which can be told, or Windows's, which holds more.
_LOOSE = frozenset({"ascii", "iso8859-1", "cp1252"})
_SKIPPED = frozenset({"script", "style", "head", "title"})
_BREAKS = frozenset(
    [
        "address",
        "blockquote",
        "br",
        "div",
        "dd",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "p",
        "pre",
        "table",
        "tr",
    ]
)
_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*(>?)")
_SPACES = re.compile(r"[ \t\r\f\v\xa0]*\n[ \t\r\f\v\xa0\n]*")
MAX_HEADER = 4_096


def decoded(data: bytes, charset: str | None) -> str:
    """Decode as the charset says if that can be, else as UTF-8, else as Windows's Latin."""
    known = _known(charset)
    candidates = [known, "utf-8"] if known not in _LOOSE else ["utf-8"]
    for name in candidates:
        try:
            return data.decode(name)
        except (ValueError, LookupError):  # some codecs are for no text
            continue
    return "".join(_windows(data))


def header_words(value: str) -> str:
    """Decode the words of a header that were encoded; what cannot be is left as it stands."""
    value = value[:MAX_HEADER]
    try:
        parts = decode_header(value)
    except (MessageError, ValueError):
        return value
    return "".join(
        decoded(part, charset) if isinstance(part, bytes) else part for part, charset in parts
    )


def html_words(page: str) -> str:
    """Give the text of a page, without what it does or hides; any markup takes linear time."""
    first, *pieces = page.split("<")
    words, skipping = [first], ""
    for piece in pieces:
        found = _TAG.match(piece)
        name = found[2].casefold() if found else ""
        if skipping:
            if not (found and found[1] and name == skipping):
                continue
            skipping = ""
        elif found and not found[1] and name in _SKIPPED:
            skipping = name
            continue
        if name in _BREAKS:
            words.append("\n")
        words.append(_after(piece, found))
    return _SPACES.sub("\n", html.unescape("".join(words))).strip()


def _after(piece: str, tag: re.Match[str] | None) -> str:
    """Give what follows a tag; a sign that begins none is a sign."""
    if tag is not None:
        return piece[tag.end() :]
    return piece.partition(">")[2] if piece.startswith(("!", "?")) else "<" + piece


def _known(charset: str | None) -> str:
    try:
        name = codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if name.replace("-", "_") in _NO_CHARSETS else name


def _windows(data: bytes) -> list[str]:
    """Decode as cp1252, and its five holes as Latin-1 has them."""
    try:
        return [data.decode("cp1252")]
    except UnicodeDecodeError:
        return [bytes([it]).decode("cp1252", "ignore") or chr(it) for it in data]
