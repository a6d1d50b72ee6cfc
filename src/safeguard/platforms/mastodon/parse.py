"""From a server's JSON to Posts, tolerantly: what is not understood is kept in `raw`, ids are strings.

A field that is missing or of another type costs that field, never the post. A notification is a post
by somebody else; where it holds a post of her own (a reaction to it), what was done to it is the post.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from safeguard.platforms.base import Access, Listed, Refused, Relation
from safeguard.platforms.mastodon.server import Answer
from safeguard.platforms.mastodon.waiting import moment
from safeguard.platforms.mastodon.words import words
from safeguard.records import Author, Post

NAME = "mastodon"
Json = Mapping[str, object]
_NOTHING: Json = {}
_T = TypeVar("_T")


class Unreadable(Exception):
    """An item says too little to be a post: no id, nobody who wrote it, or no time."""


class Gone(Exception):
    """A notification of a post that is no longer there."""


def items_of(answer: Answer) -> list[bytes]:
    """Give the bytes of each item of a list, as received."""
    return [bytes(it) for it in answer.read(list[msgspec.Raw])]


def item_of(raw: bytes) -> Json:
    """Read an object.

    Raises: Unreadable.
    """
    return _decoded(raw, dict[str, object])


def notified(raw: bytes, item: Json, access: Access) -> Post:
    """Read a notification.

    Raises: Gone, Unreadable.
    """
    kind = text(item.get("type"))
    status = part(item, "status")
    if kind == "quoted_update":  # her own post is shown, which quotes the one that was changed
        status = part(part(status, "quote"), "quoted_status")
    if status and text(part(status, "account").get("id")) != access.account:
        return posted(raw, status, access, kind=_kind(kind, status, access))
    if "status" in item and not status:
        raise Gone
    return _done_to_her(raw, item, access, kind)


def posted(raw: bytes, status: Json, access: Access, *, kind: str = "") -> Post:
    """Read a post, from whichever item it came in.

    Raises: Unreadable.
    """
    in_reply_to = text(status.get("in_reply_to_id"))
    quoted = _quoted(part(status, "quote"))
    edited_at = text(status.get("edited_at"))
    return Post(
        platform=NAME,
        id=_needed(status.get("id")),
        content_id=edited_at,
        kind=kind or ("quote" if quoted else "reply" if in_reply_to else "post"),
        author=author_of(part(status, "account"), access),
        text=_text(status, access),
        written_at=_instant(status.get("created_at")),
        raw=raw,
        url=address(status.get("url")) or address(status.get("uri")),
        language=text(status.get("language")),
        in_reply_to=in_reply_to,
        quoted=quoted,
        media=tuple(_media(status)),
    )


def earlier(raw: bytes, edit: Json, now: Post, access: Access, *, is_first: bool) -> Post:
    """Read an earlier version of a post.

    Raises: Unreadable.
    """
    written_at = _instant(edit.get("created_at"))
    return msgspec.structs.replace(
        now,
        content_id="" if is_first else text(edit.get("created_at")),
        text=_text(edit, access),
        written_at=written_at,
        raw=raw,
        media=tuple(_media(edit)),
    )


def author_of(account: Json, access: Access) -> Author:
    """Read who wrote something.

    Raises: Unreadable.
    """
    followers = account.get("followers_count")
    return Author(
        id=_needed(account.get("id")),
        handle=full(_needed(account.get("acct")), access),
        name=text(account.get("display_name")),
        url=address(account.get("url")),
        created_at=moment(account.get("created_at")),
        followers=followers if type(followers) is int and followers >= 0 else None,
    )


def relation_of(item: Json) -> Relation:
    return Relation(
        is_followed=_flag(item.get("following")),
        is_muted=_flag(item.get("muting")),
        is_blocked=_flag(item.get("blocking")),
    )


def listed(raw: bytes, kind: str, access: Access) -> Listed:
    """Read an account or a domain that she has silenced.

    Raises: Unreadable.
    """
    if kind == "block_domain":
        return Listed(platform=NAME, kind=kind, handle=_needed(_decoded(raw, object)))
    account = item_of(raw)
    until = moment(account.get("mute_expires_at"))
    author = author_of(account, access)
    return Listed(platform=NAME, kind=kind, account=author.id, handle=author.handle, until=until)


def full(acct: str, access: Access) -> str:
    """Give a handle with its server: those of her own server come without."""
    if "@" in acct:
        return acct
    domain = access.handle.rpartition("@")[2] if "@" in access.handle else ""
    return f"{acct}@{domain or urlsplit(access.host).hostname or ''}"


def text(value: object) -> str:
    """Give a string; an id that came as a number is one too."""
    if isinstance(value, str):
        return value
    return str(value) if type(value) is int else ""


def part(item: Json, name: str) -> Json:
    """Give an object that an item holds, an empty one where it holds none."""
    value = item.get(name)
    return value if isinstance(value, dict) else _NOTHING


def parts(item: Json, name: str) -> Iterator[Json]:
    """Give the objects of a list that an item holds."""
    value = item.get(name)
    for each in value if isinstance(value, list) else ():
        if isinstance(each, dict):
            yield each


def address(value: object) -> str:
    """Give an address of the web and no other kind: it becomes a link."""
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else ""


def unless_gone(refused: Refused) -> None:
    """Pass over what is not there any more; any other refusal stands."""
    if refused.code != "gone":
        raise refused


def _kind(kind: str, status: Json, access: Access) -> str:
    if kind != "mention":
        return kind
    if status.get("visibility") == "direct":
        return "dm"
    return "reply" if text(status.get("in_reply_to_account_id")) == access.account else kind


def _done_to_her(raw: bytes, item: Json, access: Access, kind: str) -> Post:
    """Read what was done with a post of hers, or to her: a reaction, a collection she was put into."""
    about = (part(item, "fallback"), ("title", "summary", "description"))
    collection = (part(item, "collection"), ("name", "description"))
    said = [text(it.get(name)) for it, names in (about, collection) for name in names]
    said.append(text(item.get("emoji")))
    return Post(
        platform=NAME,
        id=_needed(item.get("id")),
        kind=kind,
        author=author_of(part(item, "account"), access),
        text="\n".join(words(it, _NO_HANDLES) for it in said if it),
        written_at=_instant(item.get("created_at")),
        raw=raw,
        url=address(part(item, "collection").get("url")),
        in_reply_to=text(part(item, "status").get("id")),
    )


_NO_HANDLES: Mapping[str, str] = {}


def _text(status: Json, access: Access) -> str:
    """Give what somebody reads: the warning above it, the words, the answers of a poll."""
    mentions = {
        text(it.get("url")): full(text(it.get("acct")), access) for it in parts(status, "mentions")
    }
    html = text(status.get("content"))
    said = [
        text(status.get("spoiler_text")).strip(),
        words(html, mentions, is_quote=bool(part(status, "quote"))),
        "\n".join("- " + text(it.get("title")) for it in parts(part(status, "poll"), "options")),
    ]
    return "\n\n".join(it for it in said if it)


def _quoted(quote: Json) -> str:
    return text(part(quote, "quoted_status").get("id")) or text(quote.get("quoted_status_id"))


def _media(status: Json) -> Iterator[str]:
    for each in parts(status, "media_attachments"):
        if found := address(each.get("url")) or address(each.get("remote_url")):
            yield found


def _decoded(raw: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unreadable from None


def _needed(value: object) -> str:
    found = text(value)
    if not found:
        raise Unreadable
    return found


def _instant(value: object) -> datetime:
    found = moment(value)
    if found is None:
        raise Unreadable
    return found


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
