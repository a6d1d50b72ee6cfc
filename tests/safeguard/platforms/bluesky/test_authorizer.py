"""Signing in on a double: proofs, checks in both directions, tokens for one use, and what a server refuses."""

import json
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import httpx2
import msgspec
import pytest

from safeguard.platforms.base import (
    Access,
    AccessLost,
    Client,
    NotAuthorized,
    PlatformDown,
    UnexpectedReply,
)
from safeguard.platforms.bluesky import proof
from safeguard.platforms.bluesky.scopes import SCOPES
from tests.safeguard.platforms.bluesky.double import BULLY, HER
from tests.safeguard.platforms.bluesky.issuer import DESK, HANDLE, ISSUER, NOW, PDS, Issuer

HOME = Client(redirect="http://127.0.0.1:8000/connections/return", name="Notes")
RESOLVE = "https://public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle"
METADATA = f"{ISSUER}/.well-known/oauth-authorization-server"


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


def _let(issuer: Issuer, client: Client = DESK, purpose: str = "watch") -> Access:
    authorizer = issuer.authorizer()
    started = authorizer.start(client, HANDLE, purpose)
    return authorizer.finish(started.pending, issuer.agree(started.url))


@pytest.mark.parametrize("purpose", ["watch", "act"])
@pytest.mark.parametrize(
    "typed", [HANDLE, f"@{HANDLE} ", f"\u2068{HANDLE}\u2069", HER, HANDLE.upper()]
)
def test_a_handle_or_an_account_leads_to_a_token_for_what_was_asked(
    issuer: Issuer, typed: str, purpose: str
) -> None:
    authorizer = issuer.authorizer()

    started = authorizer.start(DESK, typed, purpose)
    access = authorizer.finish(started.pending, issuer.agree(started.url))

    assert issuer.requests.popitem()[1]["scope"] == SCOPES[purpose]
    assert (access.account, access.handle, access.host, access.issuer) == (
        HER,
        HANDLE,
        PDS,
        ISSUER,
    )
    assert access.scopes == set(SCOPES[purpose].split())
    assert access.expires_at == NOW + timedelta(seconds=3_599)
    assert (access.client, access.client_secret) == (DESK.id, "")
    assert access.proof_key.startswith("-----BEGIN PRIVATE KEY-----")


def test_what_is_pushed_says_who_asks_and_shows_no_verifier(issuer: Issuer) -> None:
    started = issuer.authorizer().start(DESK, HANDLE, "watch")

    pushed = issuer.sent[0]
    kept = json.loads(started.pending)
    assert pushed["login_hint"] == HANDLE
    assert pushed["redirect_uri"] == DESK.redirect
    assert pushed["code_challenge"] == proof.challenge(kept["verifier"])
    assert kept["verifier"] not in json.dumps(pushed)
    assert dict(parse_qsl(urlsplit(started.url).query)).keys() == {"client_id", "request_uri"}
    assert repr(started) == "Started(...)"


def test_a_desk_on_her_own_machine_says_all_of_itself_in_its_name(issuer: Issuer) -> None:
    access = _let(issuer, HOME)

    parts = urlsplit(access.client)
    assert (parts.scheme, parts.netloc) == ("http", "localhost")
    assert dict(parse_qsl(parts.query)) == {
        "redirect_uri": HOME.redirect,
        "scope": SCOPES["watch"],
    }


def test_a_desk_elsewhere_without_a_document_can_not_ask(issuer: Issuer) -> None:
    desk = Client(redirect="https://desk.example.com/return", name="Notes")

    with pytest.raises(NotAuthorized, match="not_supported"):
        issuer.authorizer().start(desk, HANDLE, "watch")


def test_a_client_with_a_key_proves_itself_each_time(issuer: Issuer) -> None:
    issuer.secret = proof.new_key()
    desk = msgspec.structs.replace(DESK, secret=issuer.secret)
    authorizer = issuer.authorizer()

    access = _let(issuer, desk)
    renewed = authorizer.refresh(access)
    authorizer.revoke(renewed)

    assertions = [each["client_assertion"] for each in issuer.sent]
    assert len(set(assertions)) == 4
    assert issuer.refreshes == {}
    with pytest.raises(NotAuthorized, match="not_supported"):
        issuer.authorizer().start(DESK, HANDLE, "watch")


def test_an_address_of_a_server_will_do_and_the_account_is_learned_there(issuer: Issuer) -> None:
    authorizer = issuer.authorizer()
    for typed in (PDS, f"{PDS}/", "pds.example.com", f"{PDS}:443/login?x"):
        issuer.other[f"https://{typed}/.well-known/atproto-did"] = httpx2.ConnectError("none")
        issuer.says(RESOLVE, 400, json={"error": "InvalidRequest"})
        if ":443" in typed:
            issuer.says(
                f"{PDS}:443/.well-known/oauth-protected-resource",
                json={"authorization_servers": [ISSUER]},
            )

        started = authorizer.start(DESK, typed, "watch")
        access = authorizer.finish(started.pending, issuer.agree(started.url))

        assert "login_hint" not in issuer.requests.popitem()[1]
        assert (access.account, access.host) == (HER, PDS)


def test_an_address_that_only_signs_people_in_will_do(issuer: Issuer) -> None:
    started = issuer.authorizer().start(DESK, ISSUER, "watch")

    assert started.url.startswith(f"{ISSUER}/authorize?")


def test_a_handle_that_only_stands_in_the_dns_is_asked_of_a_resolver(issuer: Issuer) -> None:
    issuer.says(f"https://{HANDLE}/.well-known/atproto-did", 200, text="<html>no</html>")
    issuer.says(RESOLVE, json={"did": HER})

    assert _let(issuer).account == HER


@pytest.mark.parametrize("typed", ["", "x", "ftp://pds.example.com", "https://[", "did:plc:short"])
def test_what_is_no_address_is_no_server(issuer: Issuer, typed: str) -> None:
    issuer.other["https://x/.well-known/oauth-protected-resource"] = httpx2.ConnectError("none")

    with pytest.raises(NotAuthorized, match="unknown_server"):
        issuer.authorizer().start(DESK, typed, "watch")


def test_a_server_that_is_not_there_is_unknown_and_one_that_is_down_is_down(issuer: Issuer) -> None:
    issuer.other[f"{PDS}/.well-known/oauth-protected-resource"] = httpx2.ConnectError("none")

    with pytest.raises(NotAuthorized, match="unknown_server"):
        issuer.authorizer().start(DESK, PDS, "watch")
    with pytest.raises(PlatformDown):
        issuer.authorizer().start(DESK, HANDLE, "watch")


@pytest.mark.parametrize(
    "change",
    [
        {"alsoKnownAs": ["at://another.example.com"]},
        {"alsoKnownAs": None},
        {"alsoKnownAs": [7]},
    ],
)
def test_a_handle_that_its_account_does_not_name_back_is_not_followed(
    issuer: Issuer, change: dict[str, object]
) -> None:
    issuer.document |= change

    with pytest.raises(NotAuthorized):
        issuer.authorizer().start(DESK, HANDLE, "watch")

    assert f"{ISSUER}/par" not in issuer.log


@pytest.mark.parametrize(
    "change",
    [
        {"id": BULLY},
        {"service": None},
        {"service": [7, {"id": "#atproto_pds", "serviceEndpoint": 7}]},
        {"service": [{"id": "#atproto_pds", "serviceEndpoint": "http://127.0.0.1:8000"}]},
        {"service": [{"id": "#atproto_pds", "serviceEndpoint": "file:///etc/passwd"}]},
    ],
)
def test_an_account_without_a_server_that_may_be_spoken_to_is_unknown(
    issuer: Issuer, change: dict[str, object]
) -> None:
    issuer.document |= change

    with pytest.raises(NotAuthorized, match="unknown_server"):
        issuer.authorizer().start(DESK, HANDLE, "watch")


def test_only_a_desk_on_her_own_machine_speaks_to_a_server_on_it_without_tls(
    issuer: Issuer,
) -> None:
    here = "http://localhost:2583"
    issuer.says(
        f"{here}/.well-known/oauth-protected-resource", json={"authorization_servers": [ISSUER]}
    )

    started = issuer.authorizer().start(HOME, here, "watch")

    assert started.url.startswith(ISSUER)
    with pytest.raises(NotAuthorized, match="unknown_server"):
        issuer.authorizer().start(DESK, here, "watch")
    with pytest.raises(NotAuthorized, match="unknown_server"):
        issuer.authorizer().start(HOME, "http://pds.example.com", "watch")


@pytest.mark.parametrize(
    "told",
    [
        {"authorization_servers": ["http://issuer.example.com"]},
        {"authorization_servers": [7]},
        {"authorization_servers": []},
        {},
    ],
)
def test_a_server_that_names_nobody_who_signs_in_is_not_supported(
    issuer: Issuer, told: dict[str, object]
) -> None:
    issuer.says(f"{PDS}/.well-known/oauth-protected-resource", json=told)

    with pytest.raises(NotAuthorized, match="not_supported"):
        issuer.authorizer().start(DESK, HANDLE, "watch")


def test_a_server_from_before_is_not_supported(issuer: Issuer) -> None:
    issuer.says(f"{PDS}/.well-known/oauth-protected-resource", 404)
    issuer.says(f"{PDS}/.well-known/oauth-authorization-server", 404)

    with pytest.raises(NotAuthorized, match="not_supported"):
        issuer.authorizer().start(DESK, HANDLE, "watch")


def test_an_issuer_that_says_it_is_another_is_the_wrong_server(issuer: Issuer) -> None:
    issuer.says(METADATA, json={"issuer": "https://another.example.com"})

    with pytest.raises(NotAuthorized, match="wrong_server"):
        issuer.authorizer().start(DESK, HANDLE, "watch")


def test_an_issuer_that_sends_elsewhere_without_tls_is_not_supported(issuer: Issuer) -> None:
    told = {"issuer": ISSUER, "token_endpoint": "http://issuer.example.com/token"}
    issuer.says(METADATA, json=told)

    with pytest.raises(NotAuthorized, match="not_supported"):
        issuer.authorizer().start(DESK, HANDLE, "watch")


@pytest.mark.parametrize(
    ("status", "error", "raised"),
    [
        (400, "invalid_scope", NotAuthorized),
        (400, "invalid_client_metadata", NotAuthorized),
        (401, "invalid_client", NotAuthorized),
        (400, "invalid_dpop_proof", PlatformDown),
        (503, "", PlatformDown),
        (405, "", UnexpectedReply),
    ],
)
def test_a_request_that_is_not_taken_is_told_by_what_can_be_done(
    issuer: Issuer, status: int, error: str, raised: type[Exception]
) -> None:
    issuer.says(f"{ISSUER}/par", status, json={"error": error})

    with pytest.raises(raised):
        issuer.authorizer().start(DESK, HANDLE, "watch")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": "another"}, "stale"),
        ({"state": None}, "stale"),
        ({"iss": "https://another.example.com"}, "wrong_server"),
        ({"iss": None}, "wrong_server"),
        ({"code": None, "error": "access_denied"}, "denied"),
        ({"code": None, "error": "login_required"}, "stale"),
        ({"code": "another"}, "stale"),
    ],
)
def test_what_she_comes_back_with_must_belong_to_what_was_begun(
    issuer: Issuer, change: dict[str, str | None], code: str
) -> None:
    authorizer = issuer.authorizer()
    started = authorizer.start(DESK, HANDLE, "watch")
    reply = {**issuer.agree(started.url), **change}

    with pytest.raises(NotAuthorized) as refused:
        authorizer.finish(
            started.pending, {name: it for name, it in reply.items() if it is not None}
        )

    assert refused.value.code == code


def test_a_code_is_good_once(issuer: Issuer) -> None:
    authorizer = issuer.authorizer()
    started = authorizer.start(DESK, HANDLE, "watch")
    reply = issuer.agree(started.url)
    authorizer.finish(started.pending, reply)

    with pytest.raises(NotAuthorized, match="stale"):
        authorizer.finish(started.pending, reply)


def test_another_account_than_was_named_is_given_back(issuer: Issuer) -> None:
    issuer.did = BULLY

    with pytest.raises(NotAuthorized, match="wrong_account"):
        _let(issuer)

    assert issuer.refreshes == {}


def test_an_account_that_lives_elsewhere_is_given_back(issuer: Issuer) -> None:
    authorizer = issuer.authorizer()
    started = authorizer.start(DESK, ISSUER, "watch")
    reply = issuer.agree(started.url)
    other = "https://evil.example.com"
    issuer.says(
        f"{PDS}/.well-known/oauth-protected-resource", json={"authorization_servers": [other]}
    )
    told = dict.fromkeys(
        ("pushed_authorization_request_endpoint", "authorization_endpoint"), f"{other}/x"
    )
    issuer.says(
        f"{other}/.well-known/oauth-authorization-server",
        json={**told, "issuer": other, "token_endpoint": f"{other}/t"},
    )

    with pytest.raises(NotAuthorized, match="wrong_server"):
        authorizer.finish(started.pending, reply)

    assert issuer.refreshes == {}


@pytest.mark.parametrize("status", [404, 503])
def test_an_account_that_can_not_be_checked_is_given_back(issuer: Issuer, status: int) -> None:
    authorizer = issuer.authorizer()
    started = authorizer.start(DESK, ISSUER, "watch")
    reply = issuer.agree(started.url)
    issuer.says(f"https://plc.directory/{HER}", status)

    with pytest.raises((NotAuthorized, PlatformDown)):
        authorizer.finish(started.pending, reply)

    assert issuer.refreshes == {}


def test_a_server_that_can_not_take_it_back_either_says_what_went_wrong_first(
    issuer: Issuer,
) -> None:
    issuer.did = BULLY
    issuer.says(f"{ISSUER}/revoke", 503)

    with pytest.raises(NotAuthorized, match="wrong_account"):
        _let(issuer)


def test_an_account_that_is_no_account_is_refused(issuer: Issuer) -> None:
    issuer.did = "../../etc"
    authorizer = issuer.authorizer()
    started = authorizer.start(DESK, ISSUER, "watch")

    with pytest.raises(NotAuthorized, match="unknown_server"):
        authorizer.finish(started.pending, issuer.agree(started.url))


def test_an_account_on_a_site_of_its_own_is_found_there(issuer: Issuer) -> None:
    did = "did:web:her.example.com%3A8443"
    issuer.did = did
    where = "https://her.example.com:8443/.well-known/did.json"
    issuer.says(where, json={**issuer.document, "id": did})
    issuer.says(f"https://{HANDLE}/.well-known/atproto-did", text=did)

    assert _let(issuer).account == did


@pytest.mark.parametrize(
    "token", [{"token_type": "Bearer"}, {"access_token": ""}, {"access_token": 7}]
)
def test_a_token_that_is_not_bound_to_her_key_is_not_taken(
    issuer: Issuer, token: dict[str, object]
) -> None:
    issuer.token = token

    with pytest.raises(NotAuthorized, match="not_supported"):
        _let(issuer)


def test_a_token_that_does_not_say_how_long_it_lives_is_renewed_soon(issuer: Issuer) -> None:
    issuer.token = {"expires_in": None}

    assert _let(issuer).expires_at == NOW + timedelta(minutes=5)


def test_a_life_beyond_all_measure_is_a_year(issuer: Issuer) -> None:
    issuer.token = {"expires_in": 10**30}

    assert _let(issuer).expires_at == NOW + timedelta(days=365)


def test_a_refresh_token_is_good_once(issuer: Issuer) -> None:
    authorizer = issuer.authorizer()
    access = _let(issuer)

    renewed = authorizer.refresh(access)

    assert renewed.refresh != access.refresh
    assert msgspec.structs.replace(renewed, token=access.token, refresh=access.refresh) == access
    with pytest.raises(AccessLost):
        authorizer.refresh(access)
    assert authorizer.refresh(renewed).account == HER


def test_access_that_can_not_be_renewed_is_lost(issuer: Issuer) -> None:
    access = _let(issuer)
    authorizer = issuer.authorizer()

    with pytest.raises(AccessLost):
        authorizer.refresh(msgspec.structs.replace(access, refresh=""))
    issuer.did = BULLY
    with pytest.raises(AccessLost):
        authorizer.refresh(access)


@pytest.mark.parametrize(("status", "error"), [(503, PlatformDown), (404, UnexpectedReply)])
def test_what_else_keeps_it_from_being_renewed_is_its_error(
    issuer: Issuer, status: int, error: type[Exception]
) -> None:
    access = _let(issuer)
    issuer.says(f"{ISSUER}/token", status)

    with pytest.raises(error):
        issuer.authorizer().refresh(access)


def test_giving_back_ends_it_and_twice_is_as_good(issuer: Issuer) -> None:
    access = _let(issuer)
    authorizer = issuer.authorizer()

    authorizer.revoke(access)
    authorizer.revoke(access)
    issuer.says(f"{ISSUER}/revoke", 400, json={"error": "invalid_token"})
    authorizer.revoke(access)

    assert issuer.refreshes == {}


def test_giving_back_says_when_it_did_not_arrive(issuer: Issuer) -> None:
    access = _let(issuer)
    issuer.says(f"{ISSUER}/revoke", 502)

    with pytest.raises(PlatformDown):
        issuer.authorizer().revoke(access)


def test_where_nothing_can_be_given_back_nothing_is_sent(issuer: Issuer) -> None:
    access = _let(issuer)
    told = dict.fromkeys(
        ("pushed_authorization_request_endpoint", "authorization_endpoint"), f"{ISSUER}/x"
    )
    issuer.says(METADATA, json={**told, "issuer": ISSUER, "token_endpoint": f"{ISSUER}/t"})
    issuer.log.clear()

    issuer.authorizer().revoke(access)

    assert issuer.log == [METADATA]
