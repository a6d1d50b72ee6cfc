"""Which networks can be linked here, and as whom this installation asks."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from msgspec.structs import replace
from pytest_django import Settings

from fuerza.connections import queries, services
from fuerza.connections.choices import Purpose
from fuerza.connections.services.networks import client_of, redirect
from fuerza.core import crypto
from fuerza.env import App
from safeguard.platforms.base import Client
from tests.fuerza.connections.double import Double, Net, Way, no_way_in, on


def test_what_has_no_way_in_or_no_app_of_the_operators_is_not_offered(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    no_way_in(monkeypatch)
    nothing = queries.on_offer()
    on(monkeypatch, "bluesky", "x", "youtube")
    without = [it.name for it in queries.on_offer().values()]
    settings.ENV = replace(
        settings.ENV, x=App(client_id="id-1", client_secret="secret-1"), x_monthly_cap=100
    )

    assert (nothing, without) == ({}, ["bluesky"])
    assert [it.name for it in queries.on_offer().values()] == ["bluesky", "x"]
    assert (queries.code_of("x"), queries.code_of("youtube")) == ("n3", "")


def test_at_home_networks_send_her_back_to_this_machines_number(net: Net) -> None:
    assert client_of("bluesky") == Client(
        redirect="http://127.0.0.1:8000/l/here/", name="Notes", website="http://localhost:8000"
    )
    assert (services.is_here(), services.description()) == (True, None)
    assert net.clients == []


def test_a_server_is_named_by_the_address_of_its_own_description(
    net: Net, settings: Settings
) -> None:
    settings.ENV = replace(settings.ENV, origin="https://notes.example.org")

    made = client_of("bluesky")

    assert made == Client(
        redirect="https://notes.example.org/l/back/",
        name="Notes",
        website="https://notes.example.org",
        id="https://notes.example.org/l/client.json",
        secret=crypto.signing_key("networks"),
    )
    assert services.description() == {"client_id": made.id, "redirect_uris": [made.redirect]}
    assert (services.is_here(), net.clients) == (False, [])


def test_a_network_that_looks_nobody_up_is_told_no_address(
    net: Net, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(Way, "client_metadata")
    settings.ENV = replace(settings.ENV, origin="https://notes.example.org")

    assert (client_of("bluesky").id, services.description()) == ("", None)
    assert net.clients == []


def test_an_approved_app_is_asked_with(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    on(monkeypatch, "x")
    settings.ENV = replace(
        settings.ENV, x=App(client_id="id-1", client_secret="secret-1"), x_monthly_cap=100
    )

    made = client_of("x")

    assert (made.id, made.secret, redirect()) == ("id-1", "secret-1", made.redirect)


def test_the_key_of_this_installation_is_always_the_same_and_one_for_es256() -> None:
    key = load_pem_private_key(crypto.signing_key("networks").encode(), None)

    assert crypto.signing_key("networks") == crypto.signing_key("networks")
    assert crypto.signing_key("networks") != crypto.signing_key("others")
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert isinstance(key.curve, ec.SECP256R1)


def test_what_is_asked_for_is_said_once_and_what_has_no_words_to_the_letter() -> None:
    asked = "atproto rpc:app.bsky.feed.getPosts?aud=* rpc:app.bsky.feed.getPostThread?aud=* odd:one"

    assert queries.asked_in_words(asked) == [
        ("see which account it is", False),
        ("read public posts and threads", False),
        ("odd:one", True),
    ]


@pytest.mark.parametrize(
    ("platform", "scopes", "harmless"),
    [
        ("bluesky", "atproto rpc:app.bsky.graph.muteActor?aud=*", True),
        ("bluesky", "repo:app.bsky.feed.postgate repo:app.bsky.graph.block", True),
        ("bluesky", "atproto repo:app.bsky.feed.post", False),
        ("bluesky", "atproto repo:app.bsky.feed.post?action=create", False),
        ("bluesky", "atproto transition:generic", False),
        ("bluesky", "rpc:chat.bsky.convo.getLog?aud=*", False),
        ("mastodon", "read:notifications write:mutes", True),
        ("mastodon", "read write", False),
        ("mastodon", "write:statuses", False),
        ("x", "tweet.read", False),
    ],
)
def test_that_it_cant_post_is_said_only_where_it_is_so(
    platform: str, scopes: str, *, harmless: bool
) -> None:
    assert queries.is_harmless(platform, scopes) == harmless


def test_a_server_is_named_as_the_address_bar_names_it() -> None:
    assert queries.host_of("https://social.example@evil.example:444/x?y") == "evil.example:444"


def test_which_networks_take_app_passwords_and_what_they_are_asked_for(net: Net) -> None:
    assert services.takes_passwords("bluesky")
    assert services.scopes_of("bluesky")[Purpose.WATCH] == "atproto rpc:listNotifications"
    assert Double.net is net
