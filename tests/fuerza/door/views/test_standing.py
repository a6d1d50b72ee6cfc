"""The door on a phone: opened by a link used once, it shows who is in and nothing else, and signs nobody in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.attendance.models import Registration
from fuerza.core.codes import in_groups
from fuerza.door import queries, services
from fuerza.door.models import Door, Ticket
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.door.conftest import DAY, CodeOf, Come, signed_in

AT = reverse("door:door")


@pytest.fixture
def phone(edition: Edition, olivia: Person) -> Client:
    """A browser that nobody is signed in to, at a door."""
    terms = services.Terms(may_take_list=True)
    made = services.open_door(edition=edition, terms=terms, by=olivia, now=timezone.now())
    browser = Client()
    browser.post(reverse("door:enter", args=[made.code]))
    return browser


def test_a_link_is_looked_at_for_nothing_and_used_once(edition: Edition, olivia: Person) -> None:
    made = services.open_door(
        edition=edition, terms=services.Terms(), by=olivia, now=timezone.now()
    )
    first, second = Client(), Client()
    typed = first.post(reverse("door:begin"), {"code": in_groups(made.code).lower()})
    address = typed["Location"]

    looked = [browser.get(address).status_code for browser in (first, second)]
    entered = first.post(address, follow=True)
    late = second.post(address)

    assert (looked, entered.status_code, late.status_code) == ([200, 200], 200, 404)
    assert ("Door 1" in entered.text, entered["Cache-Control"]) == (True, "no-store")
    cookie = first.cookies["d"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "_auth_user_id" not in first.session


def test_the_door_opens_no_other_page(phone: Client, edition: Edition, come: Come) -> None:
    come("ana", badge="Ana A.")

    pages = [
        phone.get(reverse(name, args=[edition.pk])).status_code
        for name in ("attendance:people", "attendance:mine", "door:doors", "door:mine")
    ]

    page = phone.get(AT)
    assert pages == [302] * 4
    assert ("Ana" in page.text, "camera=(self)" in page["Permissions-Policy"]) == (False, True)
    assert "camera=()" in phone.get(reverse("site:care"))["Permissions-Policy"]


def test_a_code_lets_her_in_once_and_a_no_says_why_and_names_nobody(
    phone: Client, code_of: CodeOf
) -> None:
    code = code_of("ana", badge="Ana A.", photo="green", needs=(("diet", "no nuts"),))
    code_of("bea", badge="Bea B.")
    sent = {"text": in_groups(code), "who": "herself"}

    first, again = phone.post(AT, sent), phone.post(AT, sent)
    alone = phone.post(AT, sent | {"who": "along"})

    assert (first.status_code, again.status_code, alone.status_code) == (200, 409, 409)
    told = ("Ana A.", "photos are fine", "asked for something", "no nuts", "Bea")
    assert [words in first.text for words in told] == [True, True, True, False, False]
    assert ("already_in" in again.text, "0 minutes ago" in again.text) == (True, True)
    assert ("Ana" in again.text, "all_in" in alone.text) == (False, True)
    assert phone.post(AT, {"text": "", "who": "herself"}).status_code == 422


def test_what_the_phones_own_camera_opens_is_filled_in_at_a_door_and_says_nothing_elsewhere(
    phone: Client, come: Come
) -> None:
    ticket = services.ticket_for(registration=come("ana", badge="Ana A."), now=DAY)
    token = queries.token_of(ticket)
    address = reverse("door:ticket", args=[token])

    at_door, elsewhere = phone.get(address), Client().get(address)
    forged = Client().get(reverse("door:ticket", args=["nothing"]))

    assert (token in at_door.text, "Ana" in at_door.text) == (True, False)
    assert ("Ana" in elsewhere.text, "Check" in elsewhere.text) == (False, False)
    assert (elsewhere.status_code, forged.status_code) == (200, 200)
    assert Ticket.objects.get().state == "issued"


def test_a_mistake_is_taken_back_on_the_page_and_only_from_the_door(
    phone: Client, code_of: CodeOf
) -> None:
    code = code_of("ana")
    told = phone.post(AT, {"text": code, "who": "herself"}, headers={"accept": "application/json"})
    sent = {"check_in": told.json()["check_in"]}
    undo = reverse("door:undo")

    elsewhere = Client().post(undo, sent)
    done, again, broken = phone.post(undo, sent), phone.post(undo, sent), phone.post(undo)

    assert "at no door" in elsewhere.text
    assert ["Taken back" in done.text, "any more" in again.text, "any more" in broken.text] == [
        True
    ] * 3
    assert Registration.objects.get().state == "confirmed"


def test_a_door_that_ended_says_so_and_lets_nobody_in(
    phone: Client, code_of: CodeOf, olivia: Person
) -> None:
    services.take_back(door=Door.objects.get(), by=olivia, now=DAY)

    page, post = phone.get(AT), phone.post(AT, {"text": code_of("ana"), "who": "herself"})

    assert (page.status_code, post.status_code) == (410, 410)
    assert "took this door back" in page.text
    assert Registration.objects.get().state == "confirmed"


def test_leaving_ends_the_door_and_forgets_it(phone: Client) -> None:
    left = phone.post(reverse("door:leave"), follow=True)

    again = Client().post(reverse("door:leave"))
    assert ("at no door" in left.text, phone.cookies["d"].value) == (True, "")
    door = Door.objects.get()
    assert (queries.shut_because(door, door.ends_at), again["Location"]) == ("door_over", AT)
    assert door.ends_at <= timezone.now()


def test_no_door_takes_no_code_and_guesses_at_links_are_counted() -> None:
    visitor = Client()

    assert visitor.post(AT, {"text": "ABCDEFGHJKMN", "who": "herself"}).status_code == 410
    assert visitor.post(reverse("door:begin"), {"code": "short"}).status_code == 422
    guesses = [visitor.get(reverse("door:enter", args=["ABCDEFGHJKMN"])) for _one in range(31)]
    assert (guesses[0].status_code, guesses[-1].status_code) == (404, 429)


def test_a_member_of_the_team_keeps_her_own_account_beside_the_door(
    edition: Edition, olivia: Person
) -> None:
    made = services.open_door(
        edition=edition, terms=services.Terms(), by=olivia, now=timezone.now()
    )
    browser = signed_in(olivia)

    browser.post(reverse("door:enter", args=[made.code]))

    assert browser.get(AT).status_code == 200
    assert str(olivia.pk) == browser.session["_auth_user_id"]
