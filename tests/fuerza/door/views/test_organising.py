"""An organiser opens a door for one phone, sees its link once, and takes it back; others have no such page."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.attendance import services as attendance
from fuerza.door import services
from fuerza.door.models import Door
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.door.conftest import DAY, CodeOf, MakePerson, signed_in


@pytest.fixture(autouse=True)
def _just_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have her just shown that it is she: when that is asked, tests/security tells."""
    from fuerza.people.adapter import Adapter

    monkeypatch.setattr(Adapter, "elsewhere_to_show_again", lambda *_: None)


@pytest.fixture
def at(edition: Edition) -> str:
    return reverse("door:doors", args=[edition.pk])


def test_a_link_is_shown_once_with_its_picture_and_opens_the_door_it_was_made_for(
    as_olivia: Client, edition: Edition, at: str
) -> None:
    led = as_olivia.get(reverse("attendance:people", args=[edition.pk])).text

    made = as_olivia.post(at, {"hours": "8", "may_take_list": "on"}).text
    later = as_olivia.get(at).text

    [link] = set(re.findall(r"/e/door/in/(\w{12})/", made))
    assert (at in led, link in later, "waits for its phone" in later) == (True, False, True)
    door, _cookie = services.enter(code=link, now=DAY)
    assert (door.may_take_list, door.asks_legal_name, door.edition_id) == (True, False, edition.pk)


def test_what_is_no_door_is_said_and_opens_none(
    as_olivia: Client, edition: Edition, at: str, olivia: Person
) -> None:
    wrong = as_olivia.post(at, {"hours": "19"})
    attendance.close_for_good(edition=edition, by=olivia, now=DAY)

    closed = as_olivia.post(at, {"hours": "8"}, follow=True)

    assert (wrong.status_code, Door.objects.count()) == (422, 0)
    assert "closed for good" in closed.text


def test_a_door_is_taken_back_at_once(as_olivia: Client, edition: Edition, door: Door) -> None:
    back = reverse("door:take_back", args=[edition.pk, door.pk])

    told = as_olivia.post(back, follow=True).text

    assert ("Taken back" in told, "took this door back" in told) == (True, True)
    unknown = reverse("door:take_back", args=[edition.pk, uuid.uuid4()])
    assert as_olivia.post(unknown).status_code == 404


def test_nobody_is_counted_before_the_end_and_then_in_numbers_alone(
    as_olivia: Client, at: str, door: Door, code_of: CodeOf
) -> None:
    services.check_in(door=door, text=code_of("ana", badge="Ana A."), now=DAY)
    code_of("bea", badge="Bea B.")

    running = as_olivia.get(at).text
    Edition.objects.update(state="completed")
    services.settle_absent(now=DAY)
    over = as_olivia.get(at).text

    assert ("Did not come" in running, "Did not come" in over) == (False, True)
    assert ("Ana" in over, "Bea" in over) == (False, False)


def test_others_have_no_such_page(edition: Edition, at: str, door: Door, make: MakePerson) -> None:
    back = reverse("door:take_back", args=[edition.pk, door.pk])
    others = [signed_in(make("petra", "organiser", uuid.uuid4())), signed_in(make("zoe"))]

    answers = [(one.get(at).status_code, one.post(back).status_code) for one in others]

    assert answers == [(404, 404)] * 2
    assert Door.objects.get().taken_back_at is None
