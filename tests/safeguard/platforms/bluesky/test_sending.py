"""A request goes out as it should, and what becomes of it on the way is told apart: never sent, or answer lost."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from safeguard.platforms.base import PlatformDown, PlatformError, UnexpectedReply
from safeguard.platforms.bluesky import proof
from safeguard.platforms.bluesky.replies import AnswerLost
from safeguard.platforms.bluesky.sending import LARGEST, Asked, Sender
from tests.safeguard.platforms.bluesky.test_proof import opened

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
URL = "https://pds.example/xrpc/a"
KEY = proof.new_key()
Answering = Callable[[httpx2.Request], httpx2.Response]


def _sender(answer: Answering) -> Sender:
    return Sender(httpx2.Client(transport=httpx2.MockTransport(answer)), lambda: NOW)


def _fails(error: Exception) -> Answering:
    def answer(_: httpx2.Request) -> httpx2.Response:
        raise error

    return answer


@pytest.mark.parametrize(
    ("error", "became"),
    [
        (httpx2.ConnectError("x"), PlatformDown),
        (httpx2.ConnectTimeout("x"), PlatformDown),
        (httpx2.PoolTimeout("x"), PlatformDown),
        (httpx2.ReadTimeout("x"), AnswerLost),
        (httpx2.WriteError("x"), AnswerLost),
        (httpx2.RemoteProtocolError("x"), AnswerLost),
        (httpx2.UnsupportedProtocol("x"), UnexpectedReply),
        (httpx2.InvalidURL("x"), UnexpectedReply),
    ],
)
def test_what_never_went_out_is_told_from_an_answer_that_was_lost(
    error: Exception, became: type[PlatformError]
) -> None:
    with pytest.raises(PlatformError) as raised:
        _sender(_fails(error)).send(Asked(method="POST", url=URL))

    assert type(raised.value) is became


def test_an_answer_that_does_not_end_is_dropped() -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(LARGEST // 65_536 + 2):
            yield b" " * 65_536

    with pytest.raises(UnexpectedReply):
        _sender(lambda _: httpx2.Response(200, content=endless())).send(
            Asked(method="GET", url=URL)
        )


def test_no_redirect_is_followed() -> None:
    answer = httpx2.Response(302, headers={"location": "https://elsewhere.example"})

    assert _sender(lambda _: answer).send(Asked(method="GET", url=URL)).status == 302


def test_a_password_session_is_sent_as_bearer_and_a_bound_token_with_its_proof() -> None:
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200)

    sender = _sender(answer)
    sender.send(Asked(method="GET", url=URL, token="t"))
    sender.send(Asked(method="GET", url=URL, params=(("a", "b c"),), token="t", key=KEY))

    assert [each.headers["authorization"] for each in seen] == ["Bearer t", "DPoP t"]
    assert "dpop" not in seen[0].headers
    _, claims = opened(seen[1].headers["dpop"])
    assert (claims["htu"], claims["ath"]) == (URL, proof.challenge("t"))
    assert str(seen[1].url) == f"{URL}?a=b+c"


def test_a_nonce_that_is_wanted_is_given_and_kept_for_the_next_request() -> None:
    nonces: list[str | None] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        nonce = opened(request.headers["dpop"])[1].get("nonce")
        nonces.append(nonce)
        headers = {"dpop-nonce": "n2" if nonce == "n1" else "n1"}
        if nonce is None:
            return httpx2.Response(401, headers=headers, json={"error": "use_dpop_nonce"})
        return httpx2.Response(200, headers=headers)

    sender = _sender(answer)
    statuses = [sender.send(Asked(method="GET", url=URL, key=KEY)).status for _ in range(2)]
    sender.send(Asked(method="GET", url="https://other.example/a", key=KEY))

    assert statuses == [200, 200]
    assert nonces == [None, "n1", "n2", None, "n1"]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_server_whose_clock_differs_gets_proofs_of_its_own_time(hours: int) -> None:
    theirs = NOW + timedelta(hours=hours)
    sent: list[datetime] = []
    forms: list[datetime] = []

    def form(now: datetime) -> dict[str, str]:
        forms.append(now)
        return {"a": "b"}

    def answer(request: httpx2.Request) -> httpx2.Response:
        at = datetime.fromtimestamp(opened(request.headers["dpop"])[1]["iat"], UTC)
        sent.append(at)
        headers = {"date": theirs.strftime("%a, %d %b %Y %H:%M:%S GMT")}
        if abs(at - theirs) > timedelta(minutes=3):
            return httpx2.Response(400, headers=headers, json={"error": "invalid_dpop_proof"})
        return httpx2.Response(200, headers=headers)

    answered = _sender(answer).send(Asked(method="POST", url=URL, key=KEY, form=form))

    assert answered.status == 200
    assert sent == forms == [NOW, theirs]


def test_a_proof_that_is_never_good_is_given_up() -> None:
    asked: list[int] = []

    def answer(_: httpx2.Request) -> httpx2.Response:
        asked.append(1)
        date = NOW.strftime("%a, %d %b %Y %H:%M:%S GMT")
        told = {"error": "use_dpop_nonce"}
        return httpx2.Response(401, headers={"date": date} if len(asked) < 2 else {}, json=told)

    assert _sender(answer).send(Asked(method="GET", url=URL, key=KEY)).status == 401
    assert len(asked) == 3
