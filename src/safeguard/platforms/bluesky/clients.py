"""Who this desk is to an authorization server: the document it serves about itself, or a client on her own machine."""

import ipaddress
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from safeguard.platforms.base import Client, NotAuthorized
from safeguard.platforms.bluesky import proof
from safeguard.platforms.bluesky.scopes import ALL

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def client_metadata(client: Client, redirects: Sequence[str] = ()) -> dict[str, object]:
    """Build the JSON that must be served, as application/json and without a redirect, at `client.id`.

    With a `secret` (a PEM key of `proof.new_key()`) servers let a sign-in last for months instead of two weeks, and the
    document shows the key's public half.
    """
    proving: dict[str, object] = {"token_endpoint_auth_method": "none"}
    if client.secret:
        proving = {
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "ES256",
            "jwks": {"keys": [_shown_key(client.secret)]},
        }
    website = {"client_uri": client.website} if client.website else {}
    return {
        "client_id": client.id,
        "client_name": client.name,
        "application_type": "web",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "redirect_uris": list(redirects) or [client.redirect],
        "scope": ALL,
        "dpop_bound_access_tokens": True,
        **website,
        **proving,
    }


def id_of(client: Client, scope: str) -> str:
    """Give the client's id; a desk on her own machine has one that says all there is to say.

    Raises:
        NotAuthorized: (not_supported) it has no document, and its address is not this machine's own.

    """
    if client.id:
        return client.id
    if not is_loopback(client.redirect):
        raise NotAuthorized("not_supported")
    return "http://localhost?" + urlencode({"redirect_uri": client.redirect, "scope": scope})


def proves(client_id: str, secret: str, issuer: str, now: datetime) -> Mapping[str, str]:
    """Give what a form says besides, to prove which client is asking."""
    said = {"client_id": client_id}
    if secret:
        said["client_assertion_type"] = _ASSERTION
        said["client_assertion"] = proof.client_assertion(secret, client_id, issuer, now=now)
    return said


def is_loopback(address: str) -> bool:
    """Tell whether an address is this machine's own."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown_key(key: str) -> dict[str, str]:
    return {**proof.public_jwk(key), "kid": proof.key_id(key), "use": "sig", "alg": "ES256"}
