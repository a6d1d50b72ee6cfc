"""Signed tokens: what proves that a request is hers (DPoP, RFC 9449), and which desk asks (RFC 7523)."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

_COORDINATE = 32  # bytes of P-256
_ASSERTION_SECONDS = 60


def new_key() -> str:
    """Make a private key for ES256, as PEM."""
    made = ec.generate_private_key(ec.SECP256R1())
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_jwk(key: str) -> dict[str, str]:
    """Give the public half of a PEM key as a JWK (RFC 7517)."""
    numbers = _load(key).public_key().public_numbers()
    return {
        "crv": "P-256",
        "kty": "EC",
        "x": _b64(numbers.x.to_bytes(_COORDINATE)),
        "y": _b64(numbers.y.to_bytes(_COORDINATE)),
    }


def key_id(key: str) -> str:
    """Name a key by its RFC 7638 thumbprint."""
    return _b64(hashlib.sha256(msgspec.json.encode(public_jwk(key), order="sorted")).digest())


def dpop(
    key: str, method: str, url: str, *, now: datetime, nonce: str = "", token: str = ""
) -> str:
    """Prove possession of `key` for one request; `url` is without query."""
    claims: dict[str, object] = {
        "jti": secrets.token_urlsafe(16),
        "htm": method,
        "htu": url,
        "iat": int(now.timestamp()),
    }
    if nonce:
        claims["nonce"] = nonce
    if token:
        claims["ath"] = challenge(token)
    return _signed(key, {"typ": "dpop+jwt", "alg": "ES256", "jwk": public_jwk(key)}, claims)


def client_assertion(key: str, client_id: str, issuer: str, *, now: datetime) -> str:
    """Prove to an authorization server which client is asking."""
    at = int(now.timestamp())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": issuer,
        "jti": secrets.token_urlsafe(16),
        "iat": at,
        "exp": at + _ASSERTION_SECONDS,
    }
    return _signed(key, {"alg": "ES256", "kid": key_id(key)}, claims)


def challenge(verifier: str) -> str:
    """Hash a PKCE verifier (S256), or a token for its proof."""
    return _b64(hashlib.sha256(verifier.encode()).digest())


def _signed(key: str, head: Mapping[str, object], claims: Mapping[str, object]) -> str:
    text = f"{_b64(msgspec.json.encode(head))}.{_b64(msgspec.json.encode(claims))}"
    der = _load(key).sign(text.encode(), ec.ECDSA(hashes.SHA256()))
    r, s = utils.decode_dss_signature(der)
    return f"{text}.{_b64(r.to_bytes(_COORDINATE) + s.to_bytes(_COORDINATE))}"


def _load(key: str) -> ec.EllipticCurvePrivateKey:
    loaded = load_pem_private_key(key.encode(), None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise TypeError("the key was not one for ES256")
    return loaded


def _b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
