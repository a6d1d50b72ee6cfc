"""One message to what it says.

Headers are read here, not by `email`, whose reading of hostile ones raises or takes too long; of the body, `email`
only cuts the parts.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from typing import cast

import msgspec

from safeguard.platforms.codes import Code
from safeguard.platforms.intake import Said
from safeguard.platforms.mail.words import decoded, header_words, html_words
from safeguard.platforms.packed import base_name
from safeguard.platforms.rules import EARLIEST, MAX_TEXT, RowRefused

_FIELD = re.compile(rb"([!-9;-~]{1,128})[ \t]*:[ \t]*(.*)", re.DOTALL)
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_MAX_FIELD = 65_536
_MAX_HEADERS = 512 << 10
_MAX_PARSED = 2 << 20  # without the files that hang on it
_MAX_ADDRESSES = 8_192
_MAX_ADDRESS = 320
_MAX_PARTS = 1_000
_MAX_CONTAINERS = 100
_CONTAINER = re.compile(rb"multipart/", re.IGNORECASE)
# Of its headers, those that `email` needs to cut the body.
_OF_BODY = (b"content-type", b"content-transfer-encoding", b"content-disposition")
_MAX_DEPTH = 32
# A long run of base64 is a file, which is named and not read.
_FILE_BODY = re.compile(rb"(?:[A-Za-z0-9+/=]{60,998}\r?\n){6000,}+")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
# A name and an address in brackets, or an address alone. `email` has its own reading, which can be made to recurse.
_ADDRESS = re.compile(
    r'(?:"((?:[^"\\]|\\.)*+)"|([^"<>,;]{0,998}?))\s*<([^<>\s]{1,998})>|([^\s<>,;:"()]{1,320}@[^\s<>,;:"()]{1,320})'
)
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,998})>")
_TO_HER = (
    b"to",
    b"cc",
    b"bcc",
    b"delivered-to",
    b"x-original-to",
    b"envelope-to",
    b"x-delivered-to",
)
# If a page says more than twice what the plain text does, the plain text is not what was meant to be read.
_MORE = 2


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A message read: what it says, and the addresses it was sent to, in any way."""

    said: Said
    recipients: tuple[str, ...]


class _Parts:
    """The text of a message and the names of what hangs on it."""

    def __init__(self) -> None:
        self.plain: list[str] = []
        self.pages: list[str] = []
        self.files: list[str] = []

    def text(self) -> str:
        plain = "\n".join(self.plain).strip()
        page = "\n".join(map(html_words, self.pages))
        return page if len(page) > _MORE * len(plain) else plain


def read_letter(raw: bytes, latest: datetime, *, is_quoted: bool) -> Letter:
    """Read a message; in a mailbox, lines that begin like its separators are quoted (`is_quoted`).

    Raises: RowRefused.
    """
    headers = _headers(raw)
    address, name = _sender(headers)
    subject = header_words(_first(headers, b"subject")).strip()
    parts = _parts(headers, _body(raw, is_quoted=is_quoted))
    text = "\n\n".join(it for it in (subject, parts.text()) if it)
    ids = _ids(headers, b"message-id")
    thread = _ids(headers, b"references") + _ids(headers, b"in-reply-to") + ids
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    said = Said(
        kind="mail",
        handle=address,
        name=name,
        text=text,
        written_at=_time(headers, latest),
        raw=raw,
        id=next(iter(ids), ""),
        content_id=digest if ids else "",
        conversation=next(iter(thread), ""),
        in_reply_to=next(iter(_ids(headers, b"in-reply-to")), ""),
        addressed_to=", ".join(_addresses(headers, b"to")),
        media=tuple(parts.files),
    )
    recipients = (it for field in _TO_HER for it in _addresses(headers, field))
    return Letter(said=said, recipients=tuple(recipients))


def _headers(raw: bytes) -> dict[bytes, list[str]]:
    end = _END_OF_HEADERS.search(raw)
    block = raw[: min(end.start() if end else len(raw), _MAX_HEADERS)]
    headers: dict[bytes, list[str]] = {}
    for line in re.split(rb"\r?\n(?![ \t])", block):
        if found := _FIELD.fullmatch(line[:_MAX_FIELD]):
            value = decoded(_FOLD.sub(b"", found[2]), "utf-8")
            headers.setdefault(found[1].lower(), []).append(value)
    return headers


def _first(headers: dict[bytes, list[str]], field: bytes) -> str:
    return next(iter(headers.get(field, [])), "")


def _ids(headers: dict[bytes, list[str]], field: bytes) -> list[str]:
    return _MESSAGE_ID.findall(_first(headers, field)[:_MAX_ADDRESSES])


def _sender(headers: dict[bytes, list[str]]) -> tuple[str, str]:
    """Give the address and the name; an address that cannot be read is still what the message says."""
    value = _first(headers, b"from") or _first(headers, b"sender")
    found = _ADDRESS.search(value[:_MAX_ADDRESSES])
    if found is None:
        return header_words(value).strip()[:_MAX_ADDRESS], ""
    return found[3] or found[4], header_words(found[1] or found[2] or "").strip()


def _addresses(headers: dict[bytes, list[str]], field: bytes) -> list[str]:
    values = (value[:_MAX_ADDRESSES] for value in headers.get(field, []))
    return [found[3] or found[4] for value in values for found in _ADDRESS.finditer(value)]


def _time(headers: dict[bytes, list[str]], latest: datetime) -> datetime:
    """Read the time its sender gives; where that cannot be, the time at which her own server got it.

    Raises: RowRefused.
    """
    value = _first(headers, b"date")
    at = _date(value)
    if at is None or not EARLIEST <= at <= latest:
        at = _date(_first(headers, b"received").rpartition(";")[2]) or at
    if at is None:
        raise RowRefused(Code.BAD_TIME if value else Code.MISSING_VALUE, "created_at")
    return at


def _date(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value[:128])
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)  # -0000 is UTC
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _body(raw: bytes, *, is_quoted: bool) -> bytes:
    """Give as much of a body as is read, without the files in it."""
    end = _END_OF_HEADERS.search(raw)
    body = _FILE_BODY.sub(b"", raw[end.end() :] if end else b"")[:_MAX_PARSED]
    body = b"\n--".join(body.split(b"\n--", _MAX_PARTS)[:_MAX_PARTS])
    return _QUOTED_FROM.sub(rb"\1", body) if is_quoted else body


def _parts(headers: dict[bytes, list[str]], body: bytes) -> _Parts:
    """Cut a body into its parts.

    Raises: RowRefused.
    """
    if len(_CONTAINER.findall(body)) > _MAX_CONTAINERS:
        raise RowRefused(Code.TOO_DEEP, detail=str(_MAX_CONTAINERS))
    fields = (f"{field.decode()}: {_first(headers, field)}\n".encode() for field in _OF_BODY)
    message = message_from_bytes(b"".join(fields) + b"\n" + body)
    parts = _Parts()
    for part in _leaves(message, 0):
        _sort(part, parts)
    return parts


def _leaves(message: Message, depth: int) -> Iterator[Message]:
    """Give the parts that are no containers; a message within a message is somebody else's, and one part."""
    if depth > _MAX_DEPTH:
        raise RowRefused(Code.TOO_DEEP, detail=str(_MAX_DEPTH))
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for child in cast("list[Message]", message.get_payload()):
            yield from _leaves(child, depth + 1)
    else:
        yield message


def _sort(part: Message, parts: _Parts) -> None:
    kind = part.get_content_type()
    name = _file_name(part)
    is_text = kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment"
    if not is_text or name:
        parts.files.append(name or kind)
        return
    payload = part.get_payload(decode=True)
    data = payload[: MAX_TEXT * 4] if isinstance(payload, bytes) else b""
    words = decoded(data, _charset(part))
    (parts.plain if kind == "text/plain" else parts.pages).append(words)


def _file_name(part: Message) -> str:
    try:
        return base_name(header_words(part.get_filename() or ""))
    except (TypeError, ValueError):  # in pieces that do not fit together
        return part.get_content_type()


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except (TypeError, ValueError):
        return ""
