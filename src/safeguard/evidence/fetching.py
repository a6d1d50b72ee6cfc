"""Fetching what a post shows: measured while it comes, told by its own bytes; and what was left out, and why.

Whom the client may reach is the client's to decide (fuerza.core.http checks each connection, redirects too). Nothing
here trusts a length, a type or a name that was told.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from typing import Literal

import httpx2
import msgspec

from safeguard.evidence.canonical import canonical
from safeguard.evidence.record import Medium, in_utc

MOST_FILES = 12
LARGEST = 8_000_000  # bytes of one file
MOST_BYTES = 11_000_000  # of all files of a post
MOST_REDIRECTS = 3
# gone: not there any more; refused: not for us; moved: led on too often; unreachable: may come another time
Left = Literal["gone", "refused", "moved", "too_large", "too_many", "wrong_kind", "unreachable"]

_GONE = (404, 410)
_LATER = (408, 425, 429)
_SERVER = 500
_UNTOLD = {"set-cookie", "set-cookie2"}
_HEADERS = 40
_BEGINS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
_FILMS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V "}


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What asking for one address gave, as it is written down: what came is pinned, what did not says why."""

    address: str
    came_from: str | None = None
    asked_at: datetime
    ended_at: datetime
    http_status: int | None = None
    http_headers: tuple[tuple[str, str], ...] = ()
    media_type: str | None = None
    size: int | None = None
    sha256: str | None = None
    left: Left | None = None


class Fetched(msgspec.Struct, frozen=True):
    """One answer, and the file itself where it came."""

    answer: Answer
    medium: Medium | None = None

    @property
    def may_come_later(self) -> bool:
        return self.answer.left == "unreachable"


def fetch(
    addresses: Sequence[str], *, client: httpx2.Client, clock: Callable[[], datetime]
) -> Iterator[Fetched]:
    """Fetch the files at these addresses, one after the other: a dozen at most, each of a known kind and measured."""
    room = MOST_BYTES
    for number, address in enumerate(addresses):
        asked_at = in_utc(clock())
        told = _Told(left="too_many")
        if number < MOST_FILES:
            told = _asked(address, client, min(LARGEST, room))
        room -= len(told.body)
        yield _written_down(address, told, asked_at, in_utc(clock()))


def told_of(fetched: Sequence[Fetched]) -> bytes:
    """Write down what was asked and answered, as canonical JSON: what is kept as received, beside the files."""
    return canonical(msgspec.to_builtins([each.answer for each in fetched]))


def kind_of(body: bytes) -> str:
    """Name the kind of a picture, film or sound by how it begins, "" for anything else: SVG and HTML among it."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[4:8] == b"ftyp":
        return "video/mp4" if body[8:12] in _FILMS else "audio/mp4" * (body[8:12] == b"M4A ")
    return next((kind for begin, kind in _BEGINS if body.startswith(begin)), "")


class _Told(msgspec.Struct):
    """What came back from one address."""

    left: Left | None = None
    response: httpx2.Response | None = None
    body: bytes = b""


def _asked(address: str, client: httpx2.Client, most: int) -> _Told:
    try:
        request = client.build_request("GET", address)
        for _ in range(MOST_REDIRECTS + 1):
            response = client.send(request, stream=True, follow_redirects=False)
            if response.next_request is None:
                return _read(response, most)
            response.close()
            request = response.next_request
    except httpx2.InvalidURL:
        return _Told(left="refused")
    except httpx2.HTTPError:
        return _Told(left="unreachable")
    return _Told(left="moved")


def _read(response: httpx2.Response, most: int) -> _Told:
    with closing(response):
        if left := _refused(response.status_code):
            return _Told(left, response)
        taken = bytearray()
        for piece in response.iter_bytes():
            taken += piece
            if len(taken) > most:
                return _Told("too_large", response)
    body = bytes(taken)
    return _Told(None, response, body) if kind_of(body) else _Told("wrong_kind", response)


def _refused(status: int) -> Left | None:
    if status == httpx2.codes.OK:
        return None
    if status in _GONE:
        return "gone"
    return "unreachable" if status in _LATER or status >= _SERVER else "refused"


def _written_down(address: str, told: _Told, asked_at: datetime, ended_at: datetime) -> Fetched:
    response, body = told.response, told.body
    answer = Answer(
        address=address,
        came_from=str(response.url) if response else None,
        asked_at=asked_at,
        ended_at=ended_at,
        http_status=response.status_code if response else None,
        http_headers=_headers(response) if response else (),
        left=told.left,
    )
    if told.left:
        return Fetched(answer)
    kind = kind_of(body)
    pinned = msgspec.structs.replace(
        answer, media_type=kind, size=len(body), sha256=hashlib.sha256(body).hexdigest()
    )
    return Fetched(pinned, Medium(name=address, media_type=kind, body=body))


def _headers(response: httpx2.Response) -> tuple[tuple[str, str], ...]:
    """Give the headers as they came, a cookie's left out: it names whoever asked."""
    told = [pair for pair in response.headers.multi_items() if pair[0].lower() not in _UNTOLD]
    return tuple((name, value[:1000]) for name, value in told[:_HEADERS])
