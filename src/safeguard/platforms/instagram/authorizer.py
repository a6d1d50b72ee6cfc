"""Signing in to Instagram: Business Login, for professional accounts only, by the organisation's own app.

There is no right to read comments that is not also a right to hide, delete and answer them; so both tokens ask
for the same, and what is never done with them is a promise of ours alone.
"""

from collections.abc import Mapping
from typing import ClassVar

import httpx2
import msgspec

from safeguard.platforms.asking import Asker, Clock
from safeguard.platforms.base import (
    Access,
    AccessLost,
    Client,
    NotAuthorized,
    Started,
    UnexpectedReply,
)
from safeguard.platforms.code_flow import Addresses, begin, ends_at, returned
from safeguard.platforms.instagram.refusals import judge
from safeguard.platforms.shapes import decoded, part, words

ADDRESSES = Addresses(
    authorize="https://www.instagram.com/oauth/authorize",
    token="https://api.instagram.com/oauth/access_token",  # noqa: S106 -- an address, no secret
    pkce=False,
)
GRAPH = "https://graph.instagram.com"
_RIGHTS = "instagram_business_basic,instagram_business_manage_comments"
_TAIL = "#_"  # Instagram puts it behind the code


class InstagramAuthorizer:
    """See base.Authorizer."""

    scopes: ClassVar[Mapping[str, str]] = {"watch": _RIGHTS, "act": _RIGHTS}

    def __init__(self, http: httpx2.Client, clock: Clock) -> None:
        self._asker = Asker(http, clock, judge(clock))

    def start(self, client: Client, server: str, purpose: str) -> Started:  # noqa: ARG002 -- one Instagram for all
        return begin(ADDRESSES, client, purpose, self.scopes[purpose], {})

    def finish(self, pending: str, reply: Mapping[str, str]) -> Access:
        begun, code = returned(pending, reply)
        form = {
            "client_id": begun.client.id,
            "client_secret": begun.client.secret,
            "grant_type": "authorization_code",
            "redirect_uri": begun.client.redirect,
            "code": code.removesuffix(_TAIL),
        }
        try:
            short = _granted(self._asker.ask("POST", ADDRESSES.token, data=form))
            access = self._lasting(begun.client, short)
            query = {"fields": "user_id,username"}
            body = self._asker.ask("GET", f"{GRAPH}/me", token=access.token, params=query)
        except (AccessLost, UnexpectedReply):
            raise NotAuthorized("stale") from None
        me = decoded(body, object)
        if not words(me, "user_id"):
            raise NotAuthorized("wrong_account")  # not a professional one
        return msgspec.structs.replace(
            access,
            account=words(me, "user_id"),
            handle=words(me, "username"),
            host="https://www.instagram.com",
            scopes=frozenset(_RIGHTS.split(",")),
        )

    def refresh(self, access: Access) -> Access:
        """Make a token last sixty days from now; it must be a day old, and not yet over."""
        query = {"grant_type": "ig_refresh_token", "access_token": access.token}
        return self._dated(
            access, self._asker.ask("GET", f"{GRAPH}/refresh_access_token", params=query)
        )

    def revoke(self, access: Access) -> None:
        """Do nothing: the API has no such call. She takes the app away in Instagram's own settings."""

    def _lasting(self, client: Client, token: str) -> Access:
        """Exchange a token of an hour for one of sixty days; its address and its form are Instagram's."""
        query = {
            "grant_type": "ig_exchange_token",
            "client_secret": client.secret,
            "access_token": token,
        }
        body = self._asker.ask("GET", f"{GRAPH}/access_token", params=query)
        empty = Access(account="", token="", client=client.id, client_secret=client.secret)
        return self._dated(empty, body)

    def _dated(self, access: Access, body: bytes) -> Access:
        said = decoded(body, object)
        token = words(said, "access_token")
        if not token:
            raise UnexpectedReply
        until = ends_at(said, self._asker.clock())
        return msgspec.structs.replace(access, token=token, expires_at=until)


def _granted(body: bytes) -> str:
    """Give the token of an hour, from either of the two shapes it is documented in.

    Raises: NotAuthorized, where she did not allow all that was asked for.
    """
    said = decoded(body, object)
    inner = part(said, "data")
    if isinstance(inner, list):
        said = inner[0] if inner else None
    rights = part(said, "permissions")
    given = set(rights.split(",")) if isinstance(rights, str) else set(map(str, _items(rights)))
    if given and not set(_RIGHTS.split(",")) <= given:
        raise NotAuthorized("denied")
    if not words(said, "access_token"):
        raise UnexpectedReply
    return words(said, "access_token")


def _items(found: object) -> list[object]:
    return found if isinstance(found, list) else []
