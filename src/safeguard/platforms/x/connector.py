"""X: mentions forward, mutes and hidden replies. What its API does not offer is a deep link (`links`)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from http import HTTPStatus
from typing import ClassVar
from urllib.parse import quote

import httpx2
import msgspec

from safeguard.platforms.asking import AnswerLost, Asker, Clock, Missing
from safeguard.platforms.base import (
    KINDS,
    Access,
    Act,
    Limit,
    Outcome,
    PlatformError,
    RateLimited,
)
from safeguard.platforms.conditions import Looked, Price
from safeguard.platforms.shapes import decoded, item, several, words
from safeguard.platforms.x import cursor as cursors
from safeguard.platforms.x import prices
from safeguard.platforms.x.cursor import Cursor
from safeguard.platforms.x.parse import QUERY, Listing, Mentions, mentions
from safeguard.records import Page

API = "https://api.x.com/2"
MOST = 100  # posts a request
NEARLY = 720  # X gives 800 back and no more, and leaves out of them what is no longer there
NO_CREDIT_WAIT = timedelta(hours=6)
_UNDOES = {undo: kind for kind, undo in KINDS.items() if undo}
_GONE = ("/resource-not-found", "/not-authorized-for-resource")


class X:
    """See base.Connector, Priced and Complying."""

    capabilities: ClassVar[frozenset[str]] = frozenset(
        {"read.mentions", "mute", "hide_reply", "priced", "comply"}
    )
    limits: ClassVar[tuple[Limit, ...]] = (Limit(points=50, seconds=900),)
    costs: ClassVar[Mapping[str, int]] = {}
    at_once: ClassVar[int] = MOST
    recheck: ClassVar[timedelta] = timedelta(days=1)

    def __init__(self, http: httpx2.Client, clock: Clock) -> None:
        self._asker = Asker(http, clock, self._refusal)

    @staticmethod
    def price_of(call: str, count: int = 1) -> Price:
        return prices.price_of(call, count)

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        """Make one request: it gives posts, or it goes down a page towards the oldest that was not read."""
        at = cursors.read(cursor)
        page = self._page(access, at, limit)
        cost = prices.price(len(page.ids), page.authors)
        if page.has_older and page.ids:
            return Page(posts=(), cursor=at.down(page.ids).text(), is_last=False, cost=cost)
        posts = sorted(page.posts, key=lambda post: int(post.id))
        after = at.up(page.ids)
        is_whole = len(posts) <= limit
        if not is_whole:
            posts = posts[:limit]
            after = at.within(int(posts[-1].id))
        return Page(
            posts=tuple(posts),
            cursor=after.text(),
            gaps=_gaps(at, page),
            is_last=is_whole and not at.marks,
            cost=cost,
        )

    def act(self, access: Access, act: Act, key: str) -> Outcome:  # noqa: ARG002 -- both may be asked for twice
        """Mute, or hide a reply in a conversation that she began."""
        kind = _UNDOES.get(act.kind, act.kind)
        if kind not in {"mute", "hide_reply"}:
            raise ValueError(f"X cannot {act.kind} for us")
        is_undoing = kind != act.kind
        try:
            if kind == "mute":
                self._mute(access, act.target, is_undoing=is_undoing)
            else:
                self._hide(access, act.post, is_undoing=is_undoing)
        except AnswerLost:
            return Outcome(certain=False)
        except Missing:
            return Outcome()  # the account or the post is gone: nothing is left to do, or to undo
        return Outcome(
            undo=None if is_undoing else msgspec.structs.replace(act, kind=KINDS[act.kind])
        )

    def gone(self, access: Access, posts: Sequence[str]) -> Looked:
        """Look up to a hundred posts up; only what X itself names as gone counts as gone."""
        url, query = f"{API}/tweets", {"ids": ",".join(posts)}
        listing = decoded(self._asker.ask("GET", url, token=access.token, params=query), Listing)
        here = [item(bytes(raw)) for raw in listing.data]
        return Looked(
            gone=frozenset(
                words(it, "resource_id")
                for it in listing.errors
                if words(it, "type").endswith(_GONE) and words(it, "resource_id") in posts
            ),
            changed=frozenset(words(it, "id") for it in here if _is_superseded(it)),
            cost=prices.price(len(here)),
        )

    def _page(self, access: Access, at: Cursor, limit: int) -> Mentions:
        query = {**QUERY, "max_results": str(min(max(limit, prices.FEWEST), MOST))}
        if at.since:
            query["since_id"] = str(at.since)
        if at.marks:
            query["until_id"] = str(at.marks[0])
        url = f"{API}/users/{quote(access.account, safe='')}/mentions"
        body = self._asker.ask("GET", url, token=access.token, params=query)
        return mentions(body, account=access.account, window=at.window)

    def _mute(self, access: Access, target: str, *, is_undoing: bool) -> None:
        url = f"{API}/users/{quote(access.account, safe='')}/muting"
        if is_undoing:
            said = self._asker.ask("DELETE", f"{url}/{quote(target, safe='')}", token=access.token)
        else:
            said = self._asker.ask("POST", url, token=access.token, json={"target_user_id": target})
        decoded(said, dict[str, object])

    def _hide(self, access: Access, post: str, *, is_undoing: bool) -> None:
        url = f"{API}/tweets/{quote(post, safe='')}/hidden"
        said = self._asker.ask("PUT", url, token=access.token, json={"hidden": not is_undoing})
        decoded(said, dict[str, object])

    def _refusal(self, status: int, _body: bytes) -> PlatformError | None:
        """Without credit X serves nothing until the organisation buys some."""
        if status == HTTPStatus.PAYMENT_REQUIRED:
            return RateLimited(self._asker.clock() + NO_CREDIT_WAIT)
        return None


def _gaps(at: Cursor, page: Mentions) -> tuple[str, ...]:
    """Say what X could not give: mentions beyond its reach, or that it gave before and gives no more."""
    found = []
    if page.has_unreadable:
        found.append("unreadable")
    if page.has_older or at.seen + len(page.ids) >= NEARLY:
        found.append("out_of_reach")
    if at.returns and at.since + 1 not in page.ids:
        found.append("vanished")
    return tuple(sorted(found))


def _is_superseded(said: object) -> bool:
    """Whether a post was edited after this version of it."""
    edits = [words({"id": it}, "id") for it in several(said, "edit_history_tweet_ids")]
    return bool(edits) and edits[-1] != words(said, "id")
