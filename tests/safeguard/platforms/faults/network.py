"""What a fault schedule needs of a network's double, whichever network it is."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

import httpx2

from safeguard.platforms.base import Access, Act, Connector


class Network(Protocol):
    """A double that was filled for one schedule."""

    access: Access

    def connect(self, http: httpx2.Client, clock: Callable[[], datetime]) -> Connector: ...

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """Do what was asked, as the network does on a good day."""

    def is_page(self, request: httpx2.Request) -> bool:
        """Tell whether a page of what was said to her is asked for."""

    def halve(self, body: bytes) -> bytes:
        """Cut a page to its half: what stands right after the cursor stays."""

    def denied(self) -> httpx2.Response:
        """Say that a token is no good any more."""

    def happen(self, now: datetime, skew: timedelta, random: Random) -> None:
        """Let some things be said to her, some of them seen a little late; the network's clock is off by `skew`."""

    def said(self) -> set[str]:
        """Give the words of all that was said to her."""

    def acts(self) -> list[Act]:
        """Give what she wants done, once each."""

    def applied(self) -> Counter[str]:
        """Count what was done on the network, by kind and target ("mute 2")."""

    def standing(self) -> object:
        """Give all that acts change and undoing puts back."""
