"""What the doubles of networks share: a clock that stands still, and ways to fail.

A double follows a contract that its platform has published. It is ours, and no platform has seen our requests.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import httpx2

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
Answer = Callable[[httpx2.Request], httpx2.Response]


def clock() -> datetime:
    return NOW


def client(answer: Answer) -> httpx2.Client:
    return httpx2.Client(transport=httpx2.MockTransport(answer))


def failing(name: str) -> Answer:
    """Answer everything with what ought to become the error of that name."""
    answers = {
        "AccessLost": httpx2.Response(401, json={"title": "Unauthorized"}),
        "RateLimited": httpx2.Response(429, headers={"Retry-After": "900"}),
        "PlatformDown": httpx2.Response(503, text="over capacity"),
        "UnexpectedReply": httpx2.Response(200, text="<html>hello</html>"),
    }
    return lambda _request: answers[name]


def losing(answer: Answer, *, lost: Callable[[httpx2.Request], bool]) -> Answer:
    """Do what is asked, and lose the answers that `lost` picks."""

    def handle(request: httpx2.Request) -> httpx2.Response:
        reply = answer(request)
        if lost(request):
            raise httpx2.ReadTimeout("lost on the way", request=request)
        return reply

    return handle


def form_of(request: httpx2.Request) -> dict[str, str]:
    return dict(httpx2.QueryParams(request.content.decode()))
