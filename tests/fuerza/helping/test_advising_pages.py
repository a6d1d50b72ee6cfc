"""The pages of asking for a safety adviser and of being one: the whole way, and what each page keeps back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.core import audit
from fuerza.helping import queries, services
from fuerza.helping.hooks import panels
from fuerza.helping.models import Apart, Asking, Debrief, Duty
from fuerza.people import services as people
from fuerza.people.choices import Purpose, RoleName
from fuerza.people.models import Consent, Grant, Person
from tests.fuerza.desk.conftest import signed_in
from tests.fuerza.helping.test_advising import NEVER, adviser

CALL, WAITING, DUTY = (reverse(f"helping:{name}") for name in ("call", "waiting", "duty"))
AGREEMENT, SWITCH, POOL = (reverse(f"helping:{name}") for name in ("agreement", "switch", "pool"))
LET_IN = reverse("helping:let_adviser_in")
CARD = {
    "languages": ["en", "ar"],
    "days": ["0", "6"],
    "from_hour": "22",
    "to_hour": "6",
    "at_once": "4",
}


def here(asking: Asking) -> str:
    return reverse("helping:taken", args=[asking.pk])


def take(by: Client) -> Asking:
    asking = Asking.objects.get()
    by.post(reverse("helping:take_up", args=[asking.pk]))
    return asking


def test_from_asking_to_being_let_in_to_the_end_of_it(person: Person, hers: Client) -> None:
    vera = adviser("vera")
    client = signed_in(vera)

    offered = hers.get("/d/").text
    hers.post(CALL, {"message": "canarymessage"})
    listed, today = client.get(WAITING).text, client.get("/").text
    asking = take(client)
    shown, came = client.get(here(asking)).text, hers.get(CALL).text
    needs_her = hers.get("/").text
    hers.post(LET_IN)
    grant = Grant.objects.get()
    in_now, at_desk = hers.get(CALL).text, client.get(reverse("desk:enter", args=[grant.pk]))
    leads_there = reverse("desk:enter", args=[grant.pk]) in client.get(here(asking)).text
    hers.post(reverse("helping:end_call"))

    assert "Ask a safety adviser" in offered
    assert ("English" in listed, "marisol" in listed, "canary" in listed) == (True, False, False)
    assert "1 person asks for a safety adviser." in today
    assert ("marisol" in shown, "canarymessage" in shown) == (True, True)
    assert "You are not let in yet." in shown
    assert ("vera" in came, "canarymessage" in came, "Let in" in came) == (True, True, True)
    assert "A safety adviser is there for you." in needs_her
    assert ("vera</bdi> is with you." in in_now, at_desk.status_code, leads_there) == (
        True,
        302,
        True,
    )
    assert client.get(here(asking)).status_code == 404
    assert (Grant.objects.get().ended_at is None, queries.asking_of(person)) == (False, None)
    assert audit.was_noted(person.pk, vera.pk, "helping.read_asking", asking.pk)


def test_without_advisers_nothing_is_kept_and_the_page_says_so(hers: Client) -> None:
    page, after = hers.get(CALL).text, hers.post(CALL, follow=True).text

    assert "There are no safety advisers here" in page
    assert "Nothing was sent." in after
    assert (Asking.objects.count(), "safety adviser" in hers.get("/d/").text) == (0, False)


def test_while_nobody_is_on_duty_it_is_kept_and_the_page_says_so(hers: Client) -> None:
    adviser("vera", NEVER)

    before, after = hers.get(CALL).text, hers.post(CALL, follow=True).text

    assert "Nobody who could come is on duty now. You can ask all the same" in before
    assert "Kept, but nobody is on duty now." in after
    assert Asking.objects.count() == 1


def test_a_message_that_is_too_long_is_not_cut(hers: Client) -> None:
    adviser("vera")

    reply = hers.post(CALL, {"message": "x" * 2_001})

    assert (reply.status_code, Asking.objects.count()) == (422, 0)


def test_while_locked_and_in_workshop_mode_nothing_that_was_written_is_shown(
    person: Person, hers: Client
) -> None:
    vera = adviser("vera")
    hers.post(CALL, {"message": "canarymessage"})
    asking = take(signed_in(vera))
    services.debrief(
        asking=Asking.objects.get(), text="canarynote", is_shared=True, now=timezone.now()
    )

    def pages() -> list[bool]:
        clients = [signed_in(person), signed_in(vera), signed_in(vera)]
        return [
            "canary" in client.get(where).text
            for client, where in zip(clients, (CALL, here(asking), WAITING), strict=True)
        ]

    shown = pages()
    Person.objects.update(is_workshop=True)
    hidden = pages()
    locked = [
        "canary" in signed_in(who, is_open=False).get(where).text
        for who, where in ((person, CALL), (vera, here(asking)), (vera, WAITING))
    ]

    assert (shown, hidden, locked) == ([True] * 3, [False] * 3, [False] * 3)


def test_whom_she_does_not_want_she_says_beforehand_and_takes_back(
    person: Person, other: Person, hers: Client
) -> None:
    vera = adviser("vera")
    where = reverse("helping:not_this_one", args=[vera.pk])

    hers.post(where)
    page, apart = hers.get(CALL).text, Apart.objects.get()
    hers.post(where)

    assert "is never asked by you" in page
    assert (apart.person, apart.adviser, apart.is_hers) == (person, vera, True)
    assert Apart.objects.count() == 0
    assert hers.post(reverse("helping:not_this_one", args=[other.pk])).status_code == 404


def test_there_is_nothing_to_let_in_or_to_end_before_she_asks(hers: Client) -> None:
    adviser("vera")
    before = [hers.post(each).status_code for each in (LET_IN, reverse("helping:end_call"))]
    hers.post(CALL)

    early = hers.post(LET_IN, follow=True).text

    assert (before, "Nothing was changed." in early, Grant.objects.count()) == ([404] * 2, True, 0)


def test_the_rules_come_first_and_again_when_they_change(person: Person) -> None:
    people.give_role(person=person, name=RoleName.ADVISER, by=None, now=timezone.now())
    client = signed_in(person)

    first = client.get(DUTY)["Location"]
    rules = client.get(AGREEMENT).text
    then = client.post(AGREEMENT)["Location"]
    entered = client.get(DUTY).status_code
    again = client.get(AGREEMENT).text
    Consent.objects.filter(person=person).update(policy_version="2025-01")

    assert (first, then, entered) == (AGREEMENT, DUTY, 200)
    assert ("And for safety advisers" in rules, "You agreed to this version." in again) == (
        True,
        True,
    )
    assert set(Consent.objects.values_list("purpose", flat=True)) == {"helping", "advising"}
    assert client.get(WAITING)["Location"] == AGREEMENT


def test_whoever_helps_agrees_to_the_rules_for_helpers_alone(other: Person) -> None:
    client = signed_in(other)

    rules = client.get(AGREEMENT).text
    then = client.post(AGREEMENT)["Location"]

    assert ("And for safety advisers" in rules, then) == (False, reverse("helping:queue"))
    assert [each.purpose for each in Consent.objects.all()] == [Purpose.HELPING]


def test_her_card_is_hers_to_write_and_to_switch(person: Person) -> None:
    now = timezone.now()
    people.give_role(person=person, name=RoleName.ADVISER, by=None, now=now)
    services.agree(person=person, purposes=[Purpose.ADVISING], now=now)
    client = signed_in(person)

    todo, early = client.get("/").text, client.post(SWITCH, {"state": "on"}).status_code
    wrong = client.post(DUTY, CARD | {"from_hour": "24"})
    client.post(DUTY, CARD)
    card = Duty.objects.values().get()
    states = []
    for state in ("on", "off", "hours"):
        client.post(SWITCH, {"state": state})
        duty = Duty.objects.get()
        states.append((duty.is_on, duty.by_hand_until is not None))
        client.get(DUTY)

    assert ("Say when you are on duty" in todo, early, wrong.status_code) == (True, 404, 422)
    assert card == {
        "person_id": person.pk,
        "languages": ["en", "ar"],
        "days": [0, 6],
        "from_hour": 22,
        "to_hour": 6,
        "at_once": 4,
        "is_on": False,
        "by_hand_until": None,
    }
    assert states == [(True, True), (False, True), (False, False)]
    assert client.post(SWITCH, {"state": "maybe"}).status_code == 404


def test_the_adviser_hands_over_writes_down_steps_back_and_ends_it(hers: Client) -> None:
    vera, wanda = adviser("vera"), adviser("wanda")
    client, second = signed_in(vera), signed_in(wanda)
    hers.post(CALL)
    asking = take(client)

    empty = client.post(here(asking), {"act": "note", "text": ""}).status_code
    client.post(here(asking), {"act": "note", "text": "canarynote", "is_shared": "on"})
    to_nobody = client.post(here(asking), {"act": "hand_over", "to": "x"}, follow=True).text
    client.post(here(asking), {"act": "hand_over", "to": str(wanda.pk)})
    handed = second.get(WAITING).text
    take(second)
    second.post(here(asking), {"act": "cannot"})
    given_up = second.get(WAITING).text
    take(client)
    unknown = client.post(here(asking), {"act": "fly"}).status_code
    client.post(here(asking), {"act": "close"})

    assert (empty, unknown, Debrief.objects.get().is_shared) == (422, 404, True)
    assert "That one can&#x27;t take it now." in to_nobody
    assert "handed over to you" in handed
    assert ("I can after all: take it" in given_up, Apart.objects.count()) == (True, 0)
    assert Asking.objects.get().closed_at is not None
    assert "canarynote" in hers.get(CALL).text


def test_what_is_not_hers_to_take_is_as_if_it_were_not_there(hers: Client) -> None:
    vera = adviser("vera")
    hers.post(CALL)
    asking = take(signed_in(vera))
    second = signed_in(adviser("wanda"))

    replies = [
        second.post(reverse("helping:take_up", args=[asking.pk])).status_code,
        second.get(here(asking)).status_code,
        hers.get(here(asking)).status_code,
    ]

    assert replies == [404, 404, 404]


def test_off_duty_the_page_says_so_and_shows_nobody(hers: Client) -> None:
    vera = adviser("vera", NEVER)
    hers.post(CALL)

    page = signed_in(vera).get(WAITING).text

    assert ("You are off duty" in page, "Take it" in page) == (True, False)


def test_whoever_organises_sees_the_pool_and_never_who_asks(hers: Client) -> None:
    vera = adviser("vera")
    hers.post(CALL)
    take(signed_in(vera))
    organiser = Person.objects.create_user("olga")
    people.give_role(person=organiser, name=RoleName.ORGANISER, by=None, now=timezone.now())
    client = signed_in(organiser, is_open=False)

    early = client.get(POOL).text
    for number in range(5):
        asked = timezone.now() - timedelta(days=1)
        Asking.objects.create(
            person=Person.objects.create_user(f"p{number}"),
            asked_at=asked,
            seen_at=asked + timedelta(minutes=200),
            closed_at=asked,
        )
    page = client.get(POOL).text

    assert ("vera" in page, "English" in page, "on duty now" in page) == (True, True, True)
    assert "marisol" not in page
    assert ("waited 3 hours or less" in early, "waited 3 hours or less" in page) == (False, True)
    assert hers.get(POOL).status_code == 404


def test_today_offers_an_adviser_only_while_one_is_on_duty(person: Person) -> None:
    nobody = panels("today", person)
    adviser("vera")
    [todo] = panels("today", person)
    services.call(person=person, now=timezone.now())

    assert (nobody, panels("today", person)) == ([], [])
    assert getattr(todo, "text", "") == "A safety adviser is on duty."


@pytest.mark.usefixtures("other")
def test_the_card_of_the_desk_says_how_it_stands(person: Person, hers: Client) -> None:
    vera = adviser("vera")
    hers.post(CALL)
    asked = hers.get("/d/").text
    take(signed_in(vera))

    assert "A safety adviser is asked" in asked
    assert "A safety adviser took what you asked" in hers.get("/d/").text
    assert queries.asking_of(person) is not None
