"""What every platform and file becomes: one Author, one Post, one Page of posts.

Frozen msgspec Structs (dataclasses measured 2.5 times dearer). Identifiers are strings, whatever the
platform calls them; instants are aware and in UTC; `Post.raw` holds the bytes as they were received,
so that evidence never depends on our parser.
"""

from datetime import datetime
from decimal import Decimal

import msgspec


class Author(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who wrote a post: `id` is the platform's immutable identifier, '' where a source has none."""

    handle: str
    id: str = ""
    name: str = ""
    url: str = ""
    created_at: datetime | None = None
    is_followed: bool | None = None
    followers: int | None = None


class Post(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing somebody wrote to or about her.

    `kind` is one of mention, reply, quote, comment, dm, chat, seen; unknown kinds are kept as they are.
    `content_id` pins the content (a CID, an edit's time, or ''): the same id with another content is
    another post. `written_at` is what the platform claims. `may_keep` is False where the platform's
    terms want stored posts deleted with their source. `labels` are what moderation had put on it by then.
    """

    platform: str
    id: str
    kind: str
    author: Author
    text: str
    written_at: datetime
    raw: bytes
    content_id: str = ""
    url: str = ""
    language: str = ""
    in_reply_to: str = ""
    conversation: str = ""
    addressed_to: str = ""
    quoted: str = ""
    media: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    may_keep: bool = True


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page of posts, and where to read on.

    `gaps` names what the platform could not give (a code each); `retry_at` is set when it asked us to wait.
    `cost` is what reading it cost, in money, where the platform asks for some.
    """

    posts: tuple[Post, ...]
    cursor: str = ""
    gaps: tuple[str, ...] = ()
    retry_at: datetime | None = None
    is_last: bool = True
    cost: Decimal = Decimal(0)
