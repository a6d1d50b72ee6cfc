"""Turns what the network says into Posts: tolerant of whatever an author's own record holds.

What the server itself vouches for (address, content id, author, when it was indexed) must be there; what is in a
record was written by a stranger's program, so that anything may be missing or of another kind. All bytes are kept.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from safeguard.platforms.base import Listed, Relation, UnexpectedReply
from safeguard.platforms.bluesky.replies import fields
from safeguard.records import Author, Post

PLATFORM = "bluesky"
POST = "app.bsky.feed.post"
_IMAGES = "https://cdn.bsky.app/img/feed_fullsize/plain"
_SITE = "https://bsky.app/profile"
# What tells her that something happened, and holds no words meant for her.
_SILENT = frozenset(
    {
        "contact-match",
        "follow",
        "like",
        "like-via-repost",
        "repost",
        "repost-via-repost",
        "starterpack-joined",
        "subscribed-post",
        "unverified",
        "verified",
    }
)
Fields = Mapping[str, Any]


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notification: its place (`at`, in milliseconds), its address and content id, and the post that it is about."""

    at: int
    uri: str
    cid: str
    post: Post | None


def notice(raw: bytes) -> Notice:
    """Read a notification; one that holds no words has no post, one of an unknown kind has.

    Raises:
        UnexpectedReply: what the server vouches for was missing.

    """
    item = fields(raw)
    reason = _required(item, "reason")
    at = instant(_required(item, "indexedAt"))
    if at is None:
        raise UnexpectedReply
    return Notice(
        at=int(at.timestamp() * 1000),
        uri=_required(item, "uri"),
        cid=_required(item, "cid"),
        post=None if reason in _SILENT else _post(item, raw, reason),
    )


def post(raw: bytes) -> Post:
    """Read a post as a thread or a list of quotes shows it.

    Raises:
        UnexpectedReply: what the server vouches for was missing.

    """
    item = fields(raw)
    return _post(item, raw, "")


def author(item: object) -> Author:
    """Read a profile, however much of it is shown."""
    shown = _mapping(item)
    did = _required(shown, "did")
    handle = words(shown, "handle")
    followers = shown.get("followersCount")
    viewer = shown.get("viewer")
    return Author(
        id=did,
        handle=handle,
        name=words(shown, "displayName"),
        url=f"{_SITE}/{did}",
        created_at=instant(words(shown, "createdAt")),
        is_followed="following" in viewer if isinstance(viewer, dict) else None,
        followers=followers if isinstance(followers, int) else None,
    )


def relation(profile: Fields) -> Relation:
    """Read how she stands to whom a profile shows."""
    viewer = profile.get("viewer")
    if not isinstance(viewer, dict):
        return Relation()
    return Relation(
        is_followed="following" in viewer,
        is_muted=viewer.get("muted") is True,
        is_blocked="blocking" in viewer or "blockingByList" in viewer,
    )


def muted_how(profile: Fields) -> str:
    """Say what of an account she herself has muted: none, all, quotes or reposts; a list's mute is not hers."""
    viewer = _mapping(profile.get("viewer"))
    if viewer.get("muted") is True and "mutedByList" not in viewer:
        return "all"
    if viewer.get("mutedOnlyQuoteposts") is True:
        return "quotes"
    return "reposts" if viewer.get("mutedOnlyReposts") is True else "none"


def listed(profile: Fields, kind: str) -> Listed:
    how = muted_how(profile)
    return Listed(
        platform=PLATFORM,
        kind=kind,
        account=_required(profile, "did"),
        handle=words(profile, "handle"),
        note=how if kind == "mute" and how in {"quotes", "reposts"} else "",
    )


def instant(said: str) -> datetime | None:
    """Read a time with a zone; None for anything else."""
    try:
        read = datetime.fromisoformat(said)
        return read.astimezone(UTC) if read.tzinfo else None
    except (ValueError, OverflowError):
        return None


def words(item: Fields, name: str) -> str:
    """Give a field's text, '' where it is none."""
    value = item.get(name)
    return value if isinstance(value, str) else ""


def inside(item: object, *names: str) -> object:
    """Follow names into an object; None where the way ends."""
    for name in names:
        if not isinstance(item, dict):
            return None
        item = item.get(name)
    return item


def _post(item: Fields, raw: bytes, reason: str) -> Post:
    record = _mapping(item.get("record"))
    uri = _required(item, "uri")
    shown_at = instant(_required(item, "indexedAt"))
    if shown_at is None:
        raise UnexpectedReply
    claimed = instant(words(record, "createdAt"))
    answered = _said(record, "reply", "parent", "uri")
    quoted = _quoted(record)
    who = author(item.get("author"))
    languages = record.get("langs")
    first = languages[0] if isinstance(languages, list) and languages else ""
    return Post(
        platform=PLATFORM,
        id=uri,
        content_id=_required(item, "cid"),
        kind=reason or ("reply" if answered else "quote" if quoted else "post"),
        author=who,
        text=words(record, "text"),
        written_at=min(claimed, shown_at) if claimed else shown_at,
        raw=raw,
        url=f"{_SITE}/{who.id}/post/{uri.rpartition('/')[2]}" if POST in uri else "",
        language=first if isinstance(first, str) else "",
        in_reply_to=answered,
        conversation=_said(record, "reply", "root", "uri") or uri,
        quoted=quoted,
        media=_shown_images(item.get("embed")) or _images(record, who.id),
        labels=_labels(item.get("labels")) + _labels(inside(record, "labels", "values")),
    )


def _quoted(record: Fields) -> str:
    embed = record.get("embed")
    found = _said(embed, "record", "uri") or _said(embed, "record", "record", "uri")
    return found if f"/{POST}/" in found else ""


def _shown_images(embed: object) -> tuple[str, ...]:
    """Give the addresses under which the server shows what is attached: pictures, or a video's still."""
    where = inside(embed, "media") or embed
    shown = _dicts(inside(where, "images")) + _dicts(inside(where, "items"))
    found = [words(each, "fullsize") for each in shown]
    found.append(_said(where, "thumbnail"))
    return tuple(address for address in found if address.startswith("https://"))


def _images(record: Fields, did: str) -> tuple[str, ...]:
    """Give the addresses of a record's pictures on Bluesky's own image host."""
    embed = record.get("embed")
    where = inside(embed, "media") or embed
    held = _dicts(inside(where, "images")) + _dicts(inside(where, "items"))
    named = [_said(each, "image", "ref", "$link") for each in held]
    return tuple(f"{_IMAGES}/{did}/{cid}" for cid in named if cid.isalnum())


def _labels(put: object) -> tuple[str, ...]:
    """Name the labels on a post, by whomever, without those that were taken back."""
    named = [words(each, "val") for each in _dicts(put) if each.get("neg") is not True]
    return tuple(filter(None, named))


def _dicts(value: object) -> list[Fields]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _said(item: object, *names: str) -> str:
    value = inside(item, *names)
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Fields:
    return value if isinstance(value, dict) else {}


def _required(item: Fields, name: str) -> str:
    value = item.get(name)
    if not isinstance(value, str) or not value:
        raise UnexpectedReply
    return value
