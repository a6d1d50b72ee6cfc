"""Reading for her: what was said to her, what stands around it, and whom she has silenced.

Notifications go forward by `min_id`. One can become visible a moment after a younger one did, so what is
younger than SETTLES is given once more: a cursor is the place read up to and, after a space, the place
below which nothing more can turn up.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import takewhile
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

import msgspec

from safeguard.platforms.base import (
    Access,
    Listed,
    PlatformDown,
    Refused,
    Relation,
    Tree,
    UnexpectedReply,
)
from safeguard.platforms.mastodon import parse
from safeguard.platforms.mastodon.acting import POLICY
from safeguard.platforms.mastodon.parse import Gone, Unreadable
from safeguard.platforms.mastodon.server import Answer, Params, Server
from safeguard.platforms.mastodon.waiting import moment
from safeguard.records import Page, Post

SETTLES = timedelta(minutes=1)
MOST = 80  # notifications a page
AT_ONCE = 40  # accounts whose relation is asked for in one call
QUOTE_PAGES = 5
# What the platform did not give, as codes: dropped by her own policy and never stored, posts that were
# deleted before they were read, items that say too little, parts of a thread that can't be had here.
DROPPED, GONE, UNREADABLE, HISTORY, QUOTES = "dropped", "gone", "unreadable", "history", "quotes"
# Nobody says anything to her in these. All others are asked for, those we have never heard of too.
_SILENT = (
    "favourite",
    "reblog",
    "follow",
    "follow_request",
    "poll",
    "status",
    "admin.sign_up",
    "admin.report",
    "severed_relationships",
    "moderation_warning",
    "annual_report",
)
_KNOWN = ("mention", "quote", "quoted_update", "update")
_SILENCED = {
    "mute": ("/api/v1/mutes", 80),
    "block": ("/api/v1/blocks", 80),
    "block_domain": ("/api/v1/domain_blocks", 200),
}
_LINK = re.compile(r"<([^>]*)>([^<]*)")
_RELATION = re.compile(r'\brel="?([\w-]+)')
_NOTIFICATIONS = "/api/v1/notifications"
_BEGINNING = "0"


def pull(server: Server, access: Access, cursor: str, limit: int) -> Page:
    """Give the oldest notifications after a cursor; the last page is the one that has none."""
    position, _, settled = cursor.partition(" ")
    answer = _notifications(server, access, position or _BEGINNING, min(limit, MOST))
    items = [_item(it, answer) for it in reversed(parse.items_of(answer))]  # oldest first
    if not items:
        gaps = _drops(server, access)
        return Page(posts=(), cursor=settled or position, gaps=gaps, retry_at=answer.retry_at)
    if position and position in {it.place for it in items}:
        raise PlatformDown  # an old page: to read on from it would be to run in a circle
    posts, gaps = _read(items, access)
    return Page(
        posts=posts,
        cursor=_next(items, position, settled),
        gaps=gaps,
        retry_at=answer.retry_at,
        is_last=False,
    )


def thread(server: Server, access: Access, post: str) -> Tree:
    """Show what stands around a post: what it answers, its earlier versions, what answers and quotes it."""
    at = f"/api/v1/statuses/{quote(post, safe='')}"
    try:
        itself = server.get(access, at)
        around = server.get(access, at + "/context").read(_Context)
    except Refused as refused:
        parse.unless_gone(refused)
        return Tree(posts=(), gaps=(GONE,))
    status = itself.read(dict[str, object])
    try:
        now = parse.posted(itself.body, status, access)
    except Unreadable:
        raise UnexpectedReply("a post said too little") from None
    posts, gaps = _posts([*around.ancestors, *around.descendants], access)
    posts.append(now)
    if now.content_id:
        _add(posts, gaps, HISTORY, _versions(server, access, at, now))
    if status.get("quotes_count"):
        _add(posts, gaps, QUOTES, _quotes(server, access, at))
    in_order = sorted(posts, key=lambda it: it.written_at)
    return Tree(posts=tuple(in_order), gaps=tuple(sorted(gaps)))


def relations(server: Server, access: Access, accounts: Sequence[str]) -> dict[str, Relation]:
    """Say how she stands to accounts; those the server no longer knows are missing."""
    found: dict[str, Relation] = {}
    for begin in range(0, len(accounts), AT_ONCE):
        params = [("id[]", it) for it in accounts[begin : begin + AT_ONCE]]
        params.append(("with_suspended", "true"))
        answer = server.own(access, "/api/v1/accounts/relationships", params)
        for each in answer.read(list[dict[str, object]]):
            found[parse.text(each.get("id"))] = parse.relation_of(each)
    return found


def silenced(
    server: Server, access: Access, kind: str, cursor: str
) -> tuple[tuple[Listed, ...], str]:
    """List whom she has silenced; the cursor is what the server's own link to the next page says."""
    path, most = _SILENCED[kind]
    params = parse_qsl(cursor) or [("limit", str(most))]
    answer = server.own(access, path, params)
    following = _following(answer)
    if following and following == cursor:
        raise UnexpectedReply("a list led back to the page it was on")
    try:
        found = tuple(parse.listed(it, kind, access) for it in parse.items_of(answer))
    except Unreadable:
        raise UnexpectedReply("somebody on a list had no name") from None
    return found, following


def _notifications(server: Server, access: Access, min_id: str, limit: int) -> Answer:
    place = [("min_id", min_id), ("limit", str(limit))]
    wishes = [
        ("include_filtered", "true"),  # what is held back as a request was said to her all the same
        *(("exclude_types[]", it) for it in _SILENT),
        *(("supported_types[]", it) for it in _KNOWN),
    ]
    try:
        return server.own(access, _NOTIFICATIONS, place + wishes)
    except Refused as refused:
        if refused.code != "invalid":
            raise
    return server.own(access, _NOTIFICATIONS, place)  # it minds names that it does not know


class _Item(NamedTuple):
    """A notification as received, and what is needed to know where it stands."""

    raw: bytes
    fields: parse.Json
    place: str
    is_young: bool


def _item(raw: bytes, answer: Answer) -> _Item:
    try:
        fields = parse.item_of(raw)
    except Unreadable:
        fields = {}
    made_at = moment(fields.get("created_at"))
    is_young = made_at is not None and made_at > answer.at - SETTLES
    return _Item(raw, fields, parse.text(fields.get("id")), is_young)


def _next(items: Sequence[_Item], position: str, settled: str) -> str:
    """Say where to read on, and from where again once all that is young has settled."""
    places = [it.place for it in items if it.place]
    if not places:
        raise UnexpectedReply("no item of a page had an id")
    if not settled:
        old = takewhile(lambda it: not it.is_young, items)
        settled = [position or _BEGINNING, *(it.place for it in old if it.place)][-1]
    return places[-1] if settled == places[-1] else f"{places[-1]} {settled}"


def _read(items: Sequence[_Item], access: Access) -> tuple[tuple[Post, ...], tuple[str, ...]]:
    posts: list[Post] = []
    gaps: set[str] = set()
    for item in items:
        if item.fields.get("type") in _SILENT:
            continue  # a server may not know how to leave them out
        try:
            posts.append(parse.notified(item.raw, item.fields, access))
        except Unreadable:
            gaps.add(UNREADABLE)
        except Gone:
            gaps.add(GONE)
    return tuple(posts), tuple(sorted(gaps))


def _drops(server: Server, access: Access) -> tuple[str, ...]:
    """Say whether her own policy has things dropped before anybody sees them."""
    try:
        policy = server.get(access, POLICY).read(dict[str, object])
    except Refused:
        return ()
    return (DROPPED,) if "drop" in policy.values() else ()


class _Context(msgspec.Struct, frozen=True):
    ancestors: tuple[msgspec.Raw, ...] = ()
    descendants: tuple[msgspec.Raw, ...] = ()


def _posts(raws: Sequence[msgspec.Raw], access: Access) -> tuple[list[Post], set[str]]:
    posts: list[Post] = []
    gaps: set[str] = set()
    for raw in map(bytes, raws):
        try:
            posts.append(parse.posted(raw, parse.item_of(raw), access))
        except Unreadable:
            gaps.add(UNREADABLE)
    return posts, gaps


def _versions(server: Server, access: Access, at: str, now: Post) -> Iterator[Post]:
    """Give the earlier versions of a post; the last one is as it is now."""
    raws = parse.items_of(server.get(access, at + "/history"))
    for number, raw in enumerate(raws[:-1]):
        yield parse.earlier(raw, parse.item_of(raw), now, access, is_first=number == 0)


def _quotes(server: Server, access: Access, at: str) -> Iterator[Post]:
    params: Params = ()
    for _ in range(QUOTE_PAGES):
        answer = server.get(access, at + "/quotes", params)
        for raw in parse.items_of(answer):
            yield parse.posted(raw, parse.item_of(raw), access, kind="quote")
        following = _following(answer)
        if not following:
            return
        params = parse_qsl(following)
    raise Unreadable  # there are more than we read


def _add(posts: list[Post], gaps: set[str], name: str, found: Iterator[Post]) -> None:
    """Add a part of a thread that a server may not have, or not to the end."""
    try:
        posts.extend(found)
    except (Refused, Unreadable):
        gaps.add(name)


def _following(answer: Answer) -> str:
    """Give the query of the next page: of a link only that, as it could lead to another server."""
    for where, said in _LINK.findall(answer.headers.get("link", "")):
        if "next" in _RELATION.findall(said):
            query = str(urlsplit(where).query)
            if not query:
                raise UnexpectedReply("a list goes on, and does not say where")
            return query
    return ""
