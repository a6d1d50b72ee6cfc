"""Connections by page: what is read and what is not; hers alone."""

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.connections.choices import ConnectionState
from fuerza.connections.models import Connection
from tests.fuerza.connections.conftest import NOW, text_of


def test_what_is_linked_says_how_far_it_was_read(hers: Client, connection: Connection) -> None:
    before = text_of(hers)
    Connection.objects.filter(pk=connection.pk).update(covered_to=NOW)

    after = text_of(hers)

    assert "It has not been read to its end yet, so nothing can be said about it." in before
    assert "was looked at." in after
    assert "marisol.example" in after


def test_what_is_not_linked_is_named_and_nothing_is_promised(hers: Client) -> None:
    page = text_of(hers)

    assert "What is said there is not looked at, unless you connect it or bring it in" in page
    assert [f"<li>{name}</li>" in page for name in ("Bluesky", "Mastodon", "X")] == [True] * 3


@pytest.mark.parametrize(
    ("state", "words"),
    [("lost", "The platform no longer lets Fuerza in."), ("paused", "You paused it.")],
)
def test_what_is_not_read_now_says_what_to_do(
    hers: Client, connection: Connection, state: str, words: str
) -> None:
    Connection.objects.filter(pk=connection.pk).update(state=state, gaps=["older"])

    page = text_of(hers)

    assert words in page
    assert "something may be missing" in page
    assert reverse("connections:read_on", args=[connection.pk]) in page


def test_reading_is_paused_and_goes_on(hers: Client, connection: Connection) -> None:
    hers.post(reverse("connections:pause", args=[connection.pk]))
    connection.refresh_from_db()
    paused = connection.state
    hers.post(reverse("connections:read_on", args=[connection.pk]))
    connection.refresh_from_db()

    assert (paused, connection.state) == ("paused", "connected")


def test_ending_is_asked_first(hers: Client, connection: Connection) -> None:
    url = reverse("connections:end", args=[connection.pk])

    asked = text_of(hers, url)
    connection.refresh_from_db()
    before = connection.state
    hers.post(url)
    connection.refresh_from_db()

    assert "End the connection to Bluesky?" in asked
    assert (before, connection.state) == ("connected", ConnectionState.ENDED)
