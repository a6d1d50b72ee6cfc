"""Reading a linked account: what went wrong stands on it, and no page of it is said to be read that was not."""

from datetime import timedelta

import pytest

from fuerza.connections import queries, services
from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from fuerza.connections.services.networks import network_of
from fuerza.connections.services.tokens import access_to
from fuerza.core.models import Job
from fuerza.people.models import Person
from safeguard.platforms.base import AccessLost, PlatformDown, RateLimited, UnexpectedReply
from safeguard.platforms.sample.connector import Sample
from safeguard.records import Page
from tests.fuerza.connections.conftest import NOW, Network

LATER = NOW + timedelta(minutes=9)


def fetch(connection: Connection, network: Network) -> Page | None:
    return services.fetch(connection=connection, now=NOW, network=network)  # type: ignore[arg-type]  # a connector


def test_a_handle_and_a_token_are_kept_sealed(connection: Connection) -> None:
    row = Connection.objects.get(pk=connection.pk)

    assert b"marisol" not in bytes(row.sealed_handle) + bytes(row.watch_token)
    assert (access_to(row).account, access_to(row).handle) == ("did:marisol", "marisol.example")
    assert queries.handles_of([row]) == {row.pk: "marisol.example"}
    assert queries.handles_of([]) == {}
    assert queries.server_of(row) == "marisol.example"


@pytest.mark.parametrize(
    ("error", "state", "retry_at"),
    [
        (AccessLost(), "lost", None),
        (RateLimited(LATER), "connected", LATER),
        (PlatformDown(), "connected", NOW + timedelta(minutes=5)),
    ],
)
def test_what_went_wrong_stands_on_the_connection(
    connection: Connection,
    error: Exception,
    state: str,
    retry_at: object,
) -> None:
    network = Network()
    network.raises = error

    page = fetch(connection, network)

    connection.refresh_from_db()
    assert page is None
    assert (connection.state, connection.retry_at) == (state, retry_at)
    assert (connection.tried_at, connection.covered_to) == (NOW, None)


def test_a_reply_that_nobody_knows_is_our_mistake(connection: Connection) -> None:
    network = Network()
    network.raises = UnexpectedReply()

    with pytest.raises(UnexpectedReply):
        fetch(connection, network)


def test_a_page_clears_an_old_wait(connection: Connection) -> None:
    connection.retry_at = NOW - timedelta(minutes=1)

    page = fetch(connection, Network())

    assert page == Page(posts=())
    assert connection.retry_at is None


def test_nothing_is_asked_before_the_wait_is_over_or_while_it_is_paused(
    connection: Connection,
) -> None:
    network = Network()
    network.raises = AssertionError("asked")
    connection.retry_at = LATER
    early = fetch(connection, network)
    connection.retry_at = None
    connection.state = ConnectionState.PAUSED

    assert (early, fetch(connection, network)) == (None, None)


def test_the_sample_network_is_asked_where_no_other_is_given(connection: Connection) -> None:
    page = services.fetch(connection=connection, now=NOW)

    assert page is not None
    assert isinstance(network_of(connection), Sample)


def test_a_paused_account_is_read_on_from_where_it_was(
    connection: Connection, person: Person
) -> None:
    connection.cursor = "c1"
    connection.save()

    services.pause(connection=connection, by=person, now=NOW)
    paused = connection.state
    services.pause(connection=connection, by=person, now=NOW)
    services.read_on(connection=connection, by=person, now=NOW)
    services.read_on(connection=connection, by=person, now=NOW)

    connection.refresh_from_db()
    assert (paused, connection.state, connection.cursor) == ("paused", "connected", "c1")
    assert Job.objects.get(name="desk.pull").ids == {"connection": str(connection.pk)}


def test_an_ended_connection_keeps_no_token(connection: Connection, person: Person) -> None:
    services.end(connection=connection, by=person, now=NOW)

    row = Connection.objects.get(pk=connection.pk)
    assert (bytes(row.watch_token), row.state) == (b"", "ended")
    assert list(queries.connections_of(person)) == []
    assert queries.not_connected(person) == ["bluesky", "mastodon", "x"]


def test_a_network_is_called_as_it_calls_itself() -> None:
    assert [queries.label_of(name) for name in ("tiktok", "sample", "forum.example")] == [
        "TikTok",
        "Sample inbox",
        "forum.example",
    ]
