"""Signing in at a network: begun and finished once, in time, by the same person in the same browser."""

from datetime import timedelta

import pytest

from fuerza.connections import queries, services
from fuerza.connections.choices import WHY_NOT, Purpose
from fuerza.connections.models import Connection, Revocation, SignIn
from fuerza.connections.services import Asked, NotLinked
from fuerza.connections.services.tokens import access_to
from fuerza.core import keyrings
from fuerza.core.models import AuditEntry, Job
from fuerza.people.models import Person
from safeguard.platforms.base import (
    AccessLost,
    NotAuthorized,
    PlatformDown,
    RateLimited,
    UnexpectedReply,
)
from tests.fuerza.connections.conftest import NOW
from tests.fuerza.connections.double import Net

pytestmark = pytest.mark.usefixtures("net")
BLUESKY = Asked(connector="bluesky", server="her.example")


def begin(person: Person, asked: Asked = BLUESKY) -> SignIn:
    return services.begin(person=person, asked=asked, now=NOW)


def state_of(row: SignIn) -> str:
    return services.way_of(row).url.rpartition("=")[2]


def come_back(person: Person, row: SignIn, **reply: str) -> Connection:
    return services.come_back(
        person=person,
        reply={"state": state_of(row), "code": "c"} | reply,
        begun_here=[str(row.pk)],
        now=NOW + timedelta(minutes=5),
    )


def linked(person: Person, asked: Asked = BLUESKY) -> Connection:
    return come_back(person, begin(person, asked))


def test_a_sign_in_that_comes_back_links_the_account_and_has_it_read(
    person: Person, net: Net
) -> None:
    connection = linked(person)

    assert (connection.platform, connection.state, connection.is_whole) == (
        "bluesky",
        "connected",
        False,
    )
    assert queries.handles_of([connection]) == {connection.pk: "her.example"}
    assert queries.server_of(connection) == "her.example"
    assert access_to(connection).account == "did:plc:her"
    assert Job.objects.get(name="desk.pull").ids == {"connection": str(connection.pk)}
    assert (SignIn.objects.count(), net.asked) == (0, [("her.example", "watch")])
    assert AuditEntry.objects.filter(verb="connections.linked").count() == 1


def test_what_is_kept_of_a_begun_sign_in_tells_nothing(person: Person) -> None:
    row = begin(person)

    kept = bytes(SignIn.objects.get().sealed) + bytes(row.state_key)
    secrets = [b"kowaripaddle", b"potoroocabinet", b"her.example", state_of(row).encode()]
    assert [secret in kept for secret in secrets] == [False] * 4


def test_a_sign_in_comes_back_once(person: Person) -> None:
    row = begin(person)
    come_back(person, row)

    with pytest.raises(NotLinked, match="stale"):
        services.come_back(
            person=person, reply={"state": "state-1"}, begun_here=[str(row.pk)], now=NOW
        )

    assert Connection.objects.count() == 1


@pytest.mark.parametrize("case", ["another person", "another browser", "too late", "no state"])
def test_a_sign_in_comes_back_to_her_there_and_in_time_or_not_at_all(
    person: Person, net: Net, case: str
) -> None:
    row = begin(person)
    who = Person.objects.create_user("berta") if case == "another person" else person
    begun = [] if case == "another browser" else [str(row.pk)]
    late = timedelta(minutes=31 if case == "too late" else 1)
    reply = {} if case == "no state" else {"state": state_of(row), "code": "c"}

    with pytest.raises(NotLinked, match="stale"):
        services.come_back(person=who, reply=reply, begun_here=begun, now=NOW + late)

    assert (Connection.objects.count(), SignIn.objects.count(), net.holds) == (0, 1, {})


def test_a_no_at_the_network_links_nothing_and_is_over(person: Person) -> None:
    row = begin(person)

    with pytest.raises(NotLinked, match="denied"):
        come_back(person, row, error="access_denied")

    assert (Connection.objects.count(), SignIn.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotAuthorized("unknown_server"), "unknown_server"),
        (NotAuthorized("not_supported"), "not_supported"),
        (PlatformDown(), "down"),
        (RateLimited(NOW), "limited"),
        (UnexpectedReply(), "unreadable"),
        (AccessLost(), "stale"),
    ],
)
def test_whatever_goes_wrong_has_its_code_and_each_code_its_sentence(
    person: Person, net: Net, error: Exception, code: str
) -> None:
    net.raises = [error]

    with pytest.raises(NotLinked) as caught:
        begin(person)

    assert (caught.value.code, code in WHY_NOT, SignIn.objects.count()) == (code, True, 0)


@pytest.mark.parametrize("door", ["javascript:alert", "http://auth.example/authorize"])
def test_a_server_that_sends_her_anywhere_but_to_a_page_over_tls_is_not_gone_to(
    person: Person, net: Net, door: str
) -> None:
    net.door = door

    with pytest.raises(NotLinked, match="unreadable"):
        begin(person)

    assert SignIn.objects.count() == 0


def test_every_code_of_an_authorizer_has_its_sentence() -> None:
    named = (NotAuthorized.__doc__ or "").partition("denied")[2]
    codes = {"denied", *(word for word in named.replace(",", " ").replace(".", " ").split())}
    known = {code for code in codes if "_" in code or code in {"denied", "stale"}}

    assert known - WHY_NOT.keys() == set()
    assert len(known) >= 8
    assert queries.why_not("a code of tomorrow") == str(WHY_NOT["unreadable"])


def test_the_same_account_again_goes_on_where_it_was(person: Person) -> None:
    first = linked(person)
    old = access_to(first).token
    Connection.objects.filter(pk=first.pk).update(
        state="lost", cursor="c7", posts_read=7, covered_to=NOW, failures=3
    )

    second = linked(person)

    second.refresh_from_db()
    assert (second.pk, second.state, second.cursor) == (first.pk, "connected", "c7")
    assert (second.posts_read, second.covered_to, second.failures) == (7, NOW, 0)
    assert access_to(second).token != old
    assert Revocation.objects.count() == 1
    assert AuditEntry.objects.filter(verb="connections.reconnected").count() == 1


def test_an_ended_account_that_comes_again_is_the_same_row(person: Person) -> None:
    first = linked(person)
    services.end(connection=first, by=person, now=NOW)

    second = linked(person)

    assert (second.pk, second.state) == (first.pk, "connected")


def test_another_account_is_another_connection(person: Person, net: Net) -> None:
    first = linked(person)
    net.account = "did:plc:another"

    second = linked(person)

    assert (second.pk != first.pk, Connection.objects.count()) == (True, 2)


def test_an_id_that_holds_on_one_server_only_is_told_apart_by_the_server(
    person: Person, net: Net
) -> None:
    net.account = "17"
    first = linked(person)
    net.host = "https://elsewhere.example"
    second = linked(person)
    net.account, net.host = "did:plc:her", "https://a.example"
    third = linked(person)
    net.host = "https://b.example"

    assert linked(person).pk == third.pk
    assert len({first.pk, second.pk, third.pk}) == 3


def test_the_same_account_of_two_people_is_two_connections(person: Person) -> None:
    other = Person.objects.create_user("berta")

    mine, theirs = linked(person), linked(other)

    assert (mine.pk != theirs.pk, bytes(mine.account_key or b"") != theirs.account_key) == (
        True,
        True,
    )


def test_the_right_to_act_is_kept_beside_the_account_and_sealed_to_her(
    person: Person, net: Net
) -> None:
    connection = linked(person)
    before = services.may_act(connection)
    asked = Asked(
        connector="bluesky", server="her.example", purpose=Purpose.ACT, connection=connection
    )

    come_back(person, begin(person, asked))

    connection.refresh_from_db()
    opened = keyrings.open_with_server(person.pk, now=NOW)
    assert (before, services.may_act(connection)) == (False, True)
    assert net.holds[services.act_access(connection, opened).token] == "act"
    assert net.holds[access_to(connection).token] == "watch"


def test_the_right_to_act_of_another_account_is_given_back(person: Person, net: Net) -> None:
    connection = linked(person)
    asked = Asked(connector="bluesky", purpose=Purpose.ACT, connection=connection)
    row = begin(person, asked)
    net.account = "did:plc:another"

    with pytest.raises(NotLinked, match="wrong_account"):
        come_back(person, row)

    connection.refresh_from_db()
    assert (services.may_act(connection), Revocation.objects.count()) == (False, 1)


def test_an_app_password_links_with_one_token_for_both(person: Person, net: Net) -> None:
    connection = services.by_password(person=person, asked=BLUESKY, password="right", now=NOW)

    opened = keyrings.open_with_server(person.pk, now=NOW)
    assert (connection.is_whole, services.may_act(connection)) == (True, True)
    assert services.act_access(connection, opened) == access_to(connection)
    assert b"right" not in bytes(connection.watch_token)
    assert net.asked == [("her.example", "password")]


def test_a_wrong_app_password_links_nothing(person: Person, net: Net) -> None:
    with pytest.raises(NotLinked, match="wrong_password"):
        services.by_password(person=person, asked=BLUESKY, password="wrong", now=NOW)

    assert (Connection.objects.count(), net.holds) == (0, {})


def test_from_an_app_password_to_two_tokens_and_back_leaves_no_old_token(person: Person) -> None:
    whole = services.by_password(person=person, asked=BLUESKY, password="right", now=NOW)
    two = linked(person)
    asked = Asked(connector="bluesky", purpose=Purpose.ACT, connection=two)
    come_back(person, begin(person, asked))

    again = services.by_password(person=person, asked=BLUESKY, password="right", now=NOW)

    assert whole.pk == two.pk == again.pk
    assert (again.is_whole, bytes(again.act_token), bytes(again.lent_token)) == (True, b"", b"")
    assert Revocation.objects.count() == 2  # what acts was sealed to her, and she is away


def test_what_nobody_came_back_from_is_swept_up(person: Person, net: Net) -> None:
    begin(person)

    services.purge(now=NOW + timedelta(minutes=29))
    before = SignIn.objects.count()
    services.purge(now=NOW + timedelta(minutes=31))

    assert (before, SignIn.objects.count(), net.holds) == (1, 0, {})
