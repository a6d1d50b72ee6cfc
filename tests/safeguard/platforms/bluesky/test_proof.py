"""Signatures are ones that others can check, and say what they must."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from safeguard.platforms.bluesky import proof

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def opened(token: str, jwk: dict[str, str] | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Check a signed token by the key in it or the one that is given; give its head and what it claims."""
    head, claims, signature = token.split(".")
    told = json.loads(_bytes(head))
    key = jwk or told["jwk"]
    x, y = (int.from_bytes(_bytes(key[name])) for name in "xy")
    raw = _bytes(signature)
    der = utils.encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    public.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    return told, json.loads(_bytes(claims))


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "===")


def test_a_proof_is_signed_by_the_key_it_shows_and_names_request_time_nonce_and_token() -> None:
    key = proof.new_key()

    head, claims = opened(
        proof.dpop(key, "POST", "https://x.example/y", now=NOW, nonce="n", token="t")
    )

    assert head == {"typ": "dpop+jwt", "alg": "ES256", "jwk": proof.public_jwk(key)}
    assert "d" not in head["jwk"]
    assert len(claims.pop("jti")) > 20
    assert claims == {
        "htm": "POST",
        "htu": "https://x.example/y",
        "iat": int(NOW.timestamp()),
        "nonce": "n",
        "ath": proof.challenge("t"),
    }


def test_a_proof_without_nonce_and_token_names_neither() -> None:
    _, claims = opened(proof.dpop(proof.new_key(), "GET", "https://x.example", now=NOW))

    assert set(claims) == {"jti", "htm", "htu", "iat"}


def test_no_two_proofs_are_alike() -> None:
    key = proof.new_key()

    assert proof.dpop(key, "GET", "u", now=NOW) != proof.dpop(key, "GET", "u", now=NOW)


def test_a_client_proves_itself_to_one_issuer_for_a_minute() -> None:
    key = proof.new_key()

    told = proof.client_assertion(key, "https://desk.example/c", "https://issuer.example", now=NOW)

    head, claims = opened(told, proof.public_jwk(key))
    assert head == {"alg": "ES256", "kid": proof.key_id(key)}
    del claims["jti"]
    at = int(NOW.timestamp())
    assert claims == {
        "iss": "https://desk.example/c",
        "sub": "https://desk.example/c",
        "aud": "https://issuer.example",
        "iat": at,
        "exp": at + 60,
    }


def test_a_challenge_is_the_one_of_rfc_7636() -> None:
    challenge = proof.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")

    assert challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_a_key_of_another_kind_is_refused() -> None:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    with pytest.raises(TypeError, match="ES256"):
        proof.public_jwk(pem)
