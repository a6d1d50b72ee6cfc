"""What X's API v2 says of posts, made into ours; what a reply lacks is left empty, what it adds is kept in `raw`."""

from collections.abc import Mapping

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

PLATFORM = "x"
QUERY = {
    "tweet.fields": "author_id,conversation_id,created_at,edit_history_tweet_ids,in_reply_to_user_id,"
    "lang,referenced_tweets",
    "expansions": "author_id",
    "user.fields": "created_at,name,public_metrics,username",
}
LONGEST = 20  # digits of an id: 64 bits
_KINDS = {"replied_to": "reply", "quoted": "quote"}


class Listing(msgspec.Struct, frozen=True):
    """A page of posts as X gives it, each in its own bytes; `includes` are the authors."""

    data: list[msgspec.Raw] = []
    includes: dict[str, object] = {}
    meta: dict[str, object] = {}
    errors: list[object] = []


class Mentions(msgspec.Struct, frozen=True):
    """A page that was read: its posts, all their ids, how many authors came along, and whether older ones follow."""

    posts: tuple[Post, ...]
    ids: tuple[int, ...]
    authors: int
    has_older: bool
    has_unreadable: bool


def mentions(body: bytes, *, account: str, window: range) -> Mentions:
    """Read a page of mentions; her own posts, in which she mentions herself, are passed over.

    So is what does not lie in the window that was asked for: reading has to get on.
    """
    listing = decoded(body, Listing)
    authors = {words(it, "id"): _author(it) for it in several(listing.includes, "users")}
    raws = [bytes(raw) for raw in listing.data]
    found = [_post(raw, authors, account) for raw in raws]
    ids = [number_of(words(item(raw), "id")) for raw in raws]
    return Mentions(
        posts=tuple(
            post
            for post in found
            if post and post.author.id != account and number_of(post.id) in window
        ),
        ids=tuple(id_ for id_ in ids if id_ in window),
        authors=len(authors),
        has_older=bool(words(listing.meta, "next_token")),
        has_unreadable=None in found,
    )


def number_of(id_: str) -> int:
    """Give an id as the number by which X's are ordered in time; 0 is none."""
    return int(id_) if id_.isascii() and id_.isdecimal() and len(id_) <= LONGEST else 0


def _post(raw: bytes, authors: Mapping[str, Author], account: str) -> Post | None:
    """Make one post, or None of what has no id, no author, no time or no text."""
    said = item(raw)
    id_, author = words(said, "id"), identifier(said, "author_id")
    written_at = instant(said, "created_at")
    if not (number_of(id_) and author and written_at) or not isinstance(part(said, "text"), str):
        return None
    by = authors.get(author) or Author(id=author, handle="")
    links = {words(it, "type"): words(it, "id") for it in several(said, "referenced_tweets")}
    edits = several(said, "edit_history_tweet_ids")
    return Post(
        platform=PLATFORM,
        id=id_,
        content_id=words({"last": edits[-1]}, "last") if len(edits) > 1 else "",
        kind=_kind(links),
        author=by,
        text=words(said, "text"),
        written_at=written_at,
        raw=raw,
        url=f"https://x.com/{by.handle or 'i'}/status/{id_}",
        language=words(said, "lang"),
        in_reply_to=links.get("replied_to", ""),
        quoted=links.get("quoted", ""),
        conversation=words(said, "conversation_id"),
        addressed_to=account,
        may_keep=False,
    )


def _kind(links: Mapping[str, str]) -> str:
    """A reply before a quote before what X may invent, whose word is kept."""
    for theirs, ours in _KINDS.items():
        if theirs in links:
            return ours
    return next(iter(links), "mention")


def _author(said: object) -> Author:
    handle = words(said, "username")
    return Author(
        id=words(said, "id"),
        handle=handle,
        name=words(said, "name"),
        url=f"https://x.com/{handle}" if handle else "",
        created_at=instant(said, "created_at"),
        followers=number(said, "public_metrics", "followers_count"),
    )
