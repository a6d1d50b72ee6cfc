"""Over real HTTP: the same as on the double in memory, and what only a socket does (cut, slow, closed, packed)."""

import gzip
import time
from collections.abc import Iterator

import httpx2
import msgspec
import pytest

from safeguard.platforms.base import Access, Act, Client, Outcome, PlatformDown, UnexpectedReply
from safeguard.platforms.mastodon.authorizer import MastodonAuthorizer
from safeguard.platforms.mastodon.connector import Mastodon
from tests.safeguard.platforms.contract import read_all
from tests.safeguard.platforms.mastodon.double import NOW, Double
from tests.safeguard.platforms.mastodon.entrance import Entrance, entrance
from tests.safeguard.platforms.mastodon.served import CUT, serving

BLOCK = Act(kind="block", target="2")


@pytest.fixture
def http() -> Iterator[httpx2.Client]:
    with httpx2.Client(timeout=30) as client:
        yield client


def test_reading_acting_and_undoing_work_over_a_socket(
    double: Double, http: httpx2.Client, watch: Access, act: Access
) -> None:
    with serving(double) as host:
        connector = Mastodon(http, lambda: NOW)
        reading, acting = (msgspec.structs.replace(it, host=host) for it in (watch, act))

        posts, _ = read_all(connector, reading, 3)
        outcome = connector.act(acting, BLOCK, "key")
        assert outcome.undo is not None
        made = connector.act(acting, Act(kind="filter", target="", words=("كاذبة",)), "key-2")
        connector.act(acting, outcome.undo, "key.undo")

    assert len(posts) == 8
    assert [it.split(" {")[0] for it in double.done] == [
        "POST /api/v1/accounts/2/block",
        "POST /api/v2/filters",
        "POST /api/v1/accounts/2/unblock",
    ]
    assert double.filters[0]["id"] == made.remote_ref


@pytest.mark.parametrize("fault", ["cut", "slow", "gone"])
def test_what_a_socket_loses_is_down_for_reading_and_unsure_for_acting(
    double: Double, http: httpx2.Client, act: Access, fault: str
) -> None:
    http.timeout = httpx2.Timeout(30, read=0.3 if fault == "slow" else 30)

    def answer(request: httpx2.Request) -> httpx2.Response:
        reply = double(request)
        if fault == "slow":
            time.sleep(0.8)
        if fault == "gone":
            return httpx2.Response(502, text="Bad gateway")
        reply.headers[CUT] = "yes"
        return reply

    with serving(answer) as host:
        connector, access = Mastodon(http, lambda: NOW), msgspec.structs.replace(act, host=host)

        outcome = connector.act(access, BLOCK, "key")
        with pytest.raises(PlatformDown):
            connector.silenced(access, "block", "")

    assert outcome == Outcome(undo=Act(kind="unblock", target="2"), certain=False)
    assert double.blocks == {"2"}


def test_a_server_that_is_not_there_was_sent_nothing(http: httpx2.Client, act: Access) -> None:
    with serving(Double()) as host:
        pass
    access = msgspec.structs.replace(act, host=host)

    with pytest.raises(PlatformDown):
        Mastodon(http, lambda: NOW).act(access, BLOCK, "key")


def test_a_packed_reply_is_unpacked_and_a_bomb_is_not(http: httpx2.Client, watch: Access) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    sent = [gzip.compress(b"[]"), gzip.compress(b"{}"), gzip.compress(b" " * 200_000_000)]

    def answer(_: httpx2.Request) -> httpx2.Response:
        return _Packed(200, headers=headers, content=sent.pop(0))

    with serving(answer) as host:
        connector, access = Mastodon(http, lambda: NOW), msgspec.structs.replace(watch, host=host)

        assert connector.pull(access, "7", 9).is_last
        with pytest.raises(UnexpectedReply, match="too large"):
            connector.pull(access, "7", 9)


class _Packed(httpx2.Response):
    """A reply whose body goes over the wire as it is, whatever its headers say of it."""

    def __init__(self, status: int, *, headers: dict[str, str], content: bytes) -> None:
        self._packed = content
        super().__init__(status, headers=headers)

    def read(self) -> bytes:
        return self._packed


def test_she_signs_in_over_a_socket(http: httpx2.Client) -> None:
    door: Entrance = entrance()
    door.pages = {"/api/v2/instance": {"domain": "mastodon.example"}}
    with serving(door) as host:
        authorizer = MastodonAuthorizer(http, lambda: NOW)
        client = Client(redirect="http://127.0.0.1/l/return", name="Fuerza")

        started = authorizer.start(client, host, "watch")
        access = authorizer.finish(started.pending, door.consent(started.url))
        authorizer.revoke(access)

    assert (access.handle, access.host, door.double.tokens) == ("her@mastodon.example", host, {})
