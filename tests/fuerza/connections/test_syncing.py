"""Reading forward with patience: waits that grow or were asked for, clocks that are wrong, one worker's cursor."""

from datetime import datetime, timedelta

import pytest

from fuerza.connections import queries, services
from fuerza.connections.models import Connection
from fuerza.connections.services import Asked
from fuerza.connections.services.signing_in import keep
from fuerza.connections.services.tokens import access_to
from fuerza.core.models import Job
from fuerza.people.models import Person
from safeguard.platforms.base import (
    AccessLost,
    PlatformDown,
    RateLimited,
    UnexpectedReply,
)
from safeguard.records import Page
from tests.fuerza.connections.conftest import NOW
from tests.fuerza.connections.double import LIFE, Net

MINUTE = timedelta(minutes=1)


@pytest.fixture
def linked(person: Person, net: Net) -> Connection:
    asked = Asked(connector="bluesky", server="her.example")
    return keep(person=person, asked=asked, access=net.access("watch", NOW), now=NOW)


def fetch(connection: Connection, at: datetime = NOW) -> Page | None:
    return services.fetch(connection=connection, now=at)


def test_a_network_that_stays_down_is_asked_less_and_less_and_then_at_once_again(
    linked: Connection, net: Net
) -> None:
    at, waits = NOW, []
    for _ in range(6):
        net.raises = [PlatformDown()]
        assert fetch(linked, at) is None
        assert linked.retry_at is not None
        waits.append((linked.retry_at - at) / MINUTE)
        at = linked.retry_at
    down = (linked.trouble, linked.failures, linked.state)

    page = fetch(linked, at)

    linked.refresh_from_db()
    assert waits == [5, 10, 20, 40, 60, 60]
    assert down == ("down", 6, "connected")
    assert page is not None
    assert (linked.trouble, linked.failures, linked.retry_at) == ("", 0, None)


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        (9 * MINUTE, 9 * MINUTE),
        (timedelta(hours=3), timedelta(hours=3)),
        (
            -timedelta(hours=1),
            MINUTE,
        ),  # the network's clock is an hour behind, or ours an hour ahead
        (timedelta(days=400), timedelta(hours=24)),
    ],
)
def test_a_wait_that_was_asked_for_is_kept_unless_a_clock_is_wrong(
    linked: Connection, net: Net, asked: timedelta, waited: timedelta
) -> None:
    net.raises = [RateLimited(NOW + asked)]

    fetch(linked)

    linked.refresh_from_db()
    assert (linked.retry_at, linked.trouble) == (NOW + waited, "waiting")


def test_an_answer_that_nobody_knows_is_said_and_raised_and_left_alone_for_a_while(
    linked: Connection, net: Net
) -> None:
    net.raises = [UnexpectedReply()]

    with pytest.raises(UnexpectedReply):
        fetch(linked)

    linked.refresh_from_db()
    assert (linked.trouble, linked.state, linked.retry_at) == ("unreadable", "connected", None)
    assert list(queries.due(NOW + timedelta(hours=5))) == []
    assert list(queries.due(NOW + timedelta(hours=7))) == [linked]


def test_a_token_that_ended_early_by_the_networks_clock_is_renewed_and_asked_with_again(
    linked: Connection, net: Net
) -> None:
    net.raises = [AccessLost()]

    page = fetch(linked)

    linked.refresh_from_db()
    assert page is not None
    assert (linked.state, access_to(linked).token) == ("connected", "quollbasket-2")


def test_a_token_that_ended_by_our_clock_is_renewed_before_asking(
    linked: Connection, net: Net
) -> None:
    fetch(linked, NOW + LIFE + MINUTE)

    assert net.pulled == [("", "quollbasket-2")]


def test_access_is_lost_when_renewing_does_not_help(linked: Connection, net: Net) -> None:
    net.raises = [AccessLost(), AccessLost()]

    page = fetch(linked)

    linked.refresh_from_db()
    assert (page, linked.state, linked.trouble) == (None, "lost", "")
    assert fetch(linked) is None
    assert net.pulled == []


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_what_she_does_meanwhile_stays_as_she_left_it(
    linked: Connection, net: Net, state: str
) -> None:
    stale = Connection.objects.get(pk=linked.pk)
    Connection.objects.filter(pk=linked.pk).update(state=state)
    net.raises = [PlatformDown()]

    fetch(stale)

    assert Connection.objects.get(pk=linked.pk).state == state == stale.state


def test_a_cursor_that_another_worker_has_moved_stays_there(linked: Connection) -> None:
    stale = Connection.objects.get(pk=linked.pk)
    services.move_on(connection=linked, page=Page(posts=(), cursor="c2"), now=NOW)

    services.move_on(connection=stale, page=Page(posts=(), cursor="c1"), now=NOW + MINUTE)

    row = Connection.objects.get(pk=linked.pk)
    assert (row.cursor, row.covered_to, stale.cursor) == ("c2", NOW, "")


def test_a_page_that_asks_us_to_wait_is_stored_and_waited_after(linked: Connection) -> None:
    page = Page(
        posts=(), cursor="c1", is_last=False, retry_at=NOW + 9 * MINUTE, gaps=("gone", "dropped")
    )

    services.move_on(connection=linked, page=page, now=NOW)

    row = Connection.objects.get(pk=linked.pk)
    assert (row.cursor, row.retry_at, row.trouble) == ("c1", NOW + 9 * MINUTE, "waiting")
    assert (row.covered_to, row.gaps) == (None, ["dropped", "gone"])


def test_who_is_due_is_connected_and_not_waiting_the_longest_unread_first(
    linked: Connection, person: Person, net: Net
) -> None:
    def another(**fields: object) -> Connection:
        net.account = f"did:plc:{len(net.holds)}"
        asked = Asked(connector="bluesky")
        row = keep(person=person, asked=asked, access=net.access("watch", NOW), now=NOW)
        Connection.objects.filter(pk=row.pk).update(**fields)
        return row

    Connection.objects.filter(pk=linked.pk).update(tried_at=NOW - MINUTE)
    older = another(tried_at=NOW - 9 * MINUTE)
    waited = another(tried_at=NOW, retry_at=NOW)
    another(retry_at=NOW + MINUTE)
    another(state="paused")
    another(state="lost")

    assert list(queries.due(NOW)) == [older, linked, waited]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"trouble": "down", "retry_at": NOW + 9 * MINUTE}, (None, 1)),
        ({"trouble": "waiting", "retry_at": NOW + 9 * MINUTE}, (NOW + 9 * MINUTE, 1)),
        ({"state": "lost"}, (None, 1)),
        ({}, (None, 0)),
        ({"state": "ended"}, (None, 0)),
    ],
)
def test_trying_again_asks_at_once_unless_the_network_asked_us_to_wait(
    linked: Connection, person: Person, before: dict, after: tuple
) -> None:
    Connection.objects.filter(pk=linked.pk).update(**before)
    linked.refresh_from_db()
    Job.objects.all().delete()

    services.read_on(connection=linked, by=person, now=NOW)

    linked.refresh_from_db()
    assert (linked.retry_at, Job.objects.filter(name="desk.pull").count()) == after
