"""Whatever a platform answers, a call ends in a value or in one of the errors that are known, and soon, and small."""

import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from safeguard.platforms import registry
from safeguard.platforms.base import (
    Access,
    Act,
    Client,
    NotAuthorized,
    Outcome,
    PlatformError,
    RateLimited,
    Started,
)
from safeguard.records import Page
from tests.safeguard.platforms.doubles import NOW, client, clock
from tests.safeguard.platforms.hostile_answers import ANSWERS, answering

NETWORKS = ("x", "youtube", "instagram", "bluesky", "mastodon")
BY_APP = (
    "x",
    "youtube",
    "instagram",
)  # signed in to by an app of the operator's, at an address that is known
BY_SERVER = ("bluesky", "mastodon")  # at the server that she names, which is asked first
ACTS = {
    "bluesky": Act(kind="mute", target="did:plc:bob"),
    "mastodon": Act(kind="mute", target="9"),
}
ACCESS = Access(
    account="1000",
    host="https://her.example",
    issuer="https://her.example",
    token="a-token",
    handle="marisol",
    refresh="a-refresh",
    client="an-app",
    client_secret="hunter2",
    api_key="a-key",
)
APP = Client(redirect="https://n.example/", name="F", id="an-app", secret="hunter2", api_key="k")
SECRETS = ("a-token", "a-refresh", "hunter2", "a-key")
LARGEST_PEAK = 100_000_000
HEAVY = [name for name, (_status, _headers, body) in ANSWERS.items() if not isinstance(body, bytes)]


def _connector(network: str, name: str) -> Any:
    made: Any = registry.connector(network)
    return made(client(answering(name)), clock)


def _authorizer(network: str, name: str) -> Any:
    made: Any = registry.authorizer(network)
    return made(client(answering(name)), clock)


def _ended(call: Callable[[], Any]) -> Any:
    """Give what a call gave, or the error it ended in; any other error is let through."""
    try:
        return call()
    except (PlatformError, NotAuthorized) as error:
        return error


def _tells_a_secret(ended: object) -> bool:
    told = f"{ended!r} {ended!s} {getattr(ended, '__cause__', '')!r}"
    return any(secret in told for secret in SECRETS)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("name", ANSWERS)
def test_reading_ends_in_a_page_or_in_a_known_error(network: str, name: str) -> None:
    ended = _ended(lambda: _connector(network, name).pull(ACCESS, "", 100))

    assert not _tells_a_secret(ended)
    if isinstance(ended, Page):
        assert msgspec.json.decode(msgspec.json.encode(ended), type=Page) == ended
        assert len(ended.cursor) < 400
    elif isinstance(ended, RateLimited):
        assert NOW < ended.retry_at <= NOW + timedelta(days=1)


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("name", ANSWERS)
def test_acting_ends_in_an_outcome_or_in_a_known_error(network: str, name: str) -> None:
    act = ACTS.get(network, Act(kind="hide_reply", target="9", post="5"))
    connector = _connector(network, name)

    done = _ended(lambda: connector.act(ACCESS, act, "k"))

    assert isinstance(done, Outcome | PlatformError)
    if "look_up" in connector.capabilities:
        found = _ended(lambda: connector.look_up(ACCESS, act, "k"))
        assert isinstance(found, Outcome | PlatformError | None)
    if "comply" in connector.capabilities:
        looked = _ended(lambda: connector.gone(ACCESS, ["5"]))
        assert isinstance(looked, PlatformError) or looked.gone <= {"5"}


@pytest.mark.parametrize("network", BY_SERVER)
@pytest.mark.parametrize("name", ANSWERS)
def test_what_else_is_asked_ends_in_a_value_or_in_a_known_error(network: str, name: str) -> None:
    connector = _connector(network, name)

    related = _ended(lambda: connector.relations(ACCESS, ["did:plc:bob"]))
    listed = _ended(lambda: connector.silenced(ACCESS, "mute", ""))
    report = Act(kind="report", target="did:plc:bob", reason="T1", note="please look")
    sent = _ended(lambda: connector.act(ACCESS, report, "k"))

    assert isinstance(related, dict | PlatformError)
    assert isinstance(listed, tuple | PlatformError)
    assert isinstance(sent, Outcome | PlatformError)
    assert not any(map(_tells_a_secret, (related, listed, sent)))


@pytest.mark.parametrize("network", BY_SERVER)
@pytest.mark.parametrize("name", ANSWERS)
def test_beginning_at_a_server_ends_in_a_known_error(network: str, name: str) -> None:
    authorizer = _authorizer(network, name)

    begun = _ended(lambda: authorizer.start(APP, "her.example", "watch"))
    renewed = _ended(lambda: authorizer.refresh(ACCESS))
    given_back = _ended(lambda: authorizer.revoke(ACCESS))

    assert isinstance(begun, Started | PlatformError | NotAuthorized)
    if isinstance(begun, Started):
        assert begun.url.startswith("https://her.example/oauth/authorize?")
    assert isinstance(renewed, Access | PlatformError | NotAuthorized)
    assert isinstance(given_back, PlatformError | NotAuthorized | None)
    assert not any(map(_tells_a_secret, (begun, renewed, given_back)))


@pytest.mark.parametrize("network", BY_APP)
@pytest.mark.parametrize("name", ANSWERS)
def test_signing_in_ends_in_an_access_or_in_a_known_error(network: str, name: str) -> None:
    authorizer = _authorizer(network, name)
    started = authorizer.start(APP, "", "watch")

    access = _ended(
        lambda: authorizer.finish(started.pending, {"state": started.state, "code": "c"})
    )
    renewed = _ended(lambda: authorizer.refresh(ACCESS))
    given_back = _ended(lambda: authorizer.revoke(ACCESS))

    assert isinstance(access, Access | PlatformError | NotAuthorized)
    assert isinstance(renewed, Access | PlatformError)
    assert isinstance(given_back, PlatformError | None)
    assert not any(map(_tells_a_secret, (access, renewed, given_back)))


@pytest.mark.parametrize("network", ["x", *BY_SERVER])
@pytest.mark.parametrize("name", HEAVY)
def test_an_answer_without_end_takes_little_memory(network: str, name: str) -> None:
    connector = _connector(network, name)
    tracemalloc.start()
    try:
        with suppress(PlatformError):
            connector.pull(ACCESS, "", 100)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < LARGEST_PEAK


def test_nothing_is_gone_because_an_answer_was_nonsense() -> None:
    said = set()
    for name in ANSWERS:
        with suppress(PlatformError):
            said |= _connector("x", name).gone(ACCESS, ["5"]).gone

    assert said == set()
