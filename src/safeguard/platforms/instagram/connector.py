"""Instagram: comments on her media and posts that tag her, forward; hiding comments. The rest is a deep link."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import ClassVar
from urllib.parse import quote

import httpx2
import msgspec

from safeguard.platforms import forward
from safeguard.platforms.asking import AnswerLost, Asker, Clock, Missing
from safeguard.platforms.base import KINDS, Access, Act, Limit, Outcome, UnexpectedReply
from safeguard.platforms.instagram.parse import (
    COMMENT,
    MEDIA,
    TAGGED,
    Listing,
    Media,
    Medium,
    comment,
    replies_in,
    tagged,
    when,
)
from safeguard.platforms.instagram.refusals import judge
from safeguard.platforms.shapes import decoded, item, part
from safeguard.records import Page, Post

API = "https://graph.instagram.com/v26.0"
LOOKED_AT = 25  # of her newest media, all in one request
MOST = 50  # comments or tags a request
FURTHER = 20  # requests for further comments a pull, at the most


class Instagram:
    """See base.Connector and LookingUp."""

    capabilities: ClassVar[frozenset[str]] = frozenset({"read.mentions", "hide_reply", "look_up"})
    limits: ClassVar[tuple[Limit, ...]] = (Limit(points=200, seconds=3_600),)
    costs: ClassVar[Mapping[str, int]] = {}

    def __init__(self, http: httpx2.Client, clock: Clock) -> None:
        self._asker = Asker(http, clock, judge(clock))

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        """List the newest comments on her newest media back to the cursor, and give the oldest after it."""
        gaps: set[str] = set()
        read = [*self._comments(access, forward.since(cursor), gaps), *self._tags(access)]
        if None in read:
            gaps.add("unreadable")
        hers = access.handle.casefold()
        posts = [post for post in read if post and post.author.handle.casefold() != hers]
        return forward.page_after(
            forward.settled(posts, self._asker.clock()), cursor, limit, gaps=gaps
        )

    def act(self, access: Access, act: Act, key: str) -> Outcome:  # noqa: ARG002 -- it may be asked for twice
        """Hide a comment under her media from others, or show it again."""
        query = {"hide": "true" if _hides(act) else "false"}
        try:
            body = self._asker.ask("POST", _of(act.post), token=access.token, params=query)
        except AnswerLost:
            return Outcome(certain=False)
        except Missing:
            return Outcome()  # the comment is gone: nothing is left to hide, or to show again
        if part(decoded(body, object), "success") is not True:
            raise UnexpectedReply
        return _done(act)

    def look_up(self, access: Access, act: Act, key: str) -> Outcome | None:  # noqa: ARG002 -- told by the comment
        hides = _hides(act)
        try:
            body = self._asker.ask(
                "GET", _of(act.post), token=access.token, params={"fields": "hidden"}
            )
        except Missing:
            return Outcome()
        return _done(act) if (part(decoded(body, object), "hidden") is True) == hides else None

    def _comments(
        self, access: Access, since: datetime | None, gaps: set[str]
    ) -> Iterator[Post | None]:
        query = {"fields": MEDIA, "limit": str(LOOKED_AT)}
        body = self._asker.ask("GET", f"{API}/me/media", token=access.token, params=query)
        page = decoded(body, Media)
        if page.paging.after:
            gaps.add("older_media")
        asked = 0
        for medium in page.data:
            listing, is_read = medium.comments, False
            while not is_read:
                for raw in listing.data:
                    yield from _with_replies(bytes(raw), medium, access, gaps)
                is_read = not listing.paging.after or _reaches(listing, since)
                if not is_read and asked == FURTHER:
                    gaps.add("out_of_reach")
                    break
                if not is_read:
                    asked += 1
                    listing = self._further(access, medium, listing.paging.after)
            if listing.paging.after:
                gaps.add("older_replies")

    def _further(self, access: Access, medium: Medium, after: str) -> Listing:
        query = {"fields": COMMENT, "limit": str(MOST), "after": after}
        url = f"{_of(medium.id)}/comments"
        return decoded(self._asker.ask("GET", url, token=access.token, params=query), Listing)

    def _tags(self, access: Access) -> Iterator[Post | None]:
        query = {"fields": TAGGED, "limit": str(MOST)}
        url = f"{_of(access.account)}/tags"
        listing = decoded(self._asker.ask("GET", url, token=access.token, params=query), Listing)
        for raw in listing.data:
            yield tagged(bytes(raw), account=access.account)


def _with_replies(
    raw: bytes, medium: Medium, access: Access, gaps: set[str]
) -> Iterator[Post | None]:
    yield comment(raw, medium, account=access.account)
    replies = replies_in(raw)
    if replies is None:
        gaps.add("unreadable")
        return
    for reply in replies.data:
        yield comment(bytes(reply), medium, account=access.account)
    if replies.paging.after:
        gaps.add("unread_replies")


def _reaches(listing: Listing, since: datetime | None) -> bool:
    """Whether a page goes back to what was read before."""
    times = [when(item(bytes(raw))) for raw in listing.data]
    return since is not None and any(time is not None and time < since for time in times)


def _of(id_: str) -> str:
    return f"{API}/{quote(id_, safe='')}"


def _hides(act: Act) -> bool:
    if act.kind not in {"hide_reply", "show_reply"}:
        raise ValueError(f"Instagram cannot {act.kind} for us")
    return act.kind == "hide_reply"


def _done(act: Act) -> Outcome:
    undo = KINDS.get(act.kind)
    return Outcome(undo=msgspec.structs.replace(act, kind=undo) if undo else None)
