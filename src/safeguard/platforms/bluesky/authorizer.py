"""The way in: OAuth as atproto wants it (pushed requests, PKCE, DPoP), and an app password where there is no other.

Source: https://atproto.com/specs/oauth. The account that a token is for is checked against the server it came from;
a refresh token is good for one use.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar
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
    Started,
)
from safeguard.platforms.bluesky import passwords, proof
from safeguard.platforms.bluesky.clients import client_metadata, id_of, is_loopback, proves
from safeguard.platforms.bluesky.discovery import Account, Discovery, Issuer
from safeguard.platforms.bluesky.parse import words
from safeguard.platforms.bluesky.replies import PROOF, Answer, fields, refuse
from safeguard.platforms.bluesky.scopes import APP_PASSWORD, SCOPES
from safeguard.platforms.bluesky.sending import Asked, Sender
from safeguard.platforms.code_flow import ends_at

_LIFE = 300  # seconds, where a server does not say how long its token lives
_DEAD = frozenset({"invalid_grant", "invalid_client", "invalid_token", "unauthorized_client"})


class _Pending(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept, sealed, until she comes back."""

    state: str
    verifier: str
    key: str
    client: str
    secret: str
    redirect: str
    issuer: Issuer
    account: Account | None
    is_local: bool


class Authorizer:
    """Signs in by OAuth, renews, and gives back; see `safeguard.platforms.base.Authorizer`."""

    scopes: ClassVar[Mapping[str, str]] = SCOPES
    is_local: ClassVar[bool] = (
        False  # True: a public desk, too, may speak to a server on its own machine
    )

    def __init__(self, http: httpx2.Client, clock: Callable[[], datetime]) -> None:
        self._sender = Sender(http, clock)
        self._clock = clock

    @staticmethod
    def client_metadata(client: Client) -> dict[str, object]:
        """Build what must be served at `client.id`: see `safeguard.platforms.bluesky.clients`."""
        return client_metadata(client)

    def start(self, client: Client, server: str, purpose: str) -> Started:
        scope = self.scopes[purpose]
        client_id = id_of(client, scope)
        is_local = self.is_local or is_loopback(client.redirect)
        discovery = Discovery(self._sender, is_local=is_local)
        account, issuer = _find(discovery, server)
        pending = _Pending(
            state=secrets.token_urlsafe(24),
            verifier=secrets.token_urlsafe(48),
            key=proof.new_key(),
            client=client_id,
            secret=client.secret,
            redirect=client.redirect,
            issuer=issuer,
            account=account,
            is_local=is_local,
        )
        request = self._push(pending, scope)
        return Started(
            url=f"{issuer.asks}?{urlencode({'client_id': client_id, 'request_uri': request})}",
            state=pending.state,
            pending=msgspec.json.encode(pending).decode(),
        )

    def finish(self, pending: str, reply: Mapping[str, str]) -> Access:
        kept = msgspec.json.decode(pending, type=_Pending)
        if not secrets.compare_digest(reply.get("state", ""), kept.state):
            raise NotAuthorized("stale")
        if reply.get("iss") != kept.issuer.issuer:
            raise NotAuthorized("wrong_server")
        if "code" not in reply:
            raise NotAuthorized("denied" if reply.get("error") == "access_denied" else "stale")
        answer = self._form(
            kept.issuer.tokens,
            kept.key,
            lambda now: {
                **proves(kept.client, kept.secret, kept.issuer.issuer, now),
                "grant_type": "authorization_code",
                "code": reply["code"],
                "redirect_uri": kept.redirect,
                "code_verifier": kept.verifier,
            },
        )
        if answer.code == "invalid_grant":
            raise NotAuthorized("stale")
        access = self._access(
            fields(self._good(answer)),
            Access(
                account="",
                token="",
                proof_key=kept.key,
                issuer=kept.issuer.issuer,
                client=kept.client,
                client_secret=kept.secret,
            ),
        )
        return self._checked(access, kept)

    def refresh(self, access: Access) -> Access:
        if APP_PASSWORD in access.scopes:
            return passwords.renew(self._sender, access)
        if not access.refresh:
            raise AccessLost
        issuer = self._issuer_of(access)
        answer = self._form(
            issuer.tokens,
            access.proof_key,
            lambda now: {
                **proves(access.client, access.client_secret, access.issuer, now),
                "grant_type": "refresh_token",
                "refresh_token": access.refresh,
            },
        )
        if answer.code in _DEAD:
            raise AccessLost
        renewed = self._access(fields(self._good(answer)), access)
        if renewed.account != access.account:
            raise AccessLost
        return renewed

    def revoke(self, access: Access) -> None:
        if APP_PASSWORD in access.scopes:
            passwords.end(self._sender, access)
            return
        issuer = self._issuer_of(access)
        if not issuer.revokes:
            return
        answer = self._form(
            issuer.revokes,
            access.proof_key,
            lambda now: {
                **proves(access.client, access.client_secret, access.issuer, now),
                "token": access.refresh or access.token,
            },
        )
        if not answer.is_good and answer.code not in _DEAD:
            refuse(answer, self._clock())

    def sign_in(self, server: str, password: str) -> Access:
        """Sign in with an app password, which can do everything but read messages; `server` is her handle.

        Raises:
            NotAuthorized: unknown_server, wrong_password, not_app_password (it is her own, and was sent nowhere).
            PlatformError: a server could not be asked.

        """
        passwords.check(password)
        account = Discovery(self._sender, is_local=self.is_local).account(_typed(server))
        if account is None:
            raise NotAuthorized("unknown_server")
        return passwords.begin(self._sender, account, password)

    def _push(self, pending: _Pending, scope: str) -> str:
        hint = (
            {"login_hint": pending.account.handle or pending.account.did} if pending.account else {}
        )
        answer = self._form(
            pending.issuer.pushes,
            pending.key,
            lambda now: {
                **proves(pending.client, pending.secret, pending.issuer.issuer, now),
                **hint,
                "response_type": "code",
                "redirect_uri": pending.redirect,
                "scope": scope,
                "state": pending.state,
                "code_challenge": proof.challenge(pending.verifier),
                "code_challenge_method": "S256",
            },
        )
        if answer.status in {400, 401} and answer.code not in PROOF:
            raise NotAuthorized("not_supported")
        return words(fields(self._good(answer)), "request_uri")

    def _form(self, url: str, key: str, form: Callable[[datetime], Mapping[str, str]]) -> Answer:
        return self._sender.send(Asked(method="POST", url=url, key=key, form=form))

    def _good(self, answer: Answer) -> bytes:
        if not answer.is_good:
            refuse(answer, self._clock())
        return answer.body

    def _access(self, told: Mapping[str, Any], before: Access) -> Access:
        now = self._clock()
        if words(told, "token_type").casefold() != "dpop" or not words(told, "access_token"):
            raise NotAuthorized("not_supported")
        return msgspec.structs.replace(
            before,
            account=words(told, "sub"),
            token=words(told, "access_token"),
            refresh=words(told, "refresh_token"),
            scopes=frozenset(words(told, "scope").split()),
            expires_at=ends_at(told, now) or now + timedelta(seconds=_LIFE),
        )

    def _checked(self, access: Access, kept: _Pending) -> Access:
        """Add where the account lives; a token that can't be trusted is given back."""
        try:
            account = self._account(access.account, kept)
        except (NotAuthorized, PlatformError):
            with suppress(NotAuthorized, PlatformError):  # else it runs out
                self.revoke(access)
            raise
        return msgspec.structs.replace(access, handle=account.handle, host=account.host)

    def _account(self, did: str, kept: _Pending) -> Account:
        """Check that the account is the one she named, and that its own server sends people where the token is from."""
        if kept.account and kept.account.did != did:
            raise NotAuthorized("wrong_account")
        discovery = Discovery(self._sender, is_local=kept.is_local)
        account = discovery.account_of(did)
        if discovery.issuer_of(account.host).issuer != kept.issuer.issuer:
            raise NotAuthorized("wrong_server")
        return account

    def _issuer_of(self, access: Access) -> Issuer:
        return Discovery(self._sender, is_local=is_loopback(access.host or access.issuer)).issuer(
            access.issuer
        )


def _find(discovery: Discovery, server: str) -> tuple[Account | None, Issuer]:
    typed = _typed(server)
    account = discovery.account(typed)
    if account:
        return account, discovery.issuer_of(account.host)
    try:
        return None, discovery.issuer_of(discovery.host_typed(typed))
    except PlatformDown as down:
        raise NotAuthorized("unknown_server") from down


def _typed(server: str) -> str:
    """Take off what people type around a handle or an address, and what copying leaves in it."""
    return (
        re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", server)
        .lstrip("@")
        .rstrip("/")
    )
