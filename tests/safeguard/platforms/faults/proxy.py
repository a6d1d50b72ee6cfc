"""A network that fails in every way they do: between the connector and a double, by a seeded chance."""

import json
import math
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum
from random import Random

import httpx2

from tests.safeguard.platforms.faults.network import Network


class Fault(StrEnum):
    """What can go wrong. In those that end in _DONE what was asked is done all the same, and the answer lost."""

    LIMITED_ISO = "limited_iso"
    LIMITED_EPOCH = "limited_epoch"
    LIMITED_SECONDS = "limited_seconds"
    LIMITED_DATE = "limited_date"
    BAD_GATEWAY = "bad_gateway"
    BAD_GATEWAY_DONE = "bad_gateway_done"
    UNAVAILABLE = "unavailable"
    NO_ROUTE = "no_route"
    SLOW = "slow"
    SLOW_DONE = "slow_done"
    CUT_DONE = "cut_done"
    SHORT_DONE = "short_done"
    REPEATED_PAGE = "repeated_page"
    HALF_PAGE = "half_page"
    EXPIRED = "expired"


LIMITS = {it for it in Fault if it.startswith("limited")}
PAGES = {Fault.REPEATED_PAGE, Fault.HALF_PAGE}


class Proxy(httpx2.BaseTransport):
    """`chance` of a fault at each request; `skew` is how wrong the server's clock is."""

    def __init__(
        self, network: Network, random: Random, clock: Callable[[], datetime], skew: timedelta
    ) -> None:
        self._network = network
        self._random = random
        self._clock = clock
        self._skew = skew
        self._pages: dict[str, httpx2.Response] = {}
        self._quiet_until: datetime | None = None
        self._is_expired = False
        self.chance = 0.35
        self.hasty = 0  # requests that came although we had asked to be left alone
        self.faults: list[Fault] = []

    def reconnect(self) -> None:
        """Let her sign in anew."""
        self._is_expired = False

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        now = self._clock()
        if self._quiet_until and now < self._quiet_until:
            self.hasty += 1
        if self._is_expired:
            return self._network.denied()
        if self._random.random() >= self.chance:
            return self._answer(request)
        fault = self._random.choice(list(Fault))
        self.faults.append(fault)
        if fault in LIMITS:
            return self._limit(fault, now)
        if fault in PAGES:
            return self._page(fault, request)
        return self._fail(fault, request)

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        reply = self._network.answer(request)
        reply.headers["date"] = format_datetime(self._clock() + self._skew, usegmt=True)
        return reply

    def _fail(self, fault: Fault, request: httpx2.Request) -> httpx2.Response:
        if fault.endswith("_done"):
            return self._lose(fault, self._answer(request))
        if fault is Fault.NO_ROUTE:
            raise httpx2.ConnectError("no route to the host")
        if fault is Fault.SLOW:
            raise httpx2.ReadTimeout("no answer came")
        if fault is Fault.EXPIRED:
            self._is_expired = True
            return self._network.denied()
        return httpx2.Response(502 if fault is Fault.BAD_GATEWAY else 503, html="<h1>Sorry</h1>")

    def _lose(self, fault: Fault, reply: httpx2.Response) -> httpx2.Response:
        body = reply.read()
        half = body[: len(body) // 2]
        if fault is Fault.SLOW_DONE:
            raise httpx2.ReadTimeout("the answer came too late")
        if fault is Fault.BAD_GATEWAY_DONE:
            return httpx2.Response(502, html="<h1>Bad gateway</h1>")
        kind = {"content-type": "application/json"}
        if fault is Fault.SHORT_DONE:
            return httpx2.Response(reply.status_code, headers=kind, content=half)
        return httpx2.Response(reply.status_code, headers=kind, stream=_Cut(half))

    def _limit(self, fault: Fault, now: datetime) -> httpx2.Response:
        """Ask for some minutes, by a clock that may be wrong."""
        wait = timedelta(seconds=self._random.randint(1, 300))
        served = now + self._skew
        ends = served + wait
        epoch = str(math.ceil(ends.timestamp()))
        said = {
            Fault.LIMITED_ISO: {"x-ratelimit-reset": ends.isoformat()},
            Fault.LIMITED_EPOCH: {"x-ratelimit-reset": epoch, "ratelimit-reset": epoch},
            Fault.LIMITED_SECONDS: {"retry-after": str(wait.seconds)},
            Fault.LIMITED_DATE: {"retry-after": format_datetime(_next_second(ends), usegmt=True)},
        }[fault]
        headers = {"date": format_datetime(served, usegmt=True), **said}
        self._quiet_until = now + wait
        return httpx2.Response(429, headers=headers, json={"error": "Too many requests"})

    def _page(self, fault: Fault, request: httpx2.Request) -> httpx2.Response:
        """Give a page that was given before, or half of the right one; anything else is answered as it is."""
        place = request.url.path
        if not self._network.is_page(request):
            return self._answer(request)
        if fault is Fault.REPEATED_PAGE and place in self._pages:
            old = self._pages[place]
            return httpx2.Response(old.status_code, headers=old.headers, content=old.content)
        reply = self._answer(request)
        self._pages[place] = reply
        if fault is Fault.HALF_PAGE and reply.status_code == httpx2.codes.OK:
            return httpx2.Response(
                200, headers=_kept(reply), content=self._network.halve(reply.read())
            )
        return reply


def _next_second(instant: datetime) -> datetime:
    return instant.replace(microsecond=0) + timedelta(seconds=1)


class _Cut(httpx2.SyncByteStream):
    def __init__(self, half: bytes) -> None:
        self._half = half

    def __iter__(self) -> Iterator[bytes]:
        yield self._half
        raise httpx2.RemoteProtocolError("the connection was closed before the end")


def _kept(reply: httpx2.Response) -> list[tuple[str, str]]:
    return [(name, value) for name, value in reply.headers.items() if name != "content-length"]


def oldest_half(body: bytes) -> bytes:
    """Halve a JSON list that has its newest first."""
    items = json.loads(body)
    return json.dumps(items[len(items) // 2 :]).encode()
