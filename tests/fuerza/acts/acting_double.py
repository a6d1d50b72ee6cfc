"""A network in memory that holds to its limits by a clock of the test, remembers, loses answers, and can be killed in.

It is a double: nothing in it was seen on a real network. `ahead` and `after` are called around each act with its kind
and may raise: before, nothing was done; after, it was, and the answer never came.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from safeguard.platforms.base import (
    KINDS,
    Access,
    Act,
    Limit,
    Listed,
    Outcome,
    RateLimited,
    Relation,
)

UNDOES = {undo: kind for kind, undo in KINDS.items() if undo}


class Killed(BaseException):
    """The process is gone, in the middle of whatever it did."""


class Clock:
    """Goes on only when it is told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def handle_of(account: str) -> str:
    return account.removeprefix("did:").removesuffix(".example") + ".example"


def nothing(_kind: str) -> None:
    """Do nothing around an act."""


class Double:
    """`silenced_now` holds (kind, target) of all that stands; `sent` every act that arrived, in order."""

    capabilities: ClassVar[frozenset[str]] = frozenset(
        {
            *KINDS,
            "read.relations",
            "read.lists",
            "look_up",
            "report.status",
            "block.public",
            "before",
        }
    )
    limits: ClassVar[tuple[Limit, ...]] = (Limit(points=5_000, seconds=3_600),)
    costs: ClassVar[dict[str, int]] = {"block": 3}
    seconds_an_act = 0.2

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.followed: set[str] = set()
        self._standing: dict[tuple[str, str], set[str]] = {}
        self.done: dict[str, Outcome] = {}
        self.sent: list[Act] = []
        self.spent: list[tuple[datetime, int]] = []
        self._windows: dict[Limit, tuple[deque[tuple[datetime, int]], list[int]]] = {}
        self.answers: dict[str, str] = {}
        self.asked = 0
        self.ahead: Callable[[str], None] = nothing
        self.stands: dict[str, str] = {}
        self.after: Callable[[str], None] = nothing
        self.looks: Callable[[str], None] = nothing

    def act(self, _access: Access, act: Act, key: str) -> Outcome:
        self.ahead(act.kind)
        if key not in self.done:
            self._spend(act.kind)
            self.clock.go_on(self.seconds_an_act)
            self.sent.append(act)
            self.done[key] = self._do(act, key)
        self.after(act.kind)
        return self.done[key]

    def relations(self, _access: Access, accounts: Sequence[str]) -> dict[str, Relation]:
        self.looks("relations")
        self.asked += len(accounts)
        return {
            one: Relation(
                is_followed=one in self.followed,
                is_muted=("mute", one) in self._standing,
                is_blocked=("block", one) in self._standing,
            )
            for one in accounts
        }

    def silenced(self, _access: Access, kind: str, cursor: str) -> tuple[tuple[Listed, ...], str]:
        self.looks("silenced")
        every = sorted(target for each, target in self.silenced_now if each == kind)
        start = int(cursor or 0)
        page = every[start : start + 2]
        listed = tuple(
            Listed(platform="bluesky", kind=kind, account=one, handle=handle_of(one))
            for one in page
        )
        return listed, str(start + 2) if start + 2 < len(every) else ""

    def look_up(self, _access: Access, _act: Act, key: str) -> Outcome | None:
        self.looks("look_up")
        return self.done.get(key)

    def before(self, _access: Access, act: Act) -> str:
        return self.stands.get(act.kind, "")

    def report_status(self, _access: Access, remote_ref: str) -> str:
        self.looks("report_status")
        return self.answers.get(remote_ref, "")

    @property
    def silenced_now(self) -> set[tuple[str, str]]:
        return set(self._standing)

    @silenced_now.setter
    def silenced_now(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._standing = {pair: {"by her own hand"} for pair in pairs}

    @property
    def most_in_an_hour(self) -> int:
        """Give the largest sum of points that fell within any hour."""
        hour = timedelta(hours=1)
        best = start = running = 0
        for at, points in self.spent:
            running += points
            while self.spent[start][0] <= at - hour:
                running -= self.spent[start][1]
                start += 1
            best = max(best, running)
        return best

    def _spend(self, kind: str) -> None:
        cost, now = self.costs.get(kind, 1), self.clock()
        for limit in self.limits:
            window, spent = self._windows.setdefault(limit, (deque(), [0]))
            while window and window[0][0] <= now - timedelta(seconds=limit.seconds):
                spent[0] -= window.popleft()[1]
            if spent[0] + cost > limit.points:
                raise RateLimited(now + timedelta(seconds=limit.seconds))
            window.append((now, cost))
            spent[0] += cost
        self.spent.append((now, cost))

    def _do(self, act: Act, key: str) -> Outcome:
        """Do it. A block is a record of its own, as on Bluesky; all else is so or is not so."""
        if act.kind in UNDOES:
            self._undo((UNDOES[act.kind], act.target), act.ref)
            return Outcome(remote_ref=key)
        if not KINDS[act.kind]:
            return Outcome(remote_ref=key)
        ref = key if act.kind == "block" else ""
        self._standing.setdefault((act.kind, act.target), set()).add(ref)
        return Outcome(remote_ref=key, undo=Act(kind=KINDS[act.kind], target=act.target, ref=ref))

    def _undo(self, pair: tuple[str, str], ref: str) -> None:
        left = self._standing.get(pair, set()) - {ref} if ref else set()
        if left:
            self._standing[pair] = left
        else:
            self._standing.pop(pair, None)
