"""Signing in to X: two tokens that can neither post nor read messages, by the organisation's own app."""

from base64 import b64encode
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import msgspec
import pytest

from safeguard.platforms.base import (
    Access,
    AccessLost,
    Client,
    NotAuthorized,
    RateLimited,
    Started,
    UnexpectedReply,
)
from safeguard.platforms.code_flow import Pending
from safeguard.platforms.x.authorizer import XAuthorizer
from tests.safeguard.platforms.doubles import NOW, client, clock, form_of
from tests.safeguard.platforms.x.double import HER, XDouble

APP = Client(redirect="https://notes.example/l/return/", name="Fuerza", id="an-app", secret="hush")


def _start(double: XDouble, purpose: str = "watch", app: Client = APP) -> Started:
    return XAuthorizer(client(double), clock).start(app, "", purpose)


def _finish(double: XDouble, started: Started, **reply: str) -> Access:
    reply = {"state": started.state, "code": "a-code"} | reply
    return XAuthorizer(client(double), clock).finish(started.pending, reply)


def test_no_purpose_asks_for_posting_or_for_messages() -> None:
    asked = " ".join(XAuthorizer.scopes.values()).split()

    assert not {scope for scope in asked if scope.startswith(("dm.", "tweet.write", "follows"))}
    assert "mute.write" not in XAuthorizer.scopes["watch"]


def test_she_is_sent_to_x_with_a_challenge_and_the_state() -> None:
    started = _start(XDouble())

    parts = urlsplit(started.url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://x.com/i/oauth2/authorize"
    assert query.pop("code_challenge") not in started.pending
    assert query == {
        "response_type": "code",
        "client_id": "an-app",
        "redirect_uri": "https://notes.example/l/return/",
        "scope": "tweet.read users.read offline.access",
        "state": started.state,
        "code_challenge_method": "S256",
    }
    assert "hush" not in started.url


def test_a_code_becomes_an_access_and_the_secret_goes_in_a_header() -> None:
    double = XDouble()
    started = _start(double)

    access = _finish(double, started)

    request = double.requests[0]
    begun = msgspec.json.decode(started.pending, type=Pending)
    assert form_of(request) == {
        "grant_type": "authorization_code",
        "code": "a-code",
        "redirect_uri": "https://notes.example/l/return/",
        "code_verifier": begun.verifier,
    }
    assert request.headers["authorization"] == f"Basic {b64encode(b'an-app:hush').decode()}"
    assert access == Access(
        account=HER,
        handle="marisol",
        host="https://x.com",
        token="a-token",
        refresh="a-refresh",
        scopes=frozenset({"tweet.read", "users.read", "offline.access"}),
        expires_at=NOW + timedelta(hours=2),
        client="an-app",
        client_secret="hush",
    )


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ({"state": "another"}, "stale"),
        ({"state": "änders"}, "stale"),
        ({"error": "access_denied"}, "denied"),
        ({"error": "server_error"}, "not_supported"),
        ({"code": ""}, "stale"),
        ({"code": "old"}, "stale"),
    ],
)
def test_no_access_comes_of_a_wrong_return(reply: dict[str, str], code: str) -> None:
    double = XDouble()

    with pytest.raises(NotAuthorized) as refused:
        _finish(double, _start(double), **reply)

    assert refused.value.code == code


def test_a_right_that_she_took_out_means_no() -> None:
    double = XDouble()
    double.scope = "tweet.read users.read offline.access mute.write"

    with pytest.raises(NotAuthorized, match="denied"):
        _finish(double, _start(double, "act"))

    assert _finish(double, _start(double)).scopes == set(double.scope.split())


def test_without_an_app_of_its_own_there_is_no_way_in() -> None:
    with pytest.raises(NotAuthorized, match="not_supported"):
        _start(XDouble(), app=Client(redirect="", name="Fuerza"))


@pytest.mark.parametrize(
    ("me", "error"),
    [
        (httpx2.Response(401), NotAuthorized),
        (httpx2.Response(200, json={"data": {}}), UnexpectedReply),
    ],
)
def test_a_token_that_names_nobody_is_no_access(
    me: httpx2.Response, error: type[Exception]
) -> None:
    double = XDouble()
    started = _start(double)

    def answer(request: httpx2.Request) -> httpx2.Response:
        return me if request.url.path == "/2/users/me" else double(request)

    with pytest.raises(error):
        XAuthorizer(client(answer), clock).finish(
            started.pending, {"state": started.state, "code": "a-code"}
        )


OLD = Access(account=HER, token="old", refresh="a-refresh", client="an-app", client_secret="hush")


def test_a_token_is_renewed_and_stays_hers() -> None:
    access = XAuthorizer(client(XDouble()), clock).refresh(OLD)

    assert access == msgspec.structs.replace(
        OLD, token="a-token", expires_at=NOW + timedelta(hours=2)
    )


@pytest.mark.parametrize("refresh", ["", "used-before"])
def test_what_cannot_be_renewed_is_lost(refresh: str) -> None:
    with pytest.raises(AccessLost):
        XAuthorizer(client(XDouble()), clock).refresh(msgspec.structs.replace(OLD, refresh=refresh))


@pytest.mark.parametrize("reply", [{"token_type": "bearer"}, []])
def test_a_token_address_that_gives_no_token_is_unexpected(reply: object) -> None:
    network = client(lambda _request: httpx2.Response(200, json=reply))

    with pytest.raises(UnexpectedReply):
        XAuthorizer(network, clock).refresh(OLD)


@pytest.mark.parametrize("status", [400, 403])
def test_a_no_that_is_no_oauth_is_unexpected(status: int) -> None:
    network = client(lambda _request: httpx2.Response(status, text="<html>"))

    with pytest.raises(UnexpectedReply):
        XAuthorizer(network, clock).refresh(OLD)


def test_both_tokens_are_given_back_also_where_one_is_known_no_more() -> None:
    seen = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(form_of(request)["token"])
        return httpx2.Response(400, json={"error": "invalid_request"})

    XAuthorizer(client(answer), clock).revoke(OLD)

    assert seen == ["a-refresh", "old"]


def test_a_token_that_could_not_be_given_back_is_said() -> None:
    network = client(lambda _request: httpx2.Response(429))

    with pytest.raises(RateLimited):
        XAuthorizer(network, clock).revoke(OLD)


def test_neither_what_is_pending_nor_an_access_shows_a_secret() -> None:
    started = _start(XDouble())

    assert "hush" not in f"{started!r}{OLD!r}"
    assert "old" not in repr(OLD)
