"""The pages of the guides: for everybody, light, stored nowhere, and with nothing on them of who reads."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from fuerza.core.models import AuditEntry
from fuerza.guides import queries
from fuerza.people.models import Person
from tests.fuerza.guides.conftest import REVIEWED, Lay

MOST = 100_000


def address(name: str) -> str:
    guide = queries.guide_named(name)
    assert guide is not None
    return reverse("guides:read", args=[guide.id])


def body(reply: Any) -> str:
    return str(reply.content.decode())


@pytest.mark.parametrize("name", ["all", "near", "handbook"])
def test_a_page_is_for_everybody_and_no_browser_keeps_it(client: Client, name: str) -> None:
    reply = client.get(reverse(f"guides:{name}"))

    assert (reply.status_code, reply["Cache-Control"]) == (200, "no-store")
    assert "<title>Guides · Fuerza</title>" in body(reply)


def test_a_guide_is_read_without_signing_in_and_leaves_no_trace(client: Client) -> None:
    reply = client.get(address("watched"))

    assert (reply.status_code, reply["Cache-Control"]) == (200, "no-store")
    assert "<title>Guides · Fuerza</title>" in body(reply)
    assert (Session.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_what_is_passed_on_says_nothing_of_who_reads(client: Client) -> None:
    client.force_login(Person.objects.create_user("berta-canary"))

    page = body(client.get(address("watched")))

    assert f'dir="ltr">http://testserver{address("watched")}</bdi>' in page
    assert "berta-canary" not in page


def test_no_page_weighs_more_than_a_slow_line_carries(client: Client) -> None:
    """The first page that somebody opens comes with all that the frame needs."""
    frame = (
        "css/fuerza.css",
        "css/guides.css",
        "js/fuerza.js",
        "icons/icons.svg",
        "icons/mark.svg",
    )
    files = [Path(str(finders.find(name))) for name in (*frame, "django_htmx/htmx-2.min.js")]
    beside = sum(len(gzip.compress(path.read_bytes())) for path in files)

    heaviest = max(
        len(client.get(reverse("guides:read", args=[pk])).content) for pk in queries.book()
    )

    assert heaviest + beside < MOST


def test_whoever_is_signed_in_is_led_on_to_her_own_settings(client: Client) -> None:
    way = f'href="{reverse("crisis:check_up")}"'
    visitor = body(client.get(address("control-x")))

    client.force_login(Person.objects.create_user("berta"))

    assert (way in visitor, way in body(client.get(address("control-x")))) == (False, True)
    assert way not in body(client.get(address("threat")))


def test_an_unknown_guide_is_not_found(client: Client) -> None:
    reply = client.get("/g/00000000-0000-4000-8000-000000000000/")

    assert reply.status_code == 404


def test_a_search_stands_in_no_address_and_finds(client: Client) -> None:
    reply = client.post(reverse("guides:all"), {"words": "they published my home address"})

    first = re.findall(r'class="row-name" href="([^"]+)"', body(reply))[0]
    assert (reply.status_code, first) == (200, address("address"))
    assert "0 guides found" in body(client.post(reverse("guides:all"), {"words": "qqqq"}))


def test_a_draft_and_a_text_that_is_behind_say_so(client: Client, lay: Lay) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    draft = body(client.get(reverse("guides:read", args=[lay(spanish="").id])))
    behind = body(client.get(reverse("guides:read", args=[lay(spanish=REVIEWED, digest="0").id])))

    assert [page.count('class="notice warm"') for page in (draft, behind)] == [1, 2]
    assert "formulario azul" not in draft + behind
    assert "An office" in draft


def test_a_reviewed_text_names_who_reviewed_it(client: Client, lay: Lay) -> None:
    page = body(client.get(reverse("guides:read", args=[lay(english=REVIEWED).id])))

    assert "Reviewed by <bdi>Ana Roa, Mesa</bdi> on Nov. 20, 2026." in page
    assert "<strong>blue</strong> form in within nine days." in page


def test_a_guide_in_no_language_of_hers_is_marked_as_english(client: Client, lay: Lay) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"

    page = body(client.get(reverse("guides:read", args=[lay().id])))

    assert '<article class="guide prose" lang="en" dir="ltr">' in page
    assert '<html lang="ar" dir="rtl">' in page


def test_the_pages_hold_nothing_from_elsewhere(client: Client) -> None:
    pages = [body(client.get(reverse("guides:read", args=[pk]))) for pk in queries.book()]
    pages.append(body(client.get(reverse("guides:near"))))

    assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', "".join(pages)) == []
