"""Takes her cookies, tokens and everything else that lets one in out of a HAR, before a byte of it is stored.

Nothing is searched for and struck out: a new file is written, and only X's posts and the address of the call
that brought them (without its query) go into it. What could not be read leaves its code in its place.
"""

from collections.abc import Iterator

import msgspec

from safeguard.platforms.base import Readable
from safeguard.platforms.har.entries import Entry, call_of, posts_in, read_entries
from safeguard.platforms.rules import RowRefused
from safeguard.platforms.source import Source

_BEGIN = b'{"log":{"version":"1.2","creator":{"name":"Fuerza","version":"1"},"entries":[\n'
_END = b"\n]}}\n"


def clean(stream: Readable) -> Iterator[bytes]:
    """Write the file anew, as it is read; no more than an entry is held. It never raises for what a file holds."""
    source = Source(stream)
    yield _BEGIN
    between = b""
    for piece in _pieces(source):
        yield between + piece
        between = b",\n"
    yield _END


def _pieces(source: Source) -> Iterator[bytes]:
    if source.look.problem:
        yield msgspec.json.encode(source.look.problem.code)
        return
    for _, entry in read_entries(source):
        if isinstance(entry, RowRefused):
            yield msgspec.json.encode(entry.code)
        elif posts := list(posts_in(entry, nested=False)):
            yield _cleaned(entry, posts)


def _cleaned(entry: Entry, posts: list[bytes]) -> bytes:
    text = b'{"posts":[%b]}' % b",".join(posts)
    return msgspec.json.encode(
        {
            "request": {"url": call_of(entry)},
            "response": {"content": {"mimeType": "application/json", "text": text.decode()}},
        }
    )
