"""What a file would become, shown before anything of it is stored."""

from itertools import islice

import msgspec

from safeguard.platforms import registry
from safeguard.platforms.base import Problem, Readable, Reading, Sniffed
from safeguard.platforms.packed import Replayed
from safeguard.records import Post

_HEAD = 65_536


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A look at a file: what it seems to be, its first posts, and what is wrong so far.

    `is_all` says that the whole file was looked at, so that no problem is still to come.
    """

    sniffed: Sniffed
    posts: tuple[Post, ...]
    problems: tuple[Problem, ...]
    is_all: bool


def preview(stream: Readable, reading: Reading, *, rows: int = 5, within: int = 1_000) -> Preview:
    """Show the first `rows` posts and every problem among the first `within` rows."""
    head = stream.read(_HEAD)
    sniffed = registry.sniff(head)
    found = registry.importer(sniffed.importer)(reading).read(Replayed(head, stream))
    looked_at = list(islice(found, within))
    return Preview(
        sniffed=sniffed,
        posts=tuple(it for it in looked_at if isinstance(it, Post))[:rows],
        problems=tuple(it for it in looked_at if isinstance(it, Problem)),
        is_all=next(found, None) is None,
    )
