"""Signing in to YouTube: watching may see which channel is hers, and only the other token may moderate."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import msgspec
import pytest

from safeguard.platforms.base import Access, AccessLost, Client, NotAuthorized
from safeguard.platforms.youtube.authorizer import YouTubeAuthorizer
from tests.safeguard.platforms.doubles import NOW, Answer, client, clock, form_of
from tests.safeguard.platforms.youtube.double import HER, YouTubeDouble

APP = Client(
    redirect="https://notes.example/l/return/",
    name="Fuerza",
    id="app",
    secret="hush",
    api_key="a-key",
)
READ = "https://www.googleapis.com/auth/youtube.readonly"


def _authorizer(answer: Answer) -> YouTubeAuthorizer:
    return YouTubeAuthorizer(client(answer), clock)


def _sign_in(double: YouTubeDouble, purpose: str = "watch") -> Access:
    started = _authorizer(double).start(APP, "", purpose)
    return _authorizer(double).finish(started.pending, {"state": started.state, "code": "a-code"})


def test_watching_asks_for_no_right_to_change_anything() -> None:
    started = _authorizer(YouTubeDouble()).start(APP, "", "watch")

    query = parse_qs(urlsplit(started.url).query)
    asked = {name: query[name][0] for name in ("scope", "access_type", "include_granted_scopes")}
    assert asked == {"scope": READ, "access_type": "offline", "include_granted_scopes": "false"}


def test_a_code_becomes_an_access_to_her_channel() -> None:
    double = YouTubeDouble()

    access = _sign_in(double)

    form = form_of(double.requests[0])
    assert (form["client_id"], form["client_secret"]) == ("app", "hush")
    assert access == Access(
        account=HER,
        handle="@marisol",
        host="https://www.youtube.com",
        token="a-token",
        refresh="a-refresh",
        scopes=frozenset({READ}),
        expires_at=NOW + timedelta(seconds=3599),
        client="app",
        client_secret="hush",
        api_key="a-key",
    )


def test_a_channel_without_an_address_is_called_by_its_title() -> None:
    double = YouTubeDouble()
    double.channels = [{"id": HER, "snippet": {"title": "Marisol"}}]

    assert _sign_in(double).handle == "Marisol"


@pytest.mark.parametrize("channels", [[], [{"kind": "youtube#channel"}]])
def test_an_account_without_a_channel_is_the_wrong_one(channels: list[dict[str, str]]) -> None:
    double = YouTubeDouble()
    double.channels = channels

    with pytest.raises(NotAuthorized, match="wrong_account"):
        _sign_in(double)


def test_a_right_that_was_not_given_means_no() -> None:
    double = YouTubeDouble()
    started = _authorizer(double).start(APP, "", "act")

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.url.path.endswith("/channels"):
            return httpx2.Response(401)
        return double(request)

    with pytest.raises(NotAuthorized, match="denied"):
        _authorizer(answer).finish(started.pending, {"state": started.state, "code": "a-code"})


def test_without_a_key_of_its_own_there_is_no_way_in() -> None:
    app = msgspec.structs.replace(APP, api_key="")

    with pytest.raises(NotAuthorized, match="not_supported"):
        _authorizer(YouTubeDouble()).start(app, "", "watch")


OLD = Access(account=HER, token="old", refresh="a-refresh", client="app", api_key="a-key")


def test_a_token_is_renewed_and_keeps_its_key() -> None:
    access = _authorizer(YouTubeDouble()).refresh(OLD)

    assert (access.token, access.refresh, access.api_key) == ("a-token", "a-refresh", "a-key")


def test_what_she_took_back_at_google_is_lost() -> None:
    with pytest.raises(AccessLost):
        _authorizer(YouTubeDouble()).refresh(msgspec.structs.replace(OLD, refresh="taken-back"))


def test_a_token_is_given_back() -> None:
    double = YouTubeDouble()

    _authorizer(double).revoke(OLD)

    assert [form_of(request) for request in double.requests] == [
        {"token": "a-refresh", "client_id": "app"},
        {"token": "old", "client_id": "app"},
    ]
