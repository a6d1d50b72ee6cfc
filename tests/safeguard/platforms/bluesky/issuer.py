"""A double of what signs people in: their directory, their server and its issuer, which checks as the real ones do."""

import base64
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2

from safeguard.platforms.base import Client
from safeguard.platforms.bluesky import proof
from safeguard.platforms.bluesky.authorizer import Authorizer
from tests.safeguard.platforms.bluesky.double import HER
from tests.safeguard.platforms.bluesky.test_proof import opened

HANDLE = "her.example.com"
PDS = "https://pds.example.com"
ISSUER = "https://issuer.example.com"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
PASSWORD = "abcd-efgh-ijkl-mnop"
DESK = Client(
    redirect="https://desk.example.com/connections/return",
    name="Notes",
    website="https://desk.example.com",
    id="https://desk.example.com/connections/client.json",
)
Json = dict[str, Any]


class Issuer:
    """Call it with a request. `says` has one address answer something else, always."""

    def __init__(self) -> None:
        self.now = NOW
        self.log: list[str] = []
        self.sent: list[Json] = []
        self.other: dict[str, httpx2.Response | Exception] = {}
        self.nonce = "nonce-1"
        self.requests: dict[str, Json] = {}
        self.codes: dict[str, Json] = {}
        self.refreshes: dict[str, Json] = {}
        self.token: Json = {}
        self.secret = ""
        self.did = HER
        self.document: Json = {
            "id": HER,
            "alsoKnownAs": ["https://x.example", f"at://{HANDLE}"],
            "service": [
                {"id": "#other", "serviceEndpoint": "https://no.example.com"},
                {"id": f"{HER}#atproto_pds", "serviceEndpoint": f"{PDS}/"},
            ],
        }
        self.issuer = ISSUER

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        address = str(request.url).partition("?")[0]
        self.log.append(address)
        if address in self.other:
            other = self.other[address]
            if isinstance(other, Exception):
                raise other
            return other
        ways: dict[str, Callable[[httpx2.Request], httpx2.Response]] = {
            f"https://{HANDLE}/.well-known/atproto-did": self._did,
            f"https://plc.directory/{HER}": lambda _: httpx2.Response(200, json=self.document),
            f"{PDS}/.well-known/oauth-protected-resource": self._resource,
            f"{self.issuer}/.well-known/oauth-authorization-server": self._metadata,
            f"{self.issuer}/par": self._par,
            f"{self.issuer}/token": self._token,
            f"{self.issuer}/revoke": self._revoke,
            f"{PDS}/xrpc/com.atproto.server.createSession": self._session,
            f"{PDS}/xrpc/com.atproto.server.refreshSession": self._session,
            f"{PDS}/xrpc/com.atproto.server.deleteSession": lambda _: httpx2.Response(200),
        }
        way = ways.get(address)
        return way(request) if way else httpx2.Response(404)

    def authorizer(self) -> Authorizer:
        return Authorizer(self.client(), lambda: self.now)

    def client(self) -> httpx2.Client:
        return httpx2.Client(transport=httpx2.MockTransport(self))

    def says(self, address: str, status: int = 200, **how: Any) -> None:
        self.other[address] = httpx2.Response(status, **how)

    def agree(self, url: str) -> dict[str, str]:
        """Say yes on the page that `url` shows; give what she comes back with."""
        asked = dict(parse_qsl(urlsplit(url).query))
        kept = self.requests[asked["request_uri"]]
        assert asked["client_id"] == kept["client_id"]
        code = secrets.token_hex(8)
        self.codes[code] = kept
        return {"code": code, "state": kept["state"], "iss": self.issuer}

    def _did(self, _: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, text=f"{HER}\n")

    def _resource(self, _: httpx2.Request) -> httpx2.Response:
        told = {"resource": PDS, "authorization_servers": [self.issuer]}
        return httpx2.Response(200, json=told)

    def _metadata(self, _: httpx2.Request) -> httpx2.Response:
        told = {
            "issuer": self.issuer,
            "pushed_authorization_request_endpoint": f"{self.issuer}/par",
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "revocation_endpoint": f"{self.issuer}/revoke",
        }
        return httpx2.Response(200, json=told)

    def _par(self, request: httpx2.Request) -> httpx2.Response:
        form, refused = self._form(request)
        if refused:
            return refused
        assert form["code_challenge_method"] == "S256"
        name = f"urn:req:{secrets.token_hex(4)}"
        self.requests[name] = form
        return httpx2.Response(201, json={"request_uri": name, "expires_in": 300})

    def _token(self, request: httpx2.Request) -> httpx2.Response:
        form, refused = self._form(request)
        if refused:
            return refused
        if form["grant_type"] == "refresh_token":
            kept = self.refreshes.pop(form["refresh_token"], None)
        else:
            kept = self.codes.pop(form["code"], None)
            if kept and proof.challenge(form["code_verifier"]) != kept["code_challenge"]:
                kept = None
        if not kept or kept["key"] != form["key"] or kept["client_id"] != form["client_id"]:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        refresh = secrets.token_hex(8)
        self.refreshes[refresh] = kept
        token = {
            "access_token": secrets.token_hex(8),
            "refresh_token": refresh,
            "token_type": "DPoP",
            "scope": kept["scope"],
            "sub": self.did,
            "expires_in": 3_599,
        }
        return httpx2.Response(200, json={**token, **self.token})

    def _revoke(self, request: httpx2.Request) -> httpx2.Response:
        form, refused = self._form(request)
        self.refreshes.pop(form.get("token", ""), None)
        return refused or httpx2.Response(200)

    def _form(self, request: httpx2.Request) -> tuple[Json, httpx2.Response | None]:
        """Read a form; refuse it where its proof is not good, or where the client does not prove itself."""
        head, claims = opened(request.headers["dpop"])
        assert (claims["htm"], claims["htu"]) == (request.method, str(request.url))
        if claims.get("nonce") != self.nonce:
            headers = {"dpop-nonce": self.nonce}
            return {}, httpx2.Response(400, headers=headers, json={"error": "use_dpop_nonce"})
        form = {**dict(parse_qsl(request.content.decode())), "key": json.dumps(head["jwk"])}
        self.sent.append(form)
        if self.secret:
            try:
                told = opened(form["client_assertion"], proof.public_jwk(self.secret))[1]
            except Exception:  # noqa: BLE001 -- whatever is wrong with it
                return form, httpx2.Response(401, json={"error": "invalid_client"})
            assert (told["iss"], told["aud"]) == (form["client_id"], self.issuer)
        return form, None

    def _session(self, request: httpx2.Request) -> httpx2.Response:
        if request.content:
            given = json.loads(request.content)
            if given != {"identifier": HER, "password": PASSWORD}:
                return httpx2.Response(401, json={"error": "AuthenticationRequired"})
        expires = int((self.now + timedelta(hours=2)).timestamp())
        return httpx2.Response(
            200,
            json={
                "did": self.did,
                "handle": HANDLE,
                "accessJwt": jwt({"exp": expires}),
                "refreshJwt": f"refresh-{secrets.token_hex(4)}",
            },
        )


def jwt(claims: object) -> str:
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{middle}.sig"
