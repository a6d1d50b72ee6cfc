"""What a site does about faults, on a simulated clock: read on, act once, look up, wait, undo.

It keeps the rules that the product keeps: a page is stored whole or not at all, an act whose answer was lost is
looked up and never sent again unless the network shows that it is missing, and a report is not sent again even then.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar, cast

import httpx2
import msgspec

from safeguard.platforms.base import (
    AccessLost,
    Act,
    Connector,
    Foreseeing,
    LookingUp,
    Outcome,
    PlatformDown,
    RateLimited,
)
from safeguard.records import Post
from tests.safeguard.platforms.faults.network import Network
from tests.safeguard.platforms.faults.proxy import Proxy

BEGIN = datetime(2026, 11, 20, 12, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
DOWN_WAIT = timedelta(minutes=5)
ROUNDS = 5
TRIES = 200
_T = TypeVar("_T")


@dataclass
class Wish:
    """An act and what has become of it: planned, running, unsure, done."""

    act: Act
    key: str
    state: str = "planned"
    undo: Act | None = None
    was_lost: bool = False


@dataclass
class Storm:
    """One schedule of faults, from its seed to its end."""

    network: Network
    seed: int
    wrap: Callable[[Connector], Connector] = lambda connector: connector
    now: datetime = BEGIN
    stored: dict[tuple[str, str], Post] = field(default_factory=dict)
    wishes: list[Wish] = field(default_factory=list)
    cursor: str = ""

    def __post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311 -- a schedule must be the same each time
        self.skew = self._random.choice([-AN_HOUR, timedelta(), AN_HOUR])
        self.proxy = Proxy(self.network, self._random, lambda: self.now, self.skew)
        client = httpx2.Client(transport=self.proxy)
        self._connector = self.wrap(self.network.connect(client, lambda: self.now))

    def run(self) -> None:
        """Read and act while it storms, then once more under a clear sky."""
        before = self.network.standing()
        self.wishes = [Wish(act, f"key-{n}") for n, act in enumerate(self.network.acts())]
        for _ in range(ROUNDS):
            self.network.happen(self.now, self.skew, self._random)
            self.read()
            self._step(self.wishes)
            self.now += timedelta(seconds=self._random.randint(1, 40))
        self.proxy.chance = 0.1
        self._finish(self.wishes)
        self.check_acts()
        undos = [Wish(it.undo, f"{it.key}.undo") for it in self.wishes if it.undo]
        self.proxy.chance = 0.3
        self._finish(undos)
        assert self.network.standing() == before
        self.proxy.chance = 0
        self.now += timedelta(minutes=2)
        self.read()
        self.check_reading()

    def read(self) -> None:
        """Read to the last page, storing each page and its cursor together."""
        for _ in range(TRIES):
            page = self._patiently(
                lambda: self._connector.pull(self.network.access, self.cursor, 4)
            )
            self.stored |= {(post.id, post.content_id): post for post in page.posts}
            self.cursor = page.cursor
            if page.is_last:
                return
        raise AssertionError("the pages never ended")

    def check_reading(self) -> None:
        read = [post.text for post in self.stored.values()]
        assert sorted(read) == sorted(self.network.said())
        assert self.proxy.hasty == 0

    def check_acts(self) -> None:
        applied = self.network.applied()
        for wish in self.wishes:
            times = applied[f"{wish.act.kind} {wish.act.target}"]
            if wish.act.kind == "report":
                assert times <= 1
                assert wish.state == ("unsure" if wish.was_lost else "done")
            else:
                assert (wish.state, times) == ("done", 1)

    def _finish(self, wishes: list[Wish]) -> None:
        for _ in range(TRIES):
            if all(it.state == "done" or _is_unsure_for_good(it) for it in wishes):
                return
            self._step(wishes)
        raise AssertionError("the acts never ended")

    def _step(self, wishes: list[Wish]) -> None:
        """Go through the queue once."""
        for wish in wishes:
            if wish.state in {"unsure", "running"}:
                self._look_up(wish)
            elif wish.state == "planned":
                self._foresee(wish)
                wish.state = "running"  # written down before the network is asked
                self._act(wish)

    def _foresee(self, wish: Wish) -> None:
        """Keep what the act will replace, so that it is known whatever happens next."""
        if "before" in self._connector.capabilities and not wish.act.before:
            foreseeing = cast("Foreseeing", self._connector)
            before = self._patiently(lambda: foreseeing.before(self.network.access, wish.act))
            wish.act = msgspec.structs.replace(wish.act, before=before)

    def _act(self, wish: Wish) -> None:
        try:
            outcome = self._connector.act(self.network.access, wish.act, wish.key)
        except (AccessLost, PlatformDown, RateLimited) as error:
            wish.state = "planned"
            self._wait_for(error)
            return
        if self._random.random() < 0.1:
            return  # killed before the answer was written down: `running` is found at the next start
        self._settle(wish, outcome)

    def _look_up(self, wish: Wish) -> None:
        if wish.act.kind == "report":
            wish.state, wish.was_lost = "unsure", True
            return
        looking = cast("LookingUp", self._connector)
        outcome = self._patiently(lambda: looking.look_up(self.network.access, wish.act, wish.key))
        if outcome is None:
            wish.state = "planned"  # the network shows that it is missing
        else:
            self._settle(wish, outcome)

    def _settle(self, wish: Wish, outcome: Outcome) -> None:
        wish.state = "done" if outcome.certain else "unsure"
        wish.was_lost = wish.was_lost or not outcome.certain
        wish.undo = outcome.undo or wish.undo

    def _patiently(self, ask: Callable[[], _T]) -> _T:
        for _ in range(TRIES):
            try:
                return ask()
            except (AccessLost, PlatformDown, RateLimited) as error:
                self._wait_for(error)
        raise AssertionError("the network never answered")

    def _wait_for(self, error: AccessLost | PlatformDown | RateLimited) -> None:
        if isinstance(error, RateLimited):
            self.now = max(self.now, error.retry_at)
        elif isinstance(error, AccessLost):
            self.proxy.reconnect()
        else:
            self.now += DOWN_WAIT


def _is_unsure_for_good(wish: Wish) -> bool:
    return wish.act.kind == "report" and wish.state == "unsure"
