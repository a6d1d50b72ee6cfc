"""Signing in to YouTube: Google's OAuth 2.0, offline, one right at a time.

Watching takes the right to see which channel is hers, and no more. Hiding takes `youtube.force-ssl`, the least
that may moderate comments, which Google words as editing and deleting: hence a token of its own. Giving one
back has Google forget every other that the organisation's app holds of hers.
"""

from collections.abc import Mapping
from typing import ClassVar

import msgspec

from safeguard.platforms.base import Access, Client, NotAuthorized, Started
from safeguard.platforms.code_flow import Addresses, CodeAuthorizer
from safeguard.platforms.shapes import decoded, part, several, words

CHANNELS = "https://www.googleapis.com/youtube/v3/channels"


class YouTubeAuthorizer(CodeAuthorizer):
    """See base.Authorizer."""

    addresses: ClassVar[Addresses] = Addresses(
        authorize="https://accounts.google.com/o/oauth2/v2/auth",
        token="https://oauth2.googleapis.com/token",  # noqa: S106 -- an address, no secret
        revoke="https://oauth2.googleapis.com/revoke",
    )
    scopes: ClassVar[Mapping[str, str]] = {
        "watch": "https://www.googleapis.com/auth/youtube.readonly",
        "act": "https://www.googleapis.com/auth/youtube.force-ssl",
    }
    more: ClassVar[Mapping[str, str]] = {
        "access_type": "offline",
        "prompt": "consent",
        "include_granted_scopes": "false",
    }

    def start(self, client: Client, server: str, purpose: str) -> Started:
        if not client.api_key:
            raise NotAuthorized("not_supported")
        return super().start(client, server, purpose)

    def named(self, access: Access) -> Access:
        query = {"part": "snippet", "mine": "true"}
        body = self._asker.ask("GET", CHANNELS, token=access.token, params=query)
        channels = several(decoded(body, dict[str, object]), "items")
        if not channels or not words(channels[0], "id"):
            raise NotAuthorized("wrong_account")  # a Google account without a channel
        snippet = part(channels[0], "snippet")
        return msgspec.structs.replace(
            access,
            account=words(channels[0], "id"),
            handle=words(snippet, "customUrl") or words(snippet, "title"),
            host="https://www.youtube.com",
        )
