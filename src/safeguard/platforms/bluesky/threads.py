"""What stands around a post: what it answers, and what answers it."""

from typing import Any

import msgspec

from safeguard.platforms.base import Access, Tree
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.parse import post
from safeguard.platforms.bluesky.replies import read
from safeguard.records import Post

_DEEP = "100"
_SEEN = "app.bsky.feed.defs#threadViewPost"
_GAPS = {
    "app.bsky.feed.defs#notFoundPost": "deleted",
    "app.bsky.feed.defs#blockedPost": "blocked",
}


class _Node(msgspec.Struct):
    kind: str = msgspec.field(name="$type", default="")
    post: msgspec.Raw = msgspec.Raw(b"null")
    parent: msgspec.Raw = msgspec.Raw(b"null")
    replies: list[msgspec.Raw] | None = None


class _Answer(msgspec.Struct):
    thread: msgspec.Raw


class _Counted(msgspec.Struct):
    count: Any = msgspec.field(name="replyCount", default=0)


def thread(calls: Calls, access: Access, uri: str) -> Tree:
    """Read a thread; `gaps` say what of it is deleted, blocked, of an unknown kind, or not shown."""
    asked = (("uri", uri), ("depth", _DEEP), ("parentHeight", _DEEP))
    answer = calls.ask(access, "app.bsky.feed.getPostThread", asked)
    if answer.code == "NotFound":
        return Tree(posts=(), gaps=("deleted",))
    calls.refuse_read(answer)
    found: dict[str, Post] = {}
    gaps: set[str] = set()
    waiting = [(read(answer.body, _Answer).thread, True)]
    while waiting:
        raw, goes_down = waiting.pop()
        node = read(bytes(raw), _Node)
        if node.kind != _SEEN:
            gaps.add(_GAPS.get(node.kind, "unknown"))
            continue
        read_post = post(bytes(node.post))
        found[read_post.id] = read_post
        if bytes(node.parent) != b"null":
            waiting.append((node.parent, False))
        if goes_down:
            replies = node.replies or []
            waiting.extend((reply, True) for reply in replies)
            if _said(node.post) > len(replies):
                gaps.add("not_shown")
    ordered = sorted(found.values(), key=lambda each: (each.written_at, each.id))
    return Tree(posts=tuple(ordered), gaps=tuple(sorted(gaps)))


def _said(raw: msgspec.Raw) -> int:
    """Give how many answers a post is said to have."""
    count = read(bytes(raw), _Counted).count
    return count if isinstance(count, int) else 0
