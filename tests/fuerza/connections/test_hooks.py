"""What connections tells Today, whom it shows what, and what her copy and her erasure hold."""

import json

import pytest

from fuerza.connections import services
from fuerza.connections.hooks import panels
from fuerza.connections.models import Connection, Import
from fuerza.connections.privacy import erase, export
from fuerza.core import disclosure
from fuerza.people import services as people
from fuerza.people.models import Person
from tests.fuerza.connections.conftest import NOW

FILE = b"text,author_handle,created_at\nhello,bob,2026-03-01T10:00:00Z\n"


def texts(person: Person) -> list[str]:
    return [panel.text for panel in panels("today", person)]  # type: ignore[union-attr]  # all are todos


def test_today_hears_of_what_was_lost_and_of_files(person: Person, connection: Connection) -> None:
    services.bring(person=person, file=[FILE], zone="", mine=None, now=NOW)
    Connection.objects.filter(pk=connection.pk).update(state="lost")

    assert texts(person) == [
        "Bluesky has lost its connection: nothing new is looked at there.",
        "A file was checked and is not taken in yet.",
    ]


def test_today_hears_nothing_of_what_is_in_order_and_no_other_page_asks(
    person: Person, connection: Connection
) -> None:
    assert (texts(person), panels("desk", person)) == ([], [])
    assert connection.state == "connected"


def test_a_reset_forgets_her_tokens_and_nobody_elses(
    person: Person, connection: Connection
) -> None:
    other = Person.objects.create_user("berta")
    theirs = services.link(
        person=other, platform="x", connector="sample", account="a", handle="b", now=NOW
    )
    Connection.objects.filter(pk=connection.pk).update(act_token=b"sealed to her")

    people.reset(person=person, by=None, now=NOW)

    connection.refresh_from_db()
    assert (connection.state, bytes(connection.watch_token), bytes(connection.act_token)) == (
        "lost",
        b"",
        b"",
    )
    left = Connection.objects.get(pk=theirs.pk)
    assert (left.state, bool(left.watch_token)) == ("connected", True)


def test_trying_again_after_a_reset_reads_nothing_and_is_lost_again(
    person: Person, connection: Connection
) -> None:
    people.reset(person=person, by=None, now=NOW)
    connection.refresh_from_db()
    services.read_on(connection=connection, by=person, now=NOW)

    page = services.fetch(connection=connection, now=NOW)

    assert (page, connection.state) == (None, "lost")


def test_a_reset_leaves_an_ended_connection_ended(person: Person, connection: Connection) -> None:
    services.end(connection=connection, by=person, now=NOW)

    people.reset(person=person, by=None, now=NOW)

    assert Connection.objects.get().state == "ended"


@pytest.mark.parametrize("surface", ["page", "json", "export", "count", "feed", "mail", "search"])
def test_everything_here_is_shown_to_her_alone(
    person: Person, connection: Connection, surface: disclosure.Surface
) -> None:
    made, _checked = services.bring(person=person, file=[FILE], zone="", mine=None, now=NOW)
    things = [connection, made]
    stranger = Person.objects.create_user("berta")

    hers = [disclosure.may_show(person, thing, surface) for thing in things]
    others = [disclosure.may_show(stranger, thing, surface) for thing in things]

    assert hers == [surface in {"page", "json", "export", "count"}] * 2
    assert others == [False] * 2


def test_her_copy_names_accounts_and_files_and_no_token(
    person: Person, connection: Connection
) -> None:
    services.bring(person=person, file=[FILE], zone="", mine=None, now=NOW)

    parts = {part.path: json.loads(part.content) for part in export(person, None)}

    assert parts["accounts.json"][0]["handle"] == "marisol.example"
    assert parts["files.json"][0]["rows"] == 1
    assert "did:marisol" not in json.dumps(parts)
    assert connection.platform == "bluesky"


def test_erasing_leaves_no_row_and_no_file_and_others_alone(
    person: Person, connection: Connection
) -> None:
    made, _checked = services.bring(person=person, file=[FILE], zone="", mine=None, now=NOW)
    other = Person.objects.create_user("berta")
    services.bring(person=other, file=[FILE], zone="", mine=None, now=NOW)

    for _ in range(2):
        erase(person)

    assert not services.path_of(made).exists()
    assert list(Connection.objects.filter(pk=connection.pk)) == []
    assert Import.objects.get().person_id == other.pk
