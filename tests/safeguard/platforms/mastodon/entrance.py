"""The double's way in: registering, asking her, tokens and giving them back."""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import httpx2

from tests.safeguard.platforms.mastodon.double import HER, HOST, Double
from tests.safeguard.platforms.mastodon.things import Thing

METADATA: Thing = {
    "issuer": f"{HOST}/",
    "authorization_endpoint": f"{HOST}/oauth/authorize",
    "token_endpoint": f"{HOST}/oauth/token",
    "revocation_endpoint": f"{HOST}/oauth/revoke",
    "scopes_supported": ["read", "write:reports"],
    "code_challenge_methods_supported": ["S256"],
}
INSTANCE: Thing = {"domain": "mastodon.example", "api_versions": {"mastodon": 12}}
OPEN = {"/.well-known/oauth-authorization-server": METADATA, "/api/v2/instance": INSTANCE}


@dataclass
class Entrance:
    """`pages` are what it says openly; `grants` and `more` change what a token may and says of itself."""

    double: Double
    pages: dict[str, object] = field(default_factory=lambda: dict(OPEN))
    apps: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    grants: str = ""
    more: Thing = field(default_factory=dict)
    keeps_tokens: bool = False
    asked: list[str] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        self.asked.append(f"{request.method} {path}")
        form = {name: it[0] for name, it in parse_qs(request.content.decode()).items()}
        if path in self.pages:
            found = self.pages[path]
            return found if isinstance(found, httpx2.Response) else httpx2.Response(200, json=found)
        if request.method == "POST" and path == "/api/v1/apps":
            return self._register(form)
        if request.method == "POST" and path == "/oauth/token":
            return self._token(form)
        if request.method == "POST" and path == "/oauth/revoke":
            return self._revoke(form)
        return self.double(request)

    def consent(self, url: str) -> dict[str, str]:
        """Say yes for her, as the server's own page would, and give what she comes back with."""
        query = {name: it[0] for name, it in parse_qs(urlsplit(url).query).items()}
        app = self.apps[query["client_id"]]
        assert query["redirect_uri"] == app["redirect_uris"]
        assert query["scope"] == app["scopes"]
        assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return {"code": code, "state": query["state"]}

    def _register(self, form: dict[str, str]) -> httpx2.Response:
        name = f"app-{len(self.apps)}"
        self.apps[name] = form
        return httpx2.Response(200, json={"client_id": name, "client_secret": f"{name}-secret"})

    def _token(self, form: dict[str, str]) -> httpx2.Response:
        if form["client_secret"] != f"{form['client_id']}-secret":
            return httpx2.Response(401, json={"error": "invalid_client"})
        if form["grant_type"] == "refresh_token":
            scopes = self.double.tokens.pop(form["refresh_token"].removeprefix("refresh-"), "")
        else:
            scopes = self._spend(form)
        if not scopes:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        token = f"token-{len(self.double.tokens)}"
        self.double.tokens[token] = self.grants or scopes
        said = {"access_token": token, "token_type": "Bearer", "scope": self.grants or scopes}
        return httpx2.Response(200, json=said | self.more)

    def _spend(self, form: dict[str, str]) -> str:
        query = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        proof = urlsafe_b64encode(digest).decode().rstrip("=")
        if query is None or query["code_challenge"] != proof:
            return ""
        return query["scope"] if query["redirect_uri"] == form["redirect_uri"] else ""

    def _revoke(self, form: dict[str, str]) -> httpx2.Response:
        if form["client_secret"] != f"{form['client_id']}-secret":
            return httpx2.Response(403, json={"error": "unauthorized_client"})
        if not self.keeps_tokens:
            self.double.tokens.pop(form["token"], None)
        return httpx2.Response(403 if self.keeps_tokens else 200, json={})


def entrance() -> Entrance:
    double = Double()
    double.meet(HER, "her")
    return Entrance(double)


def sealed(pending: str) -> Thing:
    """Open what is kept sealed while she is away."""
    found: Thing = json.loads(pending)
    return found
