"""Her check-up list by page: locked without her key, written platform by platform, printed whole, deleted on a word."""

from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.core import keyrings
from fuerza.guides import queries as guides
from fuerza.people.models import Person
from fuerza.slots.choices import PLATFORMS
from fuerza.slots.models import CheckList
from tests.fuerza.slots.conftest import MakePerson, signed_in

LIST = "/e/list/"


@pytest.fixture
def ana(make: MakePerson) -> Person:
    return make("ana")


def unlocked(browser: Client, person: Person) -> Client:
    request, response = HttpRequest(), HttpResponse()
    request.session = browser.session
    request.user = person
    opened = keyrings.open_with_server(person.pk, now=timezone.now())
    keyrings.remember(request, response, opened, now=timezone.now())
    request.session.save()
    name = settings.OPENED_COOKIE_NAME
    browser.cookies[name] = response.cookies[name].value
    return browser


def test_locked_it_shows_nothing_and_takes_nothing(ana: Person) -> None:
    browser = signed_in(ana)

    page = browser.get(LIST).text
    reply = browser.post(f"{LIST}x/", {"note": "Old phone"})

    assert ("Your list is locked" in page, "Write down" in page) == (True, False)
    assert (reply.headers["Location"], CheckList.objects.count()) == (LIST, 0)


def test_she_writes_a_platform_down_reads_the_whole_of_it_and_deletes_it(ana: Person) -> None:
    browser = unlocked(signed_in(ana), ana)
    empty = browser.get(LIST).text
    asked = browser.get(f"{LIST}x/").text
    wrong = browser.post(f"{LIST}x/", {"done": ["no such step"]})
    browser.post(f"{LIST}x/", {"done": ["two_steps"], "next": ["found"], "note": "Old phone"})
    browser.post(f"{LIST}whatsapp/", {"next": ["groups"]})

    page = browser.get(LIST).text
    question = browser.get(reverse("slots:forget_list")).text
    browser.post(reverse("slots:forget_list"))

    steps = [PLATFORMS["x"].steps[one] for one in ("two_steps", "found")]
    words = [*map(str, steps), "Old phone", str(PLATFORMS["whatsapp"].steps["groups"])]
    assert [one for one in words if one not in page] == []
    assert [one for one in words if one in empty] == []
    assert (str(steps[0]) in asked, wrong.status_code) == (True, 422)
    assert ("Delete your check-up list?" in question, CheckList.objects.count()) == (True, 0)
    assert browser.get(f"{LIST}nowhere/").status_code == 404


def test_nobody_else_has_a_page_of_it(ana: Person, as_olivia: Client, olivia: Person) -> None:
    browser = unlocked(signed_in(ana), ana)
    browser.post(f"{LIST}x/", {"note": "Old phone"})

    page = unlocked(as_olivia, olivia).get(LIST).text

    assert ("Old phone" in browser.get(LIST).text, "Old phone" in page) == (True, False)


def test_every_platform_leads_to_a_guide_that_is_there_and_has_five_or_six_steps() -> None:
    lead_to = {code: guides.guide_of(UUID(one.guide)) for code, one in PLATFORMS.items()}

    assert {code: guide and guide.name for code, guide in lead_to.items()} == {
        code: f"control-{code}" for code in PLATFORMS
    }
    assert {len(one.steps) for one in PLATFORMS.values()} <= {5, 6}
