"""A network that speaks Mastodon's API, for one account, on whichever server it is.

Nothing is done twice by itself: what changes something is sent once, and where its answer was lost the
Outcome says so. Whatever a server does not have (404) is a Refused of `not_here`, never a crash.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

import httpx2
import msgspec

from safeguard.platforms.base import Access, Act, Limit, Listed, Outcome, Refused, Relation, Tree
from safeguard.platforms.hers import Owned
from safeguard.platforms.mastodon import acting, hers, looking, parse, reading
from safeguard.platforms.mastodon.acting import Prepared, Step
from safeguard.platforms.mastodon.server import AnswerLost, Server
from safeguard.records import Page

_MAY_BE_MISSING = {
    "policy": acting.POLICY,
    "filter": acting.FILTERS,
    "block_domain": acting.DOMAINS,
    "report.status": looking.REPORTS,
}


class Mastodon:
    """Reads with a token to watch, acts with a token to act."""

    capabilities: ClassVar[frozenset[str]] = acting.ACTS | {
        "read.mentions",
        "read.thread",
        "read.relations",
        "read.lists",
        "read.own",
        "read.settings",
        "look_up",
        "report.status",
        "before",
        "offers",
    }
    settings_purpose: ClassVar[str] = "watch"
    limits: ClassVar[tuple[Limit, ...]] = (Limit(points=300, seconds=300),)
    costs: ClassVar[Mapping[str, int]] = {"filter": 2, "policy": 2}  # each looks first

    def __init__(self, http: httpx2.Client, clock: Callable[[], datetime]) -> None:
        self._server = Server(http, clock)

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        return reading.pull(self._server, access, cursor, limit)

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        prepared = acting.prepare(self._step(access, act, key))
        if isinstance(prepared, Outcome):
            return prepared
        try:
            answer = self._server.send(access, prepared.call)
        except AnswerLost:
            return Outcome(undo=prepared.undo, certain=False)
        except Refused as refused:
            if act.kind in acting.UNDOING:
                parse.unless_gone(refused)
                return Outcome()  # who is no longer there is no longer muted
            if prepared.call.path == acting.DOMAINS:
                raise Refused("not_here") from None
            raise
        if not prepared.is_named:
            return Outcome(undo=prepared.undo)
        return _named(prepared, parse.text(answer.read(dict[str, object]).get("id")))

    def thread(self, access: Access, post: str) -> Tree:
        return reading.thread(self._server, access, post)

    def relations(self, access: Access, accounts: Sequence[str]) -> dict[str, Relation]:
        return reading.relations(self._server, access, accounts)

    def silenced(self, access: Access, kind: str, cursor: str) -> tuple[tuple[Listed, ...], str]:
        return reading.silenced(self._server, access, kind, cursor)

    def own(self, access: Access, limit: int) -> tuple[Owned, ...]:
        return hers.own(self._server, access, limit)

    def settings(self, access: Access) -> Mapping[str, str]:
        return hers.settings(self._server, access)

    def look_up(self, access: Access, act: Act, key: str) -> Outcome | None:
        return looking.look_up(self._step(access, act, key))

    def before(self, access: Access, act: Act) -> str:
        return acting.replaced(self._step(access, act, ""))

    def report_status(self, access: Access, remote_ref: str) -> str:
        act = Act(kind="report", target="", ref=remote_ref)
        return looking.report_status(self._step(access, act, ""))

    def offers(self, access: Access) -> frozenset[str]:
        missing = {kind for kind, path in _MAY_BE_MISSING.items() if self._lacks(access, path)}
        return self.capabilities - missing

    def rules(self, access: Access) -> tuple[tuple[str, str], ...]:
        """Give the server's own rules, id and words, which a report may name in its `rule_ids`."""
        found = self._server.get(access, "/api/v1/instance/rules").read(list[dict[str, object]])
        return tuple((parse.text(it.get("id")), parse.text(it.get("text"))) for it in found)

    def _lacks(self, access: Access, path: str) -> bool:
        try:
            self._server.get(access, path, [("limit", "1")])
        except Refused as refused:
            return refused.code != "not_allowed"  # it is there, and not for this token
        return False

    def _step(self, access: Access, act: Act, key: str) -> Step:
        if act.kind not in acting.ACTS | acting.UNDOING:
            raise ValueError(f"Mastodon cannot {act.kind}")
        return Step(server=self._server, access=access, act=act, key=key)


def _named(prepared: Prepared, ref: str) -> Outcome:
    undo = prepared.undo and msgspec.structs.replace(prepared.undo, ref=ref)
    return Outcome(remote_ref=ref, undo=undo)
