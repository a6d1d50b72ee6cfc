"""The Bluesky connector: what it can do, and which part of this package does it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

import httpx2
import msgspec

from safeguard.platforms.base import KINDS, Access, Act, Limit, Listed, Outcome, Relation, Tree
from safeguard.platforms.bluesky import filters, gates, hers, records, states, threads
from safeguard.platforms.bluesky.calls import Calls
from safeguard.platforms.bluesky.filters import Filters
from safeguard.platforms.bluesky.gates import Gates
from safeguard.platforms.bluesky.parse import Fields, listed, notice, post, relation, words
from safeguard.platforms.bluesky.records import Records
from safeguard.platforms.bluesky.replies import read
from safeguard.platforms.bluesky.reports import Reports
from safeguard.platforms.bluesky.states import States
from safeguard.platforms.bluesky.walk import Batch, forward
from safeguard.platforms.hers import Owned
from safeguard.records import Page

_ABOUT_HER = ("mention", "reply", "quote")
_AT_ONCE = 25  # accounts that one call takes
_SILENCED = {"mute": ("getMutes", "mutes"), "block": ("getBlocks", "blocks")}


class _Notices(msgspec.Struct):
    notifications: list[msgspec.Raw]
    cursor: str = ""


class _Posts(msgspec.Struct):
    posts: list[msgspec.Raw]
    cursor: str = ""


class _Profiles(msgspec.Struct):
    profiles: list[dict[str, object]]


class Bluesky:
    """A connector as `safeguard.platforms.base` describes it; made with an HTTP client and a clock."""

    capabilities: ClassVar[frozenset[str]] = frozenset(
        {
            *("read.mentions", "read.thread", "read.quotes", "read.relations", "read.lists"),
            *("read.own", "read.settings"),
            *("look_up", "before", "report.status", "report.service", "block.public"),
            *("mute", "mute_thread", "mute_list", "block", "block_list", "make_list", "list"),
            *("filter", "reply_gate", "quote_gate", "hide_reply", "report"),
        }
    )
    settings_purpose: ClassVar[str] = "act"  # watching takes no right to her preferences
    limits: ClassVar[tuple[Limit, ...]] = (
        Limit(points=5_000, seconds=60 * 60),
        Limit(points=35_000, seconds=24 * 60 * 60),
    )
    # A record made is three points, changed two, deleted one; what is no record costs nothing of these.
    costs: ClassVar[Mapping[str, int]] = {
        **dict.fromkeys(("block", "block_list", "make_list", "list"), 3),
        **dict.fromkeys(("reply_gate", "quote_gate", "hide_reply"), 3),
        **dict.fromkeys(("reply_ungate", "quote_ungate", "show_reply"), 2),
        **dict.fromkeys(("unblock", "unblock_list", "drop_list", "unlist"), 1),
        **dict.fromkeys(("mute", "mute_thread", "mute_list", "filter", "report"), 0),
        **dict.fromkeys(("unmute", "unmute_thread", "unmute_list", "unfilter"), 0),
    }

    def __init__(self, http: httpx2.Client, clock: Callable[[], datetime]) -> None:
        self._calls = Calls(http, clock)
        self._reports = Reports(self._calls)
        states_, gates_ = States(self._calls), Gates(self._calls)
        self._doers: dict[str, Records | States | Filters | Gates | Reports] = {
            **dict.fromkeys(records.KINDS, Records(self._calls)),
            **dict.fromkeys(states.KINDS, states_),
            **dict.fromkeys(filters.KINDS, Filters(self._calls)),
            **dict.fromkeys(gates.KINDS, gates_),
            "report": self._reports,
        }
        self._replaces: dict[str, States | Gates] = {
            **dict.fromkeys(states.KINDS, states_),
            **dict.fromkeys(gates.KINDS, gates_),
        }

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        def fetch(at: str, count: int, only_words: bool) -> Batch:
            asked = [("limit", str(count))]
            if at:
                asked.append(("cursor", at))
            if only_words:
                asked.extend(("reasons", reason) for reason in _ABOUT_HER)
            body = self._calls.get(access, "app.bsky.notification.listNotifications", asked)
            told = read(body, _Notices)
            found = [notice(bytes(raw)) for raw in told.notifications]
            return Batch(notices=found, cursor=told.cursor)

        return forward(fetch, cursor, limit, self._calls.now())

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        return self._doer(act).act(access, act, key)

    def look_up(self, access: Access, act: Act, key: str) -> Outcome | None:
        """Tell whether an act was done; a report can't be looked up, and stays uncertain."""
        doer = self._doer(act)
        if isinstance(doer, Reports):
            return Outcome(certain=False)
        return doer.look_up(access, act, key)

    def before(self, access: Access, act: Act) -> str:
        """Say what an act would replace, to be kept as its `before` until it has run; '' where it replaces nothing."""
        self._doer(act)
        replaces = self._replaces.get(act.kind)
        return replaces.before(access, act) if replaces else ""

    def report_status(self, access: Access, remote_ref: str) -> str:
        return self._reports.status(access, remote_ref)

    def thread(self, access: Access, post: str) -> Tree:
        return threads.thread(self._calls, access, post)

    def own(self, access: Access, limit: int) -> tuple[Owned, ...]:
        return hers.own(self._calls, access, limit)

    def settings(self, access: Access) -> Mapping[str, str]:
        return hers.settings(self._calls, access)

    def quotes(self, access: Access, post_: str, cursor: str) -> Page:
        """Give who quotes a post, the newest first, a page of the network's at a time."""
        asked = [("uri", post_), ("limit", "100")]
        if cursor:
            asked.append(("cursor", cursor))
        told = read(self._calls.get(access, "app.bsky.feed.getQuotes", asked), _Posts)
        found = tuple(post(bytes(raw)) for raw in told.posts)
        return Page(posts=found, cursor=told.cursor, is_last=not told.cursor)

    def relations(self, access: Access, accounts: Sequence[str]) -> dict[str, Relation]:
        found = dict.fromkeys(accounts, Relation())
        for start in range(0, len(accounts), _AT_ONCE):
            asked = [("actors", did) for did in accounts[start : start + _AT_ONCE]]
            body = self._calls.get(access, "app.bsky.actor.getProfiles", asked)
            for profile in read(body, _Profiles).profiles:
                if (did := words(profile, "did")) in found:
                    found[did] = relation(profile)
        return found

    def silenced(self, access: Access, kind: str, cursor: str) -> tuple[tuple[Listed, ...], str]:
        if kind not in _SILENCED:
            raise ValueError(f"nobody can be silenced by {kind} here")
        method, name = _SILENCED[kind]
        asked = [("limit", "100")]
        if cursor:
            asked.append(("cursor", cursor))
        body = self._calls.get(access, f"app.bsky.graph.{method}", asked)
        told = read(body, dict[str, msgspec.Raw])
        profiles = read(bytes(told.get(name, msgspec.Raw(b"null"))), list[Fields])
        after = read(bytes(told.get("cursor", msgspec.Raw(b'""'))), str)
        return tuple(listed(profile, kind) for profile in profiles), after

    def _doer(self, act: Act) -> Records | States | Filters | Gates | Reports:
        if act.kind not in {*KINDS, *KINDS.values()} or act.kind not in self._doers:
            raise ValueError(f"Bluesky cannot {act.kind}")
        return self._doers[act.kind]
