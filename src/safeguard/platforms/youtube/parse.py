"""What the Data API says of comments, made into ours; each keeps its own bytes."""

import msgspec

from safeguard.platforms.shapes import (
    decoded,
    identifier,
    instant,
    item,
    number,
    part,
    several,
    words,
)
from safeguard.records import Author, Post

PLATFORM = "youtube"
COMMENT = "youtube#comment"


class _Replies(msgspec.Struct, frozen=True):
    comments: list[msgspec.Raw] = []


class _Heading(msgspec.Struct, frozen=True, rename="camel"):
    top_level_comment: msgspec.Raw
    total_reply_count: object = 0


class Thread(msgspec.Struct, frozen=True):
    """A comment and those replies to it that came along."""

    snippet: _Heading
    id: str = ""
    replies: _Replies = _Replies()

    @property
    def comments(self) -> list[bytes]:
        return [bytes(self.snippet.top_level_comment), *map(bytes, self.replies.comments)]

    @property
    def lacks_replies(self) -> bool:
        total = number({"total": self.snippet.total_reply_count}, "total") or 0
        return total > len(self.replies.comments)


class Threads(msgspec.Struct, frozen=True, rename="camel"):
    """A page of threads, the newest first."""

    items: list[Thread] = []
    next_page_token: str = ""


class Comments(msgspec.Struct, frozen=True, rename="camel"):
    """A page of comments."""

    items: list[msgspec.Raw] = []
    next_page_token: str = ""


def comment(raw: bytes, *, account: str) -> Post | None:
    """Make one comment, or None of what has no id, no author, no time or no text."""
    said = item(raw)
    snippet = part(said, "snippet")
    id_, author = identifier(said, "id"), identifier(snippet, "authorChannelId", "value")
    written_at = instant(snippet, "publishedAt")
    text = part(snippet, "textOriginal") or part(snippet, "textDisplay")
    if not (id_ and author and written_at and isinstance(text, str)):
        return None
    parent, video = words(snippet, "parentId"), words(snippet, "videoId")
    changed = words(snippet, "updatedAt")
    return Post(
        platform=PLATFORM,
        id=id_,
        content_id="" if changed == words(snippet, "publishedAt") else changed,
        kind=_kind(words(said, "kind"), parent),
        author=Author(
            id=author,
            handle=words(snippet, "authorDisplayName"),
            name=words(snippet, "authorDisplayName"),
            url=f"https://www.youtube.com/channel/{author}",
        ),
        text=text,
        written_at=written_at,
        raw=raw,
        url=f"https://www.youtube.com/watch?v={video}&lc={id_}" if video else "",
        in_reply_to=parent,
        conversation=parent or id_,
        addressed_to=account,
        may_keep=False,  # its terms let such data be stored for thirty days (docs/platforms/youtube.md)
    )


def ids(body: bytes) -> frozenset[str]:
    """Name the comments in a reply."""
    return frozenset(words(it, "id") for it in several(decoded(body, object), "items"))


def _kind(theirs: str, parent: str) -> str:
    if theirs not in {COMMENT, ""}:
        return theirs
    return "reply" if parent else "comment"
