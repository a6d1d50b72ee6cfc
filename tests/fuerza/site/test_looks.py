"""Language and look: chosen on any page, kept with her account, and never a way out of this site."""

import pytest
from django.test import Client

from fuerza.people.models import Person


def test_changing_the_language_comes_back_to_the_same_page(client: Client) -> None:
    reply = client.post("/a/l/", {"language": "ar", "back": "/o/more/"})

    assert (reply.status_code, reply["Location"], reply.cookies["l"].value) == (
        302,
        "/o/more/",
        "ar",
    )


def test_the_language_is_kept_with_her_account(as_berta: Client, berta: Person) -> None:
    as_berta.post("/a/l/", {"language": "hi", "back": "/"})

    berta.refresh_from_db()
    assert berta.language == "hi"


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""]
)
def test_the_language_switch_leads_nowhere_else(client: Client, back: str) -> None:
    assert client.post("/a/l/", {"language": "fr", "back": back})["Location"] == "/"


def test_a_language_we_do_not_have_changes_nothing(as_berta: Client, berta: Person) -> None:
    reply = as_berta.post("/a/l/", {"language": "tlh", "back": "/"})

    berta.refresh_from_db()
    assert ("l" in reply.cookies, berta.language) == (False, "en")


def test_a_look_is_kept_before_signing_in(client: Client) -> None:
    client.post("/a/", {"theme": "dark", "is_discreet": "on"})

    body = client.get("/").content.decode()

    assert ('data-theme="dark"' in body, "<title>Notes</title>" in body) == (True, True)


def test_a_look_is_kept_with_her_account(as_berta: Client, berta: Person) -> None:
    as_berta.post("/a/", {"theme": "light", "is_discreet": "on"})

    berta.refresh_from_db()
    assert (berta.theme, berta.is_discreet) == ("light", True)


def test_a_look_that_does_not_exist_is_refused_with_the_form(client: Client) -> None:
    reply = client.post("/a/", {"theme": "pink"})

    assert (reply.status_code, 'class="errors"' in reply.content.decode()) == (422, True)


@pytest.mark.parametrize("kept", ["", "dark", "pink.discreet", ".", "light.open.more", "\x00"])
def test_a_spoiled_cookie_does_no_harm(client: Client, kept: str) -> None:
    client.cookies["v"] = kept

    assert client.get("/").status_code == 200


def test_the_discreet_manifest_does_not_say_what_this_is(client: Client) -> None:
    open_one, plain = client.get("/app.webmanifest").json(), client.get("/notes.webmanifest").json()

    assert (open_one["name"], plain["name"], plain["short_name"]) == ("Fuerza", "Notes", "Notes")
    assert "uerza" not in str(plain)
