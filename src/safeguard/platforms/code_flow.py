"""Signing in by OAuth 2.0's authorization code with PKCE, as platforms with one address for all do it.

RFC 6749 and RFC 7636; the client is the organisation's own, registered and approved with the platform.
"""

import hashlib
import secrets
from abc import ABC, abstractmethod
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import ClassVar
from urllib.parse import urlencode

import httpx2
import msgspec

from safeguard.platforms.asking import Asker, Clock, Missing
from safeguard.platforms.base import (
    Access,
    AccessLost,
    Client,
    NotAuthorized,
    PlatformError,
    Started,
    UnexpectedReply,
)
from safeguard.platforms.shapes import decoded, number, words

_REFUSALS = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_A_YEAR = 31_536_000  # seconds: no token is believed to last longer
_SAID_NO = frozenset({"access_denied", "user_denied", "consent_required"})


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """What a sign-in that was begun must remember until she returns."""

    client: Client
    purpose: str
    state: str
    verifier: str


class Addresses(msgspec.Struct, frozen=True, kw_only=True):
    """Where a platform is asked; with `basic` the client proves itself in a header, else in the form.

    `pkce` is off where a platform does not document it: its code is then guarded by the client's secret alone.
    """

    authorize: str
    token: str
    revoke: str = ""
    basic: bool = False
    pkce: bool = True


class CodeAuthorizer(ABC):
    """A way in by this flow (base.Authorizer), whole but for `named`: whose access it is."""

    addresses: ClassVar[Addresses]
    scopes: ClassVar[Mapping[str, str]]
    more: ClassVar[Mapping[str, str]] = {}  # what this platform asks for besides

    def __init__(self, http: httpx2.Client, clock: Clock) -> None:
        self._asker = Asker(http, clock, refused)

    def start(self, client: Client, server: str, purpose: str) -> Started:  # noqa: ARG002 -- one address for all
        return begin(self.addresses, client, purpose, self.scopes[purpose], self.more)

    def finish(self, pending: str, reply: Mapping[str, str]) -> Access:
        begun, code = returned(pending, reply)
        asked = self.scopes[begun.purpose]
        access = redeem(self._asker, self.addresses, begun, code, asked)
        try:
            return self.named(access)
        except AccessLost:
            raise NotAuthorized("denied") from None

    def refresh(self, access: Access) -> Access:
        return renew(self._asker, self.addresses, access)

    def revoke(self, access: Access) -> None:
        give_back(self._asker, self.addresses, access)

    @abstractmethod
    def named(self, access: Access) -> Access:
        """Ask whose access it is, and write it in."""


def refused(status: int, body: bytes) -> PlatformError | None:
    """Know a token address's no, by which neither a code nor a token is any good."""
    if status not in _REFUSALS:
        return None
    try:
        said = words(decoded(body, dict[str, object]), "error")
    except UnexpectedReply:
        return None
    return AccessLost() if said else None


def begin(
    addresses: Addresses, client: Client, purpose: str, scope: str, more: Mapping[str, str]
) -> Started:
    """Begin a sign-in; `more` is what this platform asks for besides."""
    if not client.id:
        raise NotAuthorized("not_supported")
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": client.id,
        "redirect_uri": client.redirect,
        "scope": scope,
        "state": state,
        **more,
    }
    if addresses.pkce:
        query["code_challenge"] = urlsafe_b64encode(digest).rstrip(b"=").decode()
        query["code_challenge_method"] = "S256"
    pending = Pending(client=client, purpose=purpose, state=state, verifier=verifier)
    return Started(
        url=f"{addresses.authorize}?{urlencode(query)}",
        state=state,
        pending=msgspec.json.encode(pending).decode(),
    )


def returned(pending: str, reply: Mapping[str, str]) -> tuple[Pending, str]:
    """Check what she came back with, and give the code in it.

    Raises: NotAuthorized.
    """
    begun = msgspec.json.decode(pending, type=Pending)
    if not secrets.compare_digest(reply.get("state", "").encode(), begun.state.encode()):
        raise NotAuthorized("stale")
    if "error" in reply:
        raise NotAuthorized("denied" if reply["error"] in _SAID_NO else "not_supported")
    if not reply.get("code"):
        raise NotAuthorized("stale")
    return begun, reply["code"]


def redeem(asker: Asker, addresses: Addresses, begun: Pending, code: str, asked: str) -> Access:
    """Redeem a code; `asked` are the scopes without which the purpose can't be served.

    Raises: NotAuthorized, PlatformError.
    """
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": begun.client.redirect,
        "code_verifier": begun.verifier,
    }
    empty = Access(
        account="",
        token="",
        client=begun.client.id,
        client_secret=begun.client.secret,
        api_key=begun.client.api_key,
    )
    try:
        access = _tokens(asker, addresses, empty, form)
    except AccessLost:
        raise NotAuthorized("stale") from None
    if access.scopes and not set(asked.split()) <= access.scopes:
        raise NotAuthorized("denied")  # she unticked something
    return access if access.scopes else _with(access, scopes=frozenset(asked.split()))


def renew(asker: Asker, addresses: Addresses, access: Access) -> Access:
    """Get a new token for an old one; one that can't be renewed is lost.

    Raises: PlatformError.
    """
    if not access.refresh:
        raise AccessLost
    form = {"grant_type": "refresh_token", "refresh_token": access.refresh}
    return _tokens(asker, addresses, access, form)


def give_back(asker: Asker, addresses: Addresses, access: Access) -> None:
    """Have a token forgotten; one that is known no more is as good as given back.

    Raises: PlatformError.
    """
    for token in filter(None, (access.refresh, access.token)):
        try:
            _post(asker, addresses, addresses.revoke, access, {"token": token})
        except (AccessLost, Missing):
            continue


def ends_at(reply: object, now: datetime) -> datetime | None:
    """Say until when a token is good, as it came with it; None where nothing was said."""
    seconds = number(reply, "expires_in")
    return None if seconds is None else now + timedelta(seconds=min(max(seconds, 0), _A_YEAR))


def _tokens(asker: Asker, addresses: Addresses, access: Access, form: dict[str, str]) -> Access:
    body = _post(asker, addresses, addresses.token, access, form)
    reply = decoded(body, dict[str, object])
    token = words(reply, "access_token")
    if not token:
        raise UnexpectedReply
    scopes = frozenset(words(reply, "scope").split()) or access.scopes
    return _with(
        access,
        token=token,
        refresh=words(reply, "refresh_token") or access.refresh,
        scopes=scopes,
        expires_at=ends_at(reply, asker.clock()),
    )


def _post(
    asker: Asker, addresses: Addresses, url: str, access: Access, form: dict[str, str]
) -> bytes:
    if addresses.basic and access.client_secret:
        return asker.ask("POST", url, data=form, auth=(access.client, access.client_secret))
    proof = {"client_id": access.client}
    if access.client_secret:
        proof["client_secret"] = access.client_secret
    return asker.ask("POST", url, data={**form, **proof})


def _with(access: Access, **changed: object) -> Access:
    return msgspec.structs.replace(access, **changed)
