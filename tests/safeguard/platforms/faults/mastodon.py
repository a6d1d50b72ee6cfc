"""Mastodon's double under faults."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import httpx2

from safeguard.platforms.base import Access, Act, Connector
from safeguard.platforms.mastodon.authorizer import MastodonAuthorizer
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.faults.proxy import oldest_half
from tests.safeguard.platforms.mastodon.double import BEGIN, HER, HOST, WATCH, Double
from tests.safeguard.platforms.mastodon.things import Thing, notification, status

SILENCED, WRITERS = ("2", "3", "4"), ("5", "6", "7")
_DONE = {
    "accounts": {"mute": "mute", "unmute": "unmute", "block": "block", "unblock": "unblock"},
    "statuses": {"mute": "mute_thread", "unmute": "unmute_thread"},
}


class MastodonNetwork:
    """A few people who write to her, and others whom she mutes, blocks and reports."""

    def __init__(self) -> None:
        self.access = Access(account=HER, token=WATCH, handle="her@mastodon.example", host=HOST)
        self._double = Double(tokens={WATCH: " ".join(MastodonAuthorizer.scopes.values())})
        for number in (HER, *SILENCED, *WRITERS):
            self._double.meet(number, f"person{number}")
        self._double.statuses["thread"] = status("thread", self._double.accounts["2"], "Hm", BEGIN)
        self._coming: list[
            tuple[datetime, Thing]
        ] = []  # what was said, and from when on it is seen
        self._count = 0
        self._clock: Callable[[], datetime] = lambda: BEGIN

    def connect(self, http: httpx2.Client, clock: Callable[[], datetime]) -> Connector:
        self._clock = clock
        return Mastodon(http, clock)

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        now = self._clock()
        self._double.notifications += [it for at, it in self._coming if at <= now]
        self._coming = [(at, it) for at, it in self._coming if at > now]
        return self._double(request)

    def is_page(self, request: httpx2.Request) -> bool:
        return request.url.path == "/api/v1/notifications"

    def halve(self, body: bytes) -> bytes:
        return oldest_half(body)

    def denied(self) -> httpx2.Response:
        return httpx2.Response(401, json={"error": "The access token expired"})

    def happen(self, now: datetime, skew: timedelta, random: Random) -> None:
        """Let a few of those she never silences write; one in four is seen up to 40 seconds late."""
        for _ in range(random.randint(1, 6)):
            self._count += 1
            by = self._double.accounts[random.choice(WRITERS)]
            words = f"You number {self._count}"
            post = status(f"post-{self._count}", by, words, now + skew)
            made = notification(str(self._count), "mention", by, now + skew, post)
            late = timedelta(seconds=random.randint(1, 40) if random.random() < 0.25 else 0)
            self._coming.append((now + late, made))

    def said(self) -> set[str]:
        return {f"You number {n + 1}" for n in range(self._count)}

    def acts(self) -> list[Act]:
        policy = {"for_not_following": "filter", "for_new_accounts": "filter"}
        return [
            Act(kind="mute", target="2"),
            Act(kind="block", target="3"),
            Act(kind="block", target="4"),
            Act(kind="report", target="2", post="p-2", note="One"),
            Act(kind="report", target="3", post="p-3", note="Two"),
            Act(kind="mute_thread", target="thread"),
            Act(kind="block_domain", target="bad.example"),
            Act(kind="filter", target="", words=("liar",)),
            Act(kind="policy", target="", options=policy),
        ]

    def applied(self) -> Counter[str]:
        return Counter(map(_kind_and_target, self._double.done))

    def standing(self) -> object:
        double = self._double
        filters = [it["title"] for it in double.filters]
        silenced = (dict(double.mutes), set(double.blocks), set(double.muted_threads))
        return silenced, list(double.domains), filters, dict(double.policy)


def _kind_and_target(line: str) -> str:
    """Read a line of what was done ("POST /api/v1/accounts/2/mute {...}")."""
    method, path, sent = line.split(" ", 2)
    fields = json.loads(sent)
    place, *rest = path.split("/")[3:]
    if place in _DONE:
        return f"{_DONE[place][rest[1]]} {rest[0]}"
    if place == "reports":
        return f"report {fields['account_id'][0]}"
    if place == "domain_blocks":
        return f"{'un' if method == 'DELETE' else ''}block_domain {fields['domain'][0]}"
    if place == "filters":
        return f"{'un' if method == 'DELETE' else ''}filter "
    return "policy "
