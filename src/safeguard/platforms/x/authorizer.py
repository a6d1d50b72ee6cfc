"""Signing in to X: OAuth 2.0 with PKCE, by the organisation's own approved app, which keeps a secret.

Two tokens. Neither may post (tweet.write) or read or write direct messages (dm.*).
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
from safeguard.platforms.code_flow import (
    Addresses,
    begin,
    give_back,
    redeem,
    refused,
    renew,
    returned,
)
from safeguard.platforms.shapes import decoded, words

ADDRESSES = Addresses(
    authorize="https://x.com/i/oauth2/authorize",
    token="https://api.x.com/2/oauth2/token",  # noqa: S106 -- an address, no secret
    revoke="https://api.x.com/2/oauth2/revoke",
    basic=True,
)
ME = "https://api.x.com/2/users/me"


class XAuthorizer:
    """See base.Authorizer."""

    scopes: ClassVar[Mapping[str, str]] = {
        "watch": "tweet.read users.read offline.access",
        "act": "tweet.read users.read mute.write tweet.moderate.write offline.access",
    }

    def __init__(self, http: httpx2.Client, clock: Clock) -> None:
        self._asker = Asker(http, clock, refused)

    def start(self, client: Client, server: str, purpose: str) -> Started:  # noqa: ARG002 -- one X for all
        return begin(ADDRESSES, client, purpose, self.scopes[purpose], {})

    def finish(self, pending: str, reply: Mapping[str, str]) -> Access:
        begun, code = returned(pending, reply)
        access = redeem(self._asker, ADDRESSES, begun, code, self.scopes[begun.purpose])
        try:
            said = decoded(self._asker.ask("GET", ME, token=access.token), dict[str, object])
        except AccessLost:
            raise NotAuthorized("denied") from None
        if not words(said, "data", "id"):
            raise UnexpectedReply
        return msgspec.structs.replace(
            access,
            account=words(said, "data", "id"),
            handle=words(said, "data", "username"),
            host="https://x.com",
        )

    def refresh(self, access: Access) -> Access:
        return renew(self._asker, ADDRESSES, access)

    def revoke(self, access: Access) -> None:
        give_back(self._asker, ADDRESSES, access)
