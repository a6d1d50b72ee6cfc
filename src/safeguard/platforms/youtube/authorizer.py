"""Signing in to YouTube: Google's OAuth 2.0, offline, one right at a time.

Watching takes the right to see which channel is hers, and no more. Hiding takes `youtube.force-ssl`, the least
that may moderate comments, which Google words as editing and deleting: hence a token of its own.
"""

from collections.abc import Mapping
from typing import ClassVar

import httpx2
import msgspec

from safeguard.platforms.asking import Asker, Clock
from safeguard.platforms.base import Access, AccessLost, Client, NotAuthorized, Started
from safeguard.platforms.code_flow import (
    Addresses,
    begin,
    give_back,
    redeem,
    refused,
    renew,
    returned,
)
from safeguard.platforms.shapes import decoded, several, words

ADDRESSES = Addresses(
    authorize="https://accounts.google.com/o/oauth2/v2/auth",
    token="https://oauth2.googleapis.com/token",  # noqa: S106 -- an address, no secret
    revoke="https://oauth2.googleapis.com/revoke",
)
CHANNELS = "https://www.googleapis.com/youtube/v3/channels"


class YouTubeAuthorizer:
    """See base.Authorizer."""

    scopes: ClassVar[Mapping[str, str]] = {
        "watch": "https://www.googleapis.com/auth/youtube.readonly",
        "act": "https://www.googleapis.com/auth/youtube.force-ssl",
    }

    def __init__(self, http: httpx2.Client, clock: Clock) -> None:
        self._asker = Asker(http, clock, refused)

    def start(self, client: Client, server: str, purpose: str) -> Started:  # noqa: ARG002 -- one YouTube for all
        if not client.api_key:
            raise NotAuthorized("not_supported")
        more = {"access_type": "offline", "prompt": "consent", "include_granted_scopes": "false"}
        return begin(ADDRESSES, client, purpose, self.scopes[purpose], more)

    def finish(self, pending: str, reply: Mapping[str, str]) -> Access:
        begun, code = returned(pending, reply)
        access = redeem(self._asker, ADDRESSES, begun, code, self.scopes[begun.purpose])
        query = {"part": "snippet", "mine": "true"}
        try:
            body = self._asker.ask("GET", CHANNELS, token=access.token, params=query)
        except AccessLost:
            raise NotAuthorized("denied") from None
        channels = several(decoded(body, dict[str, object]), "items")
        if not channels or not words(channels[0], "id"):
            raise NotAuthorized("wrong_account")  # a Google account without a channel
        return msgspec.structs.replace(
            access,
            account=words(channels[0], "id"),
            handle=words(channels[0], "snippet", "customUrl")
            or words(channels[0], "snippet", "title"),
            host="https://www.youtube.com",
        )

    def refresh(self, access: Access) -> Access:
        return renew(self._asker, ADDRESSES, access)

    def revoke(self, access: Access) -> None:
        """Have Google forget a token; it then forgets every other that the organisation's app holds of hers."""
        give_back(self._asker, ADDRESSES, access)
