"""The frame that every page has."""

from django.test import Client


def test_front_door_opens(client: Client) -> None:
    reply = client.get("/")

    assert reply.status_code == 200
