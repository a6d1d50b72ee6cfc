"""The network, started once a run where it is installed, and a desk's way to people on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpx2
import pytest

from safeguard.platforms.base import Access, Client
from safeguard.platforms.bluesky.authorizer import Authorizer
from tests.real.bluesky.network import network
from tests.real.bluesky.people import Control, Someone, agrees, client
from tests.real.postgres import NotHere

REDIRECT = "http://127.0.0.1:8000/connections/return"
Lets = Callable[..., Access]


def clock() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def control() -> Iterator[Control]:
    try:
        with network() as info:
            yield Control(info)
    except NotHere as why:
        pytest.skip(f"not run: {why}")


@pytest.fixture(scope="session")
def http(control: Control) -> Iterator[httpx2.Client]:
    with client(control.info) as made:
        yield made


@pytest.fixture
def desk() -> Client:
    return Client(redirect=REDIRECT, name="Notes")


@pytest.fixture
def lets(http: httpx2.Client, desk: Client) -> Lets:
    """Have somebody let the desk watch or act, through the whole of OAuth."""

    def sign_in(who: Someone, purpose: str) -> Access:
        authorizer = Authorizer(http, clock)
        started = authorizer.start(desk, who.handle, purpose)
        reply = agrees(who, started, authorizer.scopes[purpose])
        return authorizer.finish(started.pending, reply)

    return sign_in
