"""YouTube: received comments forward, and hiding them. The rest is a deep link (`safeguard.platforms.links`).

What is public is read with the organisation's key, so that the token kept for watching can do nothing but say
which channel is hers: there is no right to read comments that is not also a right to delete her videos.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

import httpx2
import msgspec

from safeguard.platforms import forward
from safeguard.platforms.asking import AnswerLost, Asker, Clock
from safeguard.platforms.base import (
    KINDS,
    Access,
    Act,
    Limit,
    Outcome,
    UnexpectedReply,
)
from safeguard.platforms.conditions import Looked
from safeguard.platforms.shapes import decoded, several, words
from safeguard.platforms.youtube.parse import Comments, Thread, Threads, comment, ids
from safeguard.platforms.youtube.refusals import judge
from safeguard.records import Page, Post

API = "https://www.googleapis.com/youtube/v3"
MOST = 100  # threads, or replies, a request
PAGES = 20  # of threads a pull, at the most
REPLIES = 20  # requests for further replies a pull, at the most
HIDDEN = "heldForReview"  # not "rejected", which can never be published again
SHOWN = "published"


class YouTube:
    """See base.Connector, LookingUp and Complying. A listing costs one unit of its quota, an act fifty."""

    capabilities: ClassVar[frozenset[str]] = frozenset(
        {"read.mentions", "hide_reply", "look_up", "comply"}
    )
    limits: ClassVar[tuple[Limit, ...]] = (Limit(points=10_000, seconds=86_400),)
    costs: ClassVar[Mapping[str, int]] = {"hide_reply": 50, "show_reply": 50}
    at_once: ClassVar[int] = 50
    recheck: ClassVar[timedelta] = timedelta(days=20)

    def __init__(self, http: httpx2.Client, clock: Clock) -> None:
        self._asker = Asker(http, clock, judge(clock))

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        """List from the newest thread back to the cursor, and give the oldest after it."""
        gaps: set[str] = set()
        found = self._comments(access, forward.since(cursor), gaps)
        posts = []
        for raw in found:
            post = comment(raw, account=access.account)
            if post is None:
                gaps.add("unreadable")
            elif post.author.id != access.account:
                posts.append(post)
        posts = forward.settled(posts, self._asker.clock())
        return forward.page_after(posts, cursor, limit, gaps=gaps)

    def act(self, access: Access, act: Act, key: str) -> Outcome:  # noqa: ARG002 -- it may be asked for twice
        """Hold a comment for review, where only she sees it, or publish it again."""
        status = _status(act)
        query = {"id": act.post, "moderationStatus": status}
        try:
            body = self._asker.ask(
                "POST", f"{API}/comments/setModerationStatus", token=access.token, params=query
            )
        except AnswerLost:
            return Outcome(certain=False)
        except UnexpectedReply:  # so it also answers when its author has deleted the comment
            if self._said_of(access, act.post):
                raise
            return Outcome()
        if body:
            decoded(body, dict[str, object])
        return _done(act)

    def look_up(self, access: Access, act: Act, key: str) -> Outcome | None:  # noqa: ARG002 -- told by the status
        """Tell by its status; one that is listed no more is hidden, or gone."""
        said = self._said_of(access, act.post)
        is_shown = bool(said) and words(said[0], "snippet", "moderationStatus") in {SHOWN, ""}
        return _done(act) if is_shown == (_status(act) == SHOWN) else None

    def gone(self, access: Access, posts: Sequence[str]) -> Looked:
        """Look up to fifty comments up; what is public no more is gone, also where she hid it herself."""
        body = self._list(access, "comments", {"part": "id", "id": ",".join(posts)})
        return Looked(gone=frozenset(posts) - ids(body))

    def _comments(self, access: Access, since: datetime | None, gaps: set[str]) -> Iterator[bytes]:
        asked = 0
        for thread in self._threads(access, since, gaps):
            if not thread.lacks_replies:
                yield from thread.comments
            elif asked < REPLIES:
                asked += 1
                yield bytes(thread.snippet.top_level_comment)
                yield from self._replies(access, thread.id, gaps)
            else:
                gaps.add("unread_replies")
                yield from thread.comments

    def _threads(self, access: Access, since: datetime | None, gaps: set[str]) -> Iterator[Thread]:
        """Give the threads begun since, and those listed with them; replies to older ones are not looked for."""
        query = {
            "part": "snippet,replies",
            "allThreadsRelatedToChannelId": access.account,
            "order": "time",
            "textFormat": "plainText",
            "maxResults": str(MOST),
        }
        for _ in range(PAGES):
            page = decoded(self._list(access, "commentThreads", query), Threads)
            yield from page.items
            if not page.next_page_token:
                return
            if since and any(_is_before(thread, since) for thread in page.items):
                gaps.add("older_replies")
                return
            query["pageToken"] = page.next_page_token
        gaps.add("out_of_reach")

    def _replies(self, access: Access, thread: str, gaps: set[str]) -> Iterator[bytes]:
        query = {
            "part": "snippet",
            "parentId": thread,
            "textFormat": "plainText",
            "maxResults": str(MOST),
        }
        for _ in range(PAGES):
            page = decoded(self._list(access, "comments", query), Comments)
            yield from map(bytes, page.items)
            if not page.next_page_token:
                return
            query["pageToken"] = page.next_page_token
        gaps.add("unread_replies")

    def _list(self, access: Access, what: str, query: dict[str, str]) -> bytes:
        key = {"X-Goog-Api-Key": access.api_key}
        return self._asker.ask("GET", f"{API}/{what}", params=query, headers=key)

    def _said_of(self, access: Access, post: str) -> list[object]:
        """Ask as its owner what YouTube holds of one comment."""
        query = {"part": "snippet", "id": post}
        body = self._asker.ask("GET", f"{API}/comments", token=access.token, params=query)
        return several(decoded(body, object), "items")


def _status(act: Act) -> str:
    try:
        return {"hide_reply": HIDDEN, "show_reply": SHOWN}[act.kind]
    except KeyError:
        raise ValueError(f"YouTube cannot {act.kind} for us") from None


def _done(act: Act) -> Outcome:
    undo = KINDS.get(act.kind)
    return Outcome(undo=msgspec.structs.replace(act, kind=undo) if undo else None)


def _is_before(thread: Thread, since: datetime) -> bool:
    top: Post | None = comment(bytes(thread.snippet.top_level_comment), account="")
    return top is not None and top.written_at < since
