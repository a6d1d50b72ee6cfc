"""Linking by page: choose, read what is asked for, go there, come back; the words for whatever goes wrong."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings

from fuerza.connections import services
from fuerza.connections.choices import GAPS, WHY_NOT
from fuerza.connections.models import Connection, SignIn
from fuerza.connections.services import tokens
from fuerza.core import keyrings
from fuerza.core.models import Job
from fuerza.env import App
from fuerza.people.models import Person
from safeguard.platforms.base import NotAuthorized, PlatformDown
from tests.fuerza.connections.double import Net, no_way_in, on
from tests.fuerza.desk.conftest import signed_in

CHOOSE, BACK, HERE = map(
    reverse, ("connections:choose", "connections:return", "connections:hand_on")
)
LINK = reverse("connections:link", args=["n1"])
PASSWORD = reverse("connections:by_password", args=["n1"])


def text_of(client: Client, url: str, status: int = 200) -> str:
    reply = client.get(url)
    assert reply.status_code == status
    return reply.content.decode()


def went(client: Client, url: str = LINK, **form: str) -> tuple[str, str]:
    """Begin a sign-in; return the page that leads there, and the state that was sent along."""
    reply = client.post(url, {"where": "her.example"} | form, follow=True)
    page = reply.content.decode()
    return page, re.findall(r"n=(state-\d+)", page)[0]


def linked(client: Client, url: str = LINK) -> Connection:
    _page, state = went(client, url)
    reply = client.get(BACK, {"state": state, "code": "c"})
    return Connection.objects.get(pk=reply["Location"].strip("/").split("/")[1])


def test_she_chooses_reads_goes_comes_back_and_is_connected(hers: Client, net: Net) -> None:
    choose = text_of(hers, CHOOSE)
    consent = text_of(hers, LINK)
    page, state = went(hers)
    reply = hers.get(BACK, {"state": state, "code": "c", "iss": "https://auth.example"})
    done = text_of(hers, reply["Location"])

    assert f'href="{LINK}"' in choose
    assert "read your notifications" in consent
    assert "cannot post as you and cannot read your messages" in consent
    assert "this key lies where the server can open it" in consent
    assert 'href="https://auth.example/authorize?request_uri=kowaripaddle' in page
    assert page.count('<bdi class="handle" dir="ltr">auth.example</bdi>') == 2
    assert ("Reading for the first time" in done, "her.example" in done) == (True, True)
    assert "It may not act there." in done
    assert net.asked == [("her.example", "watch")]


def test_the_address_of_the_network_is_a_link_and_no_answer_to_a_form(
    hers: Client, net: Net
) -> None:
    reply = hers.post(LINK, {"where": "her.example"})

    assert (reply.status_code, reply["Location"].startswith("/l/to/")) == (302, True)
    assert net.asked == [("her.example", "watch")]


def test_the_right_to_act_is_asked_for_apart_and_says_what_it_means(hers: Client, net: Net) -> None:
    connection = linked(hers)
    url = reverse("connections:let_act", args=[connection.pk])

    consent = text_of(hers, url)
    same = linked(hers, url)
    page = text_of(hers, reverse("connections:open", args=[same.pk]))

    assert "This key is sealed to you." in consent
    assert "A mute hides what comes after it" in consent
    assert "everybody can see whom you block" in consent
    assert '<code dir="ltr">strange:thing</code>' in consent
    assert "It may also act there" in page
    assert (same.pk, net.asked[-1]) == (connection.pk, ("her.example", "act"))


def test_a_lost_account_is_reconnected_and_goes_on_where_it_stood(hers: Client, net: Net) -> None:
    connection = linked(hers)
    Connection.objects.filter(pk=connection.pk).update(state="lost", cursor="c9")
    page = text_of(hers, reverse("connections:open", args=[connection.pk]))
    url = reverse("connections:again", args=[connection.pk])

    same = linked(hers, url)

    assert ("nothing on your desk is lost" in page, f'href="{url}"' in page) == (True, True)
    assert (same.pk, same.state, same.cursor) == (connection.pk, "connected", "c9")
    assert net.asked[-1] == ("her.example", "watch")


def test_an_app_password_is_called_what_it_is(hers: Client, net: Net) -> None:
    consent = text_of(hers, PASSWORD)
    reply = hers.post(PASSWORD, {"where": "her.example", "password": "right"})
    page = text_of(hers, reply["Location"])
    again = hers.get(reverse("connections:again", args=[Connection.objects.get().pk]))
    asked = text_of(hers, reverse("connections:end", args=[Connection.objects.get().pk]))

    assert "can do nearly everything in your name: post, delete, follow" in consent
    assert "cannot post as you" not in consent + page
    assert "It signed in with an app password" in page
    assert (again["Location"], "An app password stays valid there" in asked) == (PASSWORD, True)
    assert net.asked == [("her.example", "password")]


def test_a_wrong_app_password_is_said_and_not_shown_again(hers: Client, net: Net) -> None:
    reply = hers.post(PASSWORD, {"where": "her.example", "password": "brushtailgong"})

    page = reply.content.decode()
    assert (reply.status_code, str(WHY_NOT["wrong_password"]) in page) == (422, True)
    assert ("brushtailgong" in page, net.holds) == (False, {})


def test_an_empty_form_is_refused(hers: Client, net: Net) -> None:
    assert hers.post(LINK, {"where": ""}).status_code == 422
    assert hers.post(PASSWORD, {"where": "", "password": ""}).status_code == 422
    assert (SignIn.objects.count(), net.asked) == (0, [])


@pytest.mark.parametrize("code", sorted(WHY_NOT.keys() - {"down", "limited", "unreadable"}))
def test_whatever_goes_wrong_says_what_to_do(hers: Client, net: Net, code: str) -> None:
    net.raises = [NotAuthorized(code)]
    at_once = hers.post(LINK, {"where": "her.example"})
    _page, state = went(hers)
    net.raises = [NotAuthorized(code)]
    later = hers.get(BACK, {"state": state, "code": "c"}, follow=True)

    words = str(WHY_NOT[code])
    assert (at_once.status_code, words in at_once.content.decode()) == (422, True)
    assert (later.redirect_chain, words in later.content.decode()) == ([(CHOOSE, 302)], True)
    assert Connection.objects.count() == 0


def test_a_network_that_is_down_when_she_reconnects_is_said(hers: Client, net: Net) -> None:
    connection = linked(hers)
    net.raises = [PlatformDown()]

    reply = hers.post(reverse("connections:again", args=[connection.pk]))

    assert (reply.status_code, str(WHY_NOT["down"]) in reply.content.decode()) == (422, True)


def test_a_network_that_is_down_is_said(hers: Client, net: Net) -> None:
    net.raises = [PlatformDown()]

    page = hers.post(LINK, {"where": "her.example"}).content.decode()

    assert str(WHY_NOT["down"]) in page


def test_an_answer_nobody_asked_for_links_nothing(hers: Client, net: Net) -> None:
    _page, state = went(hers)
    elsewhere = signed_in(Person.objects.get(username="marisol"))

    forged = hers.get(BACK, {"state": "made-up", "code": "c"}, follow=True)
    other = elsewhere.get(BACK, {"state": state, "code": "c"}, follow=True)

    for reply in (forged, other):
        assert str(WHY_NOT["stale"]) in reply.content.decode()
    assert (Connection.objects.count(), net.holds) == (0, {})


def test_a_browser_remembers_the_last_few_it_began(hers: Client, net: Net) -> None:
    for _ in range(7):
        cache.clear()  # so many in five minutes would be refused
        went(hers)

    assert (len(hers.session["begun"]), SignIn.objects.count()) == (5, 7)
    assert len(net.asked) == 7


def test_the_page_that_leads_there_is_gone_when_its_time_is_over(hers: Client, net: Net) -> None:
    went(hers)
    row = SignIn.objects.get()
    url = reverse("connections:go", args=[row.pk])
    SignIn.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    text_of(hers, url, 404)
    assert net.holds == {}


def test_this_machines_number_hands_on_to_its_name(settings: Settings) -> None:
    reply = Client().get(HERE, {"state": "s", "code": "c&d"})
    settings.ENV = replace(settings.ENV, origin="https://notes.example.org")
    on_a_server = Client().get(HERE, {"state": "s", "code": "c"})

    assert (reply.status_code, reply["Location"]) == (
        302,
        "http://localhost:8000/l/back/?state=s&code=c%26d",
    )
    assert on_a_server.status_code == 404


def test_who_asks_is_described_in_public_on_a_server(
    net: Net, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = reverse("connections:client")
    at_home = Client().get(url)
    settings.ENV = replace(settings.ENV, origin="https://notes.example.org")
    reply = Client().get(url)

    assert (at_home.status_code, reply.status_code) == (404, 200)
    assert reply["Content-Type"] == "application/json"
    assert json.loads(reply.content)["client_id"] == "https://notes.example.org/l/client.json"
    assert net.holds == {}
    assert monkeypatch


def test_where_no_network_is_set_up_the_page_says_what_else_there_is(
    hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_way_in(monkeypatch)

    page = text_of(hers, CHOOSE)

    assert "No network can be connected here" in page
    text_of(hers, LINK, 404)
    text_of(hers, reverse("connections:link", args=["bluesky"]), 404)


def test_a_network_without_a_way_by_password_has_no_such_page(
    hers: Client, monkeypatch: pytest.MonkeyPatch, net: Net
) -> None:
    monkeypatch.delattr("tests.fuerza.connections.double.Way.sign_in")

    text_of(hers, PASSWORD, 404)
    assert "There is another way" not in text_of(hers, LINK)
    assert net.asked == []


def test_a_network_that_is_one_place_asks_for_no_server(
    hers: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    net = on(monkeypatch, "x")
    settings.ENV = replace(
        settings.ENV, x=App(client_id="id", client_secret="secret"), x_monthly_cap=100
    )
    url = reverse("connections:link", args=["n3"])

    page = text_of(hers, url)
    connection = linked(hers, url)

    assert ('name="where"' in page, "cannot post as you" in page) == (False, False)
    assert (connection.platform, net.asked) == ("x", [("", "watch")])


# The page of one account


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"trouble": "down", "retry_at": "now"}, "It is asked again by itself, next at"),
        ({"trouble": "waiting", "retry_at": "now"}, "The network asked us to wait until"),
        ({"trouble": "unreadable"}, "tell whoever runs this server"),
        ({"state": "paused"}, "You paused it."),
        ({"state": "lost"}, "Reconnect, and reading goes on from where it stood"),
        ({"gaps": ["history_cut"]}, str(GAPS["history_cut"])),
        ({"gaps": ["of tomorrow"]}, "It did not give everything"),
    ],
)
def test_however_reading_stands_it_says_so_and_what_to_do(
    hers: Client, net: Net, fields: dict, words: str
) -> None:
    connection = linked(hers)
    now = timezone.now()
    values = {name: now if value == "now" else value for name, value in fields.items()}
    url = reverse("connections:open", args=[connection.pk])
    Connection.objects.filter(pk=connection.pk).update(covered_to=now)
    before = text_of(hers, url)

    Connection.objects.filter(pk=connection.pk).update(**values)

    assert (words in before, words in text_of(hers, url)) == (False, True)
    assert net.asked


def test_what_can_and_cant_be_done_there_is_said(hers: Client, net: Net) -> None:
    page = text_of(hers, reverse("connections:open", args=[linked(hers).pk]))

    can, cannot = page.partition("It cannot")[::2]
    assert ("<li>mute accounts</li>" in can, "<li>mute accounts</li>" in cannot) == (True, False)
    assert ("<li>block whole servers</li>" in can, "<li>block whole servers</li>" in cannot) == (
        False,
        True,
    )
    assert "everybody can see whom you block" in page
    assert net.asked


def test_the_sample_has_no_way_in_to_offer(hers: Client, connection: Connection) -> None:
    page = text_of(hers, reverse("connections:open", args=[connection.pk]))

    assert ("Let it act, too" in page, "Reconnect" in page) == (False, False)
    text_of(hers, reverse("connections:again", args=[connection.pk]), 404)
    text_of(hers, reverse("connections:let_act", args=[connection.pk]), 404)


def test_the_list_offers_to_connect_and_to_reconnect_what_can_be(hers: Client, net: Net) -> None:
    connection = linked(hers)
    Connection.objects.filter(pk=connection.pk).update(state="lost")

    page = text_of(hers, reverse("connections:show"))

    assert f'href="{CHOOSE}"' in page
    assert reverse("connections:again", args=[connection.pk]) in page
    assert net.asked


def test_ending_says_what_a_locked_desk_cant_give_back(
    person: Person, hers: Client, net: Net
) -> None:
    connection = linked(hers)
    linked(hers, reverse("connections:let_act", args=[connection.pk]))
    url = reverse("connections:end", args=[connection.pk])
    locked = signed_in(person, is_open=False)

    assert "Your desk is locked" in text_of(locked, url)
    assert "Your desk is locked" not in text_of(hers, url)
    hers.post(url)
    for job in Job.objects.filter(name="connections.revoke"):
        services.revoke(job.ids["revocation"])
    assert (len(net.revoked), net.holds) == (2, {})


def test_in_a_workshop_no_handle_is_shown(person: Person, hers: Client, net: Net) -> None:
    connection = linked(hers)
    Person.objects.filter(pk=person.pk).update(is_workshop=True)

    assert "her.example" not in text_of(hers, reverse("connections:open", args=[connection.pk]))
    assert net.asked


def test_no_page_holds_a_token(person: Person, hers: Client, net: Net) -> None:
    connection = linked(hers)
    connection.act_token = tokens.sealed(connection, net.access("act", timezone.now()), "act_token")
    connection.save()
    services.lend(connection, keyrings.open_with_server(person.pk, now=timezone.now()))

    names = ("open", "again", "let_act", "end")
    pages = [text_of(hers, reverse(f"connections:{name}", args=[connection.pk])) for name in names]

    secrets = ("quollbasket", "bettonganchor", "numbatharbour", "wallarooladle", "potoroocabinet")
    assert [word in "".join(pages) for word in secrets] == [False] * 5


def test_whoever_begins_again_and_again_is_asked_to_wait_and_nobody_else_is(
    hers: Client, net: Net
) -> None:
    begun = [hers.post(LINK, {"where": "her.example"}).status_code for _ in range(5)]

    refused = hers.post(LINK, {"where": "her.example"})
    by_password = hers.post(PASSWORD, {"where": "her.example", "password": "abcd-efgh-ijkl-mnop"})

    pages = [refused.content.decode(), by_password.content.decode()]
    assert (begun, refused.status_code, by_password.status_code) == ([302] * 5, 422, 422)
    assert ["Too many tries." in page for page in pages] == [True, True]
    assert (len(net.asked), Connection.objects.count()) == (5, 0)
    berta = Person.objects.create_user("berta")
    keyrings.make_keyring(berta.pk, now=timezone.now())
    Person.objects.exclude(pk=berta.pk).update(is_active=False)
    assert signed_in(berta).post(LINK, {"where": "her.example"}).status_code == 302


@pytest.mark.parametrize("url", [LINK, PASSWORD])
def test_where_others_have_a_desk_a_lock_of_her_own_comes_first(
    hers: Client, net: Net, url: str
) -> None:
    Person.objects.create_user("berta")

    asked = hers.get(url)
    sent = hers.post(url, {"where": "her.example", "password": "abcd-efgh-ijkl-mnop"})

    assert (asked["Location"], sent["Location"]) == (reverse("vault:own_lock"),) * 2
    assert (net.asked, SignIn.objects.count(), Connection.objects.count()) == ([], 0, 0)
    assert "First a lock of your own" in hers.get(asked["Location"]).content.decode()


def test_an_account_is_not_reconnected_before_her_own_lock_either(hers: Client, net: Net) -> None:
    connection = linked(hers)
    Person.objects.create_user("berta")

    reply = hers.post(reverse("connections:again", args=[connection.pk]))

    assert reply["Location"] == reverse("vault:own_lock")
    assert net.asked == [("her.example", "watch")]
