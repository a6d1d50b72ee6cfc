"""What the door's script gets: a list where it may be taken along, what came of notes, whether the door is open."""

import uuid

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.attendance.models import Registration
from fuerza.door import services
from fuerza.door.models import Door
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.door.conftest import DAY, CodeOf

LIST, NOTED, OPEN = (reverse(f"door:{name}") for name in ("list", "noted", "is_open"))


def phone(edition: Edition, olivia: Person, **terms: object) -> Client:
    settled = services.Terms(**terms)  # type: ignore[arg-type]  # the test says which
    made = services.open_door(edition=edition, terms=settled, by=olivia, now=timezone.now())
    browser = Client()
    browser.post(reverse("door:enter", args=[made.code]))
    return browser


def test_the_list_is_had_at_a_door_that_may_take_it_along_and_nowhere_else(
    edition: Edition, olivia: Person, code_of: CodeOf
) -> None:
    code_of("ana", badge="Ana A.")
    strict, free = phone(edition, olivia), phone(edition, olivia, may_take_list=True)

    had = free.post(LIST)

    assert [browser.post(LIST).status_code for browser in (Client(), strict)] == [404, 404]
    assert (had.status_code, len(had.json()["entries"]), "Ana A." in had.text) == (200, 50, False)
    assert had["Cache-Control"] == "no-store"
    services.take_back(door=Door.objects.get(may_take_list=True), by=olivia, now=DAY)
    gone = free.post(LIST), free.get(OPEN)
    assert [(one.status_code, one.json()["why"]) for one in gone] == [(410, "door_taken_back")] * 2
    assert (strict.get(OPEN).json(), Client().get(OPEN).status_code) == ({"why": ""}, 404)


def test_what_was_noted_is_answered_one_by_one(
    edition: Edition, olivia: Person, code_of: CodeOf
) -> None:
    code = code_of("ana", badge="Ana A.")
    browser = phone(edition, olivia, may_take_list=True)
    entered = Door.objects.get().entered_at
    assert entered is not None
    first, second = (str(uuid.uuid4()) for _one in range(2))
    notes = [{"id": one, "at": entered.isoformat(), "text": code} for one in (first, second)]

    def sent(body: object) -> object:
        reply = browser.post(NOTED, body, content_type="application/json")
        return reply.json() if reply.status_code == 200 else reply.status_code

    told = sent(notes)

    assert isinstance(told, dict)
    assert (told[first]["why"], told[second]["why"]) == ("", "already_in")
    assert "used already" in told[second]["words"]
    assert [sent("not json"), sent([{"id": 1}])] == [400, 400]
    assert Registration.objects.get().state == "attended"
