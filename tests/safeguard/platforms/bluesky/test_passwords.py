"""The fallback by an app password: her own password goes nowhere, and both tokens are kept and renewed."""

from datetime import timedelta

import pytest

from safeguard.platforms.base import Access, AccessLost, NotAuthorized, PlatformDown
from safeguard.platforms.bluesky.scopes import APP_PASSWORD
from tests.safeguard.platforms.bluesky.double import BULLY, HER
from tests.safeguard.platforms.bluesky.issuer import HANDLE, NOW, PASSWORD, PDS, Issuer, jwt

SERVER = f"{PDS}/xrpc/com.atproto.server"


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


def test_a_session_holds_both_tokens_and_says_by_what_it_was_opened(issuer: Issuer) -> None:
    access = issuer.authorizer().sign_in(f"@{HANDLE}", PASSWORD)

    assert (access.account, access.handle, access.host) == (HER, HANDLE, PDS)
    assert access.scopes == {APP_PASSWORD}
    assert access.expires_at == NOW + timedelta(hours=2)
    assert access.refresh.startswith("refresh-")
    assert (access.proof_key, access.issuer) == ("", "")


@pytest.mark.parametrize("password", ["", "hunter2", "Abcd-efgh-ijkl-mnop", f"{PASSWORD}\n"])
def test_what_is_no_app_password_is_sent_nowhere(issuer: Issuer, password: str) -> None:
    with pytest.raises(NotAuthorized, match="not_app_password"):
        issuer.authorizer().sign_in(HANDLE, password)

    assert issuer.log == []


@pytest.mark.parametrize("typed", [PDS, "x"])
def test_whose_it_is_must_be_said(issuer: Issuer, typed: str) -> None:
    with pytest.raises(NotAuthorized, match="unknown_server"):
        issuer.authorizer().sign_in(typed, PASSWORD)


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (401, "AuthenticationRequired", "wrong_password"),
        (400, "InvalidRequest", "wrong_password"),
        (401, "AuthFactorTokenRequired", "code_needed"),
    ],
)
def test_a_session_that_is_not_opened_says_why(
    issuer: Issuer, status: int, error: str, code: str
) -> None:
    issuer.says(f"{SERVER}.createSession", status, json={"error": error})

    with pytest.raises(NotAuthorized) as refused:
        issuer.authorizer().sign_in(HANDLE, PASSWORD)

    assert refused.value.code == code


def test_a_server_that_does_not_answer_is_down(issuer: Issuer) -> None:
    issuer.says(f"{SERVER}.createSession", 503)

    with pytest.raises(PlatformDown):
        issuer.authorizer().sign_in(HANDLE, PASSWORD)


def test_a_session_of_another_is_not_taken(issuer: Issuer) -> None:
    issuer.did = BULLY

    with pytest.raises(NotAuthorized, match="wrong_account"):
        issuer.authorizer().sign_in(HANDLE, PASSWORD)


def _opened(issuer: Issuer) -> Access:
    return issuer.authorizer().sign_in(HANDLE, PASSWORD)


def test_it_is_renewed_by_the_refresh_token_alone(issuer: Issuer) -> None:
    access = _opened(issuer)

    renewed = issuer.authorizer().refresh(access)

    assert renewed.refresh != access.refresh
    assert (renewed.account, renewed.host, renewed.scopes) == (HER, PDS, frozenset({APP_PASSWORD}))


def test_a_session_that_was_ended_is_lost(issuer: Issuer) -> None:
    access = _opened(issuer)
    issuer.did = BULLY
    with pytest.raises(AccessLost):
        issuer.authorizer().refresh(access)

    issuer.says(f"{SERVER}.refreshSession", 400, json={"error": "ExpiredToken"})
    with pytest.raises(AccessLost):
        issuer.authorizer().refresh(access)


@pytest.mark.parametrize("status", [200, 400, 401])
def test_ending_it_is_good_where_it_has_ended(issuer: Issuer, status: int) -> None:
    access = _opened(issuer)
    issuer.says(f"{SERVER}.deleteSession", status)

    issuer.authorizer().revoke(access)

    assert issuer.log[-1] == f"{SERVER}.deleteSession"


def test_ending_it_says_when_it_did_not_arrive(issuer: Issuer) -> None:
    access = _opened(issuer)
    issuer.says(f"{SERVER}.deleteSession", 503)

    with pytest.raises(PlatformDown):
        issuer.authorizer().revoke(access)


@pytest.mark.parametrize(
    "token", ["", "x", "a.!.c", jwt({}), jwt({"exp": "x"}), jwt({"exp": 1e300}), jwt([1]), jwt(7)]
)
def test_a_token_that_does_not_say_how_long_it_lives_is_renewed_soon(
    issuer: Issuer, token: str
) -> None:
    told = {"did": HER, "handle": HANDLE, "accessJwt": token, "refreshJwt": "r"}
    issuer.says(f"{SERVER}.createSession", json=told)

    assert _opened(issuer).expires_at == NOW + timedelta(minutes=5)
