"""A network that exists only in tests: it signs in, gives single-use tokens, and fails as it is told to.

It stands under the name of a real one in the registry (`on`), and is made the way real ones are: with an HTTP client,
which it does not use, and a clock.
"""

import itertools
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

import msgspec
import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import (
    Access,
    AccessLost,
    Act,
    Client,
    Limit,
    NotAuthorized,
    Outcome,
    Started,
)
from safeguard.records import Page
from tests.security.canaries import SECRET

SCOPES = {"watch": "atproto rpc:listNotifications", "act": "atproto rpc:muteActor strange:thing"}
LIFE = timedelta(hours=1)


class Net:
    """What the network remembers: which tokens hold, which were used up or given back, who was asked for what."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        self.account = "did:plc:her"
        self.host = "https://pds.example"
        self.handle = "her.example"
        self.door = "https://auth.example/authorize"
        self.holds: dict[str, str] = {}  # token -> purpose
        self.refreshes: dict[str, str] = {}  # refresh token -> purpose, gone once it was used
        self.revoked: list[str] = []
        self.clients: list[Client] = []
        self.asked: list[tuple[str, str]] = []
        self.raises: list[Exception] = []  # what the next calls raise, one each
        self.pages: list[Page] = []
        self.pulled: list[tuple[str, str]] = []
        self.life: timedelta | None = LIFE

    def fail(self) -> None:
        if self.raises:
            raise self.raises.pop(0)

    def access(self, purpose: str, now: datetime) -> Access:
        number = next(self.numbers)
        token, refresh = f"{SECRET['token']}-{number}", f"{SECRET['refresh token']}-{number}"
        self.holds[token] = purpose
        self.refreshes[refresh] = purpose
        return Access(
            account=self.account,
            token=token,
            handle=self.handle,
            host=self.host,
            scopes=frozenset(SCOPES[purpose].split()),
            expires_at=now + self.life if self.life else None,
            refresh=refresh if self.life else "",
            proof_key=SECRET["proof key"],
            client="client-1",
            client_secret=SECRET["app's secret"],
        )


class Double:
    """The connector: hands out the pages it was given, and takes only tokens that hold."""

    capabilities: ClassVar[frozenset[str]] = frozenset({"read.mentions", "mute", "block.public"})
    limits: ClassVar[tuple[Limit, ...]] = ()
    costs: ClassVar[Mapping[str, int]] = {}
    net = Net()

    def __init__(self, http: Any, clock: Callable[[], datetime]) -> None:
        self.http, self.clock = http, clock

    def pull(self, access: Access, cursor: str, limit: int) -> Page:
        self.net.fail()
        if access.token not in self.net.holds:
            raise AccessLost
        self.net.pulled.append((cursor, access.token))
        assert limit
        return self.net.pages.pop(0) if self.net.pages else Page(posts=(), cursor=cursor)

    def act(self, access: Access, act: Act, key: str) -> Outcome:
        raise NotImplementedError


class Way:
    """The way in: what is typed as server decides what happens."""

    scopes: ClassVar[Mapping[str, str]] = SCOPES

    def __init__(self, http: Any, clock: Callable[[], datetime]) -> None:
        self.http, self.clock = http, clock

    @property
    def net(self) -> Net:
        return Double.net

    def start(self, client: Client, server: str, purpose: str) -> Started:
        self.net.fail()
        self.net.clients.append(client)
        self.net.asked.append((server, purpose))
        state = f"state-{next(self.net.numbers)}"
        pending = json.dumps(
            {"purpose": purpose, "verifier": SECRET["pending sign-in"], "state": state}
        )
        return Started(
            url=f"{self.net.door}?request_uri=kowaripaddle&n={state}",
            state=state,
            pending=pending,
        )

    def finish(self, pending: str, reply: Mapping[str, str]) -> Access:
        self.net.fail()
        if reply.get("error"):
            raise NotAuthorized("denied")
        return self.net.access(json.loads(pending)["purpose"], self.clock())

    def refresh(self, access: Access) -> Access:
        self.net.fail()
        purpose = self.net.refreshes.pop(access.refresh, None)
        if purpose is None:
            raise AccessLost
        self.net.holds.pop(access.token, None)
        fresh = self.net.access(purpose, self.clock())
        return msgspec.structs.replace(fresh, account=access.account)

    def revoke(self, access: Access) -> None:
        self.net.fail()
        self.net.holds.pop(access.token, None)
        self.net.refreshes.pop(access.refresh, None)
        self.net.revoked.append(access.token)

    def sign_in(self, server: str, password: str) -> Access:
        self.net.asked.append((server, "password"))
        if password != "right":
            raise NotAuthorized("wrong_password")
        return self.net.access("watch", self.clock())

    @staticmethod
    def client_metadata(client: Client) -> dict[str, object]:
        return {"client_id": client.id, "redirect_uris": [client.redirect]}


def no_way_in(patch: pytest.MonkeyPatch) -> None:
    """Have no network that one signs in to, whatever the registry knows."""
    for name in list(registry.AUTHORIZERS):
        patch.delitem(registry.AUTHORIZERS, name)


def on(patch: pytest.MonkeyPatch, *names: str) -> Net:
    """Put the double in the place of these networks, and return what it remembers."""
    here = "tests.fuerza.connections.double"
    for name in names:
        patch.setitem(registry.CONNECTORS, name, (name.title(), f"{here}:Double"))
        patch.setitem(registry.AUTHORIZERS, name, f"{here}:Way")
    patch.setattr(Double, "net", Net())
    return Double.net
