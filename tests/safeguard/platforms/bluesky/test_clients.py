"""What this desk says of itself, as servers want it."""

import pytest

from safeguard.platforms.bluesky import proof
from safeguard.platforms.bluesky.authorizer import Authorizer
from safeguard.platforms.bluesky.clients import client_metadata, is_loopback
from safeguard.platforms.bluesky.scopes import ALL
from tests.safeguard.platforms.bluesky.issuer import DESK


def test_a_public_desk_says_who_it_is_where_it_sends_back_to_and_all_it_may_ask() -> None:
    assert Authorizer.client_metadata(DESK) == {
        "client_id": DESK.id,
        "client_name": "Notes",
        "client_uri": "https://desk.example.com",
        "application_type": "web",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "redirect_uris": [DESK.redirect],
        "scope": ALL,
        "dpop_bound_access_tokens": True,
        "token_endpoint_auth_method": "none",
    }


def test_a_desk_with_a_key_shows_the_public_half_alone() -> None:
    key = proof.new_key()
    desk = type(DESK)(
        redirect="https://x.example/r", name="Notes", id="https://x.example/c", secret=key
    )

    told = client_metadata(desk, ["https://x.example/r", "https://x.example/s"])

    assert told["token_endpoint_auth_method"] == "private_key_jwt"
    assert told["token_endpoint_auth_signing_alg"] == "ES256"
    assert told["jwks"] == {
        "keys": [{**proof.public_jwk(key), "kid": proof.key_id(key), "use": "sig", "alg": "ES256"}]
    }
    assert told["redirect_uris"] == ["https://x.example/r", "https://x.example/s"]
    assert "client_uri" not in told
    assert "PRIVATE" not in str(told)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:8000/x", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:80", True),
        ("http://localhost:2583", True),
        ("http://localhost.example.com", False),
        ("http://10.0.0.1", False),
        ("https://desk.example.com", False),
        ("", False),
    ],
)
def test_this_machine_is_told_from_all_others(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected
