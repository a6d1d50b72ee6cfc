"""Signing in to X: OAuth 2.0 with PKCE, by the organisation's own approved app, which keeps a secret.

Two tokens. Neither may post (tweet.write) or read or write direct messages (dm.*).
"""

from collections.abc import Mapping
from typing import ClassVar

import msgspec

from safeguard.platforms.base import Access, UnexpectedReply
from safeguard.platforms.code_flow import Addresses, CodeAuthorizer
from safeguard.platforms.shapes import decoded, words

ME = "https://api.x.com/2/users/me"


class XAuthorizer(CodeAuthorizer):
    """See base.Authorizer."""

    addresses: ClassVar[Addresses] = Addresses(
        authorize="https://x.com/i/oauth2/authorize",
        token="https://api.x.com/2/oauth2/token",  # noqa: S106 -- an address, no secret
        revoke="https://api.x.com/2/oauth2/revoke",
        basic=True,
    )
    scopes: ClassVar[Mapping[str, str]] = {
        "watch": "tweet.read users.read offline.access",
        "act": "tweet.read users.read mute.write tweet.moderate.write offline.access",
    }

    def named(self, access: Access) -> Access:
        said = decoded(self._asker.ask("GET", ME, token=access.token), dict[str, object])
        if not words(said, "data", "id"):
            raise UnexpectedReply
        return msgspec.structs.replace(
            access,
            account=words(said, "data", "id"),
            handle=words(said, "data", "username"),
            host="https://x.com",
        )
