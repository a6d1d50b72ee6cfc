"""What the Graph API says of media and comments, made into ours; each keeps its own bytes."""

import re
from datetime import datetime

import msgspec

from safeguard.platforms.base import UnexpectedReply
from safeguard.platforms.shapes import decoded, identifier, instant, item, part, words
from safeguard.records import Author, Post

PLATFORM = "instagram"
_SAID = "id,text,timestamp,username,from,hidden,parent_id"
REPLIES = 25
COMMENT = f"{_SAID},replies.limit({REPLIES}){{{_SAID}}}"
MEDIA = f"id,permalink,comments.limit({REPLIES}){{{COMMENT}}}"
TAGGED = "id,caption,username,permalink,timestamp,media_type"
_SHORT_ZONE = re.compile(r"([+-]\d\d)(\d\d)$")  # 2026-11-20T12:00:00+0000


class Paging(msgspec.Struct, frozen=True):
    """Where a list goes on: `after` counts only with a `next`."""

    cursors: dict[str, str] = {}
    next: str = ""

    @property
    def after(self) -> str:
        return self.cursors.get("after", "") if self.next else ""


class Listing(msgspec.Struct, frozen=True):
    """A page of anything."""

    data: list[msgspec.Raw] = []
    paging: Paging = Paging()


class Medium(msgspec.Struct, frozen=True):
    """One of her posts, and the newest comments on it."""

    id: str
    permalink: str = ""
    comments: Listing = Listing()


class Media(msgspec.Struct, frozen=True):
    """A page of her posts, the newest first."""

    data: list[Medium] = []
    paging: Paging = Paging()


class _Comment(msgspec.Struct, frozen=True):
    replies: Listing = Listing()


def replies_in(raw: bytes) -> Listing | None:
    """Give the replies that came inside a comment; None where they can't be read."""
    try:
        return decoded(raw, _Comment).replies
    except UnexpectedReply:
        return None


def comment(raw: bytes, medium: Medium, *, account: str) -> Post | None:
    """Make one comment, or None of what has no id, no name, no time or no text."""
    said = item(raw)
    id_, parent = identifier(said, "id"), words(said, "parent_id")
    handle = words(said, "from", "username") or words(said, "username")
    written_at = when(said)
    if not (id_ and handle and written_at) or not isinstance(part(said, "text"), str):
        return None
    return Post(
        platform=PLATFORM,
        id=id_,
        kind="reply" if parent else "comment",
        author=_author(words(said, "from", "id"), handle),
        text=words(said, "text"),
        written_at=written_at,
        raw=raw,
        url=medium.permalink,
        in_reply_to=parent or medium.id,
        conversation=medium.id,
        addressed_to=account,
    )


def tagged(raw: bytes, *, account: str) -> Post | None:
    """Make a mention of a post that she is tagged in; the API tells its author's name and not its id."""
    said = item(raw)
    id_, handle, written_at = identifier(said, "id"), words(said, "username"), when(said)
    if not (id_ and handle and written_at):
        return None
    return Post(
        platform=PLATFORM,
        id=id_,
        kind="mention",
        author=_author("", handle),
        text=words(said, "caption"),
        written_at=written_at,
        raw=raw,
        url=words(said, "permalink"),
        conversation=id_,
        addressed_to=account,
    )


def when(said: object) -> datetime | None:
    """Give a time written with a zone of four digits, as the Graph API does."""
    time = _SHORT_ZONE.sub(r"\1:\2", words(said, "timestamp"))
    return instant({"at": time}, "at")


def _author(id_: str, handle: str) -> Author:
    return Author(id=id_, handle=handle, url=f"https://www.instagram.com/{handle}/")
