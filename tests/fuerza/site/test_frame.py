"""The frame that every page has: what goes with it, how heavy it is, what it says to the browser."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from fuerza.people import services
from fuerza.people.choices import RoleName
from fuerza.people.models import Person
from tests.fuerza.site.conftest import NOW

OPEN = ("/", "/a/", "/o/more/", "/clouds/", "/nowhere/")
HERS = ("/", "/a/", "/w/", "/o/", "/o/more/", "/nowhere/")
LIMIT = 50_000


def weight_on_the_wire(body: bytes) -> int:
    """Add up a page, which goes out as it is, and the files it loads, which go out compressed."""
    addresses = set(re.findall(rb'(?:src|href)="(/static/[^"#]+)', body))
    files = [finders.find(address.decode().removeprefix("/static/")) for address in addresses]
    assert None not in files
    return len(body) + sum(len(gzip.compress(Path(str(file)).read_bytes(), 9)) for file in files)


@pytest.mark.parametrize("path", OPEN)
def test_every_page_for_visitors_is_guarded(client: Client, path: str) -> None:
    reply = client.get(path)

    policy = reply["Content-Security-Policy"]
    assert re.findall(r"unsafe|https?:|\*", policy) == []
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert (
        reply["X-Content-Type-Options"],
        reply["Referrer-Policy"],
        reply["X-Frame-Options"],
    ) == (
        "nosniff",
        "same-origin",
        "DENY",
    )
    assert "camera=()" in reply["Permissions-Policy"]


@pytest.mark.parametrize("path", HERS)
def test_nothing_that_she_sees_is_stored(as_berta: Client, path: str) -> None:
    assert as_berta.get(path)["Cache-Control"] == "no-store"


def test_the_first_private_page_is_light(as_berta: Client) -> None:
    assert weight_on_the_wire(as_berta.get("/").content) <= LIMIT


def test_the_front_door_is_light(client: Client) -> None:
    assert weight_on_the_wire(client.get("/").content) <= LIMIT


def test_our_own_style_and_script_are_small() -> None:
    sizes = {
        name: Path(str(finders.find(name))).stat().st_size
        for name in ("css/fuerza.css", "js/fuerza.js")
    }

    assert sizes["css/fuerza.css"] < 25 * 1024
    assert sizes["js/fuerza.js"] < 6 * 1024


@pytest.mark.parametrize("path", HERS)
def test_the_way_out_comes_right_after_the_skip_link(as_berta: Client, path: str) -> None:
    body = as_berta.get(path).content.decode()

    pressed = re.findall(
        r"<(?:a|button|summary|input(?! type=\"hidden\"))\b[^>]*>", body.split("<body")[1]
    )

    assert 'class="skip"' in pressed[0]
    assert pressed[1] == '<button class="button">'
    assert f'action="{reverse("site:leave")}"' in body.split(pressed[1])[0]


@pytest.mark.parametrize(
    ("language", "direction"), [("en", "ltr"), ("es", "ltr"), ("ar", "rtl"), ("hi", "ltr")]
)
def test_every_page_says_its_language_and_direction(
    client: Client, language: str, direction: str
) -> None:
    client.cookies["l"] = language

    bodies = {path: client.get(path).content.decode() for path in OPEN}

    wanted = f'<html lang="{language}" dir="{direction}">'
    assert [path for path, body in bodies.items() if wanted not in body] == []


def test_scripts_carry_the_nonce_of_their_own_answer(client: Client) -> None:
    reply = client.get("/")

    nonces = set(re.findall(r'nonce="([^"]+)"', reply.content.decode()))

    assert [f"'nonce-{nonce}'" in reply["Content-Security-Policy"] for nonce in nonces] == [True]


def test_discreet_mode_leaves_one_name_for_every_page(as_berta: Client) -> None:
    Person.objects.update(is_discreet=True)

    bodies = [as_berta.get(path).content.decode() for path in HERS]

    titles = {re.findall(r"<title>(.*?)</title>", body)[0] for body in bodies}
    assert titles == {"Notes"}
    assert [body for body in bodies if "Fuerza" in body or "mark.svg" in body] == []


def test_the_top_line_says_the_pages_name(as_berta: Client) -> None:
    body = as_berta.get("/w/").content.decode()

    names = re.findall(r'<title>(.*?) ·|class="top-name">\s*(.*?)\s*</p>', body)
    assert [title or name for title, name in names] == ["Who can see me now"] * 2


def test_a_theme_she_chose_is_on_the_page(as_berta: Client) -> None:
    Person.objects.update(theme="dark")

    assert 'dir="ltr" data-theme="dark">' in as_berta.get("/").content.decode()


def test_absent_and_forbidden_are_told_in_the_same_words(as_berta: Client) -> None:
    absent = as_berta.get("/nowhere/")
    forbidden = as_berta.get(reverse("people:all"))

    assert (absent.status_code, forbidden.status_code) == (404, 404)
    assert re.findall(r"<main.*</main>", absent.content.decode(), re.DOTALL) == re.findall(
        r"<main.*</main>", forbidden.content.decode(), re.DOTALL
    )


def test_the_design_page_is_for_developers_alone(client: Client, settings: object) -> None:
    refused = client.get("/design/").status_code

    settings.DEBUG = True  # type: ignore[attr-defined]  # pytest-django's settings take any name

    assert (refused, client.get("/design/").status_code) == (404, 200)


@pytest.mark.parametrize(
    ("path", "place"),
    [("/me/", "Me"), ("/me/devices/", "Me"), ("/me/people/", "People"), ("/", "Today")],
)
def test_she_is_at_one_place_at_a_time(
    as_berta: Client, berta: Person, path: str, place: str
) -> None:
    services.give_role(person=berta, name=RoleName.OPERATOR, by=None, now=NOW)

    body = as_berta.get(path).content.decode()

    nav = body.split('<nav class="nav"')[1].split("</nav>")[0]
    assert re.findall(r'aria-current="page">.*?</svg>(.*?)</a>', nav) == [place]


def test_another_hosts_name_is_refused_in_plain_words(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.test"})

    assert answer.status_code == 400
    assert "elsewhere.test" not in answer.content.decode()
    assert "<h1" in answer.content.decode()
