"""The way in to a Mastodon server: an application of our own there, PKCE, and as few rights as will do.

Neither token can post, follow or change her profile: no scope asked for holds such a right, and a server
that gives one all the same is turned down.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import ClassVar
from urllib.parse import urlencode

import httpx2
import msgspec

from safeguard.platforms.base import (
    Access,
    AccessLost,
    Client,
    NotAuthorized,
    PlatformDown,
    PlatformError,
    Refused,
    Started,
    UnexpectedReply,
)
from safeguard.platforms.code_flow import ends_at
from safeguard.platforms.mastodon.address import Typed, folded, home_of, origin
from safeguard.platforms.mastodon.parse import Json, text
from safeguard.platforms.mastodon.server import Server

WITHIN = timedelta(minutes=30)
_ACCOUNT = "/api/v1/accounts/verify_credentials"
_INSTANCES = ("/api/v2/instance", "/api/v1/instance")
_METADATA = "/.well-known/oauth-authorization-server"
_TELLS_REPORTS = "read:reports"  # where a server has it, what became of a report can be asked
# Rights that would let a token speak for her, or be more than she was told.
_TOO_MUCH = {"write", "follow", "admin:read", "admin:write", "write:statuses", "write:follows"}
_DENIED, _BUSY = "access_denied", {"server_error", "temporarily_unavailable"}


class Endpoints(msgspec.Struct, frozen=True, kw_only=True):
    """Where a server wants to be asked: as it says, or as all servers of this kind had it before they said."""

    issuer: str
    authorize: str
    token: str
    revoke: str
    scopes: frozenset[str] = frozenset()


class _Pending(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in that was begun. It is kept sealed: it holds the secret of our application there."""

    host: str
    handle: str
    domain: str
    endpoints: Endpoints
    client: str
    client_secret: str
    redirect: str
    scopes: str
    state: str
    verifier: str
    begun_at: datetime

    def __repr__(self) -> str:
        return "_Pending(...)"


class MastodonAuthorizer:
    """`server` may be a handle, a host or an address; where a handle is given, no other account will do."""

    scopes: ClassVar[Mapping[str, str]] = {
        "watch": "read:accounts read:notifications read:statuses",
        "act": "read:accounts read:blocks read:filters read:follows read:mutes read:notifications"
        " write:blocks write:filters write:mutes write:notifications write:reports",
    }

    def __init__(self, http: httpx2.Client, clock: Callable[[], datetime]) -> None:
        self._server = Server(http, clock)

    def start(self, client: Client, server: str, purpose: str) -> Started:
        typed = Typed(server)
        host = home_of(self._server, typed)
        domain = self._domain(host)
        endpoints = self._endpoints(host)
        scopes = self.scopes[purpose]
        if purpose == "act" and _TELLS_REPORTS in endpoints.scopes:
            scopes += f" {_TELLS_REPORTS}"
        name, secret = self._register(client, host, scopes)
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        pending = _Pending(
            host=host,
            handle=typed.handle,
            domain=domain,
            endpoints=endpoints,
            client=name,
            client_secret=secret,
            redirect=client.redirect,
            scopes=scopes,
            state=state,
            verifier=verifier,
            begun_at=self._server.clock(),
        )
        query = {
            "response_type": "code",
            "client_id": name,
            "redirect_uri": client.redirect,
            "scope": scopes,
            "state": state,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        return Started(
            url=f"{endpoints.authorize}?{urlencode(query)}",
            state=state,
            pending=msgspec.json.encode(pending).decode(),
        )

    def finish(self, pending: str, reply: Mapping[str, str]) -> Access:
        begun = msgspec.json.decode(pending, type=_Pending)
        code = _code(begun, reply)
        if self._server.clock() - begun.begun_at > WITHIN:
            raise NotAuthorized("stale")
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": begun.redirect,
            "client_id": begun.client,
            "client_secret": begun.client_secret,
            "code_verifier": begun.verifier,
        }
        said = self._token(begun.endpoints.token, form)
        if said is None:
            raise NotAuthorized("stale")
        access = self._access(
            Access(
                account="",
                token="",
                host=begun.host,
                issuer=begun.endpoints.issuer,
                client=begun.client,
                client_secret=begun.client_secret,
            ),
            said,
            asked=begun.scopes,
        )
        return self._checked(access, begun)

    def refresh(self, access: Access) -> Access:
        """Renew a token where the server gave it an end; most of them never end."""
        if not access.refresh:
            return access
        form = {
            "grant_type": "refresh_token",
            "refresh_token": access.refresh,
            "client_id": access.client,
            "client_secret": access.client_secret,
        }
        said = self._token(self._endpoints(access.host).token, form)
        if said is None:
            raise AccessLost
        return self._access(access, said, asked=" ".join(sorted(access.scopes)))

    def revoke(self, access: Access) -> None:
        """Give a token back, and see that it no longer works.

        Raises: PlatformError where it still does, or where nobody can say.
        """
        form = {
            "client_id": access.client,
            "client_secret": access.client_secret,
            "token": access.token,
        }
        status, _ = self._server.post(self._endpoints(access.host).revoke, list(form.items()))
        if httpx2.codes.is_success(status):
            return
        try:
            self._server.get(access, _ACCOUNT)
        except AccessLost:
            return
        raise UnexpectedReply("a token that was given back still works")

    def _domain(self, host: str) -> str:
        """Say which domain its handles end in, after seeing that this API is spoken here."""
        for path in _INSTANCES:
            try:
                status, _, body = self._server.fetch(host + path)
            except (httpx2.ConnectError, httpx2.InvalidURL):
                raise NotAuthorized("unknown_server") from None
            except httpx2.RequestError:
                raise PlatformDown from None
            said = _object(body)
            if httpx2.codes.is_success(status) and said:
                named = (text(said.get(it)) for it in ("account_domain", "domain", "uri"))
                return next(filter(None, named), host).rpartition("/")[2]
        raise NotAuthorized("not_supported")

    def _endpoints(self, host: str) -> Endpoints:
        plain = Endpoints(
            issuer=host,
            authorize=f"{host}/oauth/authorize",
            token=f"{host}/oauth/token",
            revoke=f"{host}/oauth/revoke",
        )
        try:
            status, _, body = self._server.fetch(host + _METADATA)
        except httpx2.RequestError:
            raise PlatformDown from None
        said = _object(body)
        if not httpx2.codes.is_success(status) or not said:
            return plain  # not here: the older servers say nothing
        scopes = said.get("scopes_supported")
        return Endpoints(
            issuer=text(said.get("issuer")).rstrip("/") or host,
            authorize=_endpoint(said, "authorization_endpoint", plain.authorize),
            token=_endpoint(said, "token_endpoint", plain.token),
            revoke=_endpoint(said, "revocation_endpoint", plain.revoke),
            scopes=frozenset(text(it) for it in scopes)
            if isinstance(scopes, list)
            else frozenset(),
        )

    def _register(self, client: Client, host: str, scopes: str) -> tuple[str, str]:
        if client.id:
            return client.id, client.secret
        form = [
            ("client_name", client.name),
            ("redirect_uris", client.redirect),
            ("scopes", scopes),
            *([("website", client.website)] if client.website else []),
        ]
        status, body = self._server.post(f"{host}/api/v1/apps", form)
        said = _object(body)
        name, secret = text(said.get("client_id")), text(said.get("client_secret"))
        if not httpx2.codes.is_success(status) or not name:
            raise NotAuthorized("not_supported")
        return name, secret

    def _token(self, url: str, form: Mapping[str, str]) -> Json | None:
        """Ask for a token; None where the server says no."""
        status, body = self._server.post(url, list(form.items()))
        if httpx2.codes.is_client_error(status):
            return None
        said = _object(body)
        token = text(said.get("access_token"))
        if not token or not token.isascii() or not token.isprintable():
            raise UnexpectedReply("no token came")
        return said

    def _access(self, access: Access, said: Json, *, asked: str) -> Access:
        now = self._server.clock()
        ends = ends_at(said, now)
        granted = frozenset((text(said.get("scope")) or asked).split())
        made = msgspec.structs.replace(
            access,
            token=text(said.get("access_token")),
            refresh=text(said.get("refresh_token")) or access.refresh,
            scopes=granted,
            expires_at=ends if ends and ends > now else None,
        )
        if _TOO_MUCH & granted:
            self._give_back(made)
            raise NotAuthorized("not_supported")
        return made

    def _checked(self, access: Access, begun: _Pending) -> Access:
        """See whose token it is."""
        try:
            said = self._server.get(access, _ACCOUNT).read(dict[str, object])
        except Refused:
            raise UnexpectedReply("a new token did not say whose it is") from None
        account, acct = text(said.get("id")), text(said.get("acct"))
        if not account or not acct:
            raise UnexpectedReply("an account had no name")
        handle = acct if "@" in acct else f"{acct}@{begun.domain}"
        if begun.handle and folded(handle) != folded(begun.handle):
            self._give_back(access)
            raise NotAuthorized("wrong_account")
        return msgspec.structs.replace(access, account=account, handle=handle)

    def _give_back(self, access: Access) -> None:
        """Revoke what will not be used; that it was refused matters more than whether this went well."""
        try:
            self.revoke(access)
        except PlatformError:
            return


def _code(begun: _Pending, reply: Mapping[str, str]) -> str:
    """Read what she came back with.

    Raises: NotAuthorized, PlatformDown.
    """
    if not compare_digest(reply.get("state", "").encode(), begun.state.encode()):
        raise NotAuthorized("wrong_server")
    issuer = reply.get("iss", begun.endpoints.issuer).rstrip("/")
    if issuer != begun.endpoints.issuer:
        raise NotAuthorized("wrong_server")
    error = reply.get("error", "")
    if error in _BUSY:
        raise PlatformDown
    if error and error != _DENIED:
        raise NotAuthorized("not_supported")
    if error or not reply.get("code"):
        raise NotAuthorized("denied")
    return reply["code"]


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _object(body: bytes) -> Json:
    try:
        return msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}


def _endpoint(said: Json, name: str, otherwise: str) -> str:
    """Give an endpoint that a server names, if it is an address that one may be sent to."""
    url = text(said.get(name))
    try:
        origin(url)
    except NotAuthorized:
        return otherwise
    return url
