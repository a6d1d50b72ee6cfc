"""Signing in to Instagram: professional accounts, a token of sixty days, and nothing that was not allowed."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from safeguard.platforms.base import Access, AccessLost, Client, NotAuthorized, UnexpectedReply
from safeguard.platforms.instagram.authorizer import InstagramAuthorizer
from tests.safeguard.platforms.doubles import NOW, Answer, client, clock, form_of
from tests.safeguard.platforms.instagram.double import HER, InstagramDouble

APP = Client(redirect="https://notes.example/l/return/", name="Fuerza", id="990", secret="hush")
RIGHTS = "instagram_business_basic,instagram_business_manage_comments"


def _authorizer(answer: Answer) -> InstagramAuthorizer:
    return InstagramAuthorizer(client(answer), clock)


def _sign_in(answer: Answer, code: str = "a-code#_") -> Access:
    started = _authorizer(answer).start(APP, "", "watch")
    return _authorizer(answer).finish(started.pending, {"state": started.state, "code": code})


def test_neither_purpose_asks_to_publish_or_for_messages() -> None:
    assert set(InstagramAuthorizer.scopes.values()) == {RIGHTS}


def test_she_is_sent_to_instagram() -> None:
    started = _authorizer(InstagramDouble()).start(APP, "", "act")

    query = {name: values[0] for name, values in parse_qs(urlsplit(started.url).query).items()}
    assert started.url.startswith("https://www.instagram.com/oauth/authorize?")
    assert query == {
        "response_type": "code",
        "client_id": "990",
        "redirect_uri": "https://notes.example/l/return/",
        "scope": RIGHTS,
        "state": started.state,
    }


@pytest.mark.parametrize("permissions", [RIGHTS, RIGHTS.split(","), None])
def test_a_code_becomes_an_access_of_sixty_days(permissions: object) -> None:
    double = InstagramDouble()
    double.permissions = permissions

    access = _sign_in(double)

    assert form_of(double.requests[0]) == {
        "client_id": "990",
        "client_secret": "hush",
        "grant_type": "authorization_code",
        "redirect_uri": "https://notes.example/l/return/",
        "code": "a-code",
    }
    assert access == Access(
        account=HER,
        handle="marisol",
        host="https://www.instagram.com",
        token="a-token",
        scopes=frozenset(RIGHTS.split(",")),
        expires_at=NOW + timedelta(days=60),
        client="990",
        client_secret="hush",
    )


def test_a_right_that_she_left_out_means_no() -> None:
    double = InstagramDouble()
    double.permissions = "instagram_business_basic"

    with pytest.raises(NotAuthorized, match="denied"):
        _sign_in(double)


def test_an_old_code_is_stale() -> None:
    with pytest.raises(NotAuthorized, match="stale"):
        _sign_in(InstagramDouble(), code="old")


def test_an_account_that_is_not_professional_is_the_wrong_one() -> None:
    double = InstagramDouble()
    double.me = {"id": "5"}

    with pytest.raises(NotAuthorized, match="wrong_account"):
        _sign_in(double)


@pytest.mark.parametrize("reply", [{"data": []}, {"data": [{}]}, {"permissions": 5}])
def test_a_reply_without_a_token_is_no_access(reply: object) -> None:
    with pytest.raises(NotAuthorized, match="stale"):
        _sign_in(lambda _request: httpx2.Response(200, json=reply))


OLD = Access(account=HER, handle="marisol", token="old", client="990", client_secret="hush")


def test_a_token_is_renewed_before_it_ends() -> None:
    access = _authorizer(InstagramDouble()).refresh(OLD)

    assert (access.token, access.expires_at) == ("a-token", NOW + timedelta(days=60))
    assert (access.account, access.client_secret) == (HER, "hush")


def test_a_token_that_has_ended_is_lost() -> None:
    with pytest.raises(AccessLost):
        _authorizer(InstagramDouble()).refresh(Access(account=HER, token="ended"))


def test_a_renewal_without_a_token_is_unexpected_and_one_without_an_end_has_none() -> None:
    with pytest.raises(UnexpectedReply):
        _authorizer(lambda _request: httpx2.Response(200, json={})).refresh(OLD)

    access = _authorizer(
        lambda _request: httpx2.Response(200, json={"access_token": "new"})
    ).refresh(OLD)
    assert (access.token, access.expires_at) == ("new", None)


def test_giving_back_asks_nothing_since_there_is_no_such_call() -> None:
    double = InstagramDouble()

    _authorizer(double).revoke(OLD)

    assert double.requests == []
