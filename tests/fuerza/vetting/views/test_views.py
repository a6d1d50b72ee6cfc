"""The pages of vetting: asking without an account, her link, vouching, and two readers."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.vetting import queries, services
from fuerza.vetting.models import Application, Opening
from tests.fuerza.attendance.conftest import Come
from tests.fuerza.vetting.conftest import NOW, Ask, refused, say, signed_in

SENT = {"name": "Ana", "address": "ana@b.test", "answer0": "I report", "answer1": ""}


@pytest.fixture(autouse=True)
def _just_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have her just shown that it is she: when that is asked, tests/security tells."""
    from fuerza.people.adapter import Adapter

    monkeypatch.setattr(Adapter, "elsewhere_to_show_again", lambda *_: None)


def test_the_answer_is_the_same_page_whoever_asked_before(client: Client, is_open: Edition) -> None:
    to = reverse("vetting:ask", args=[is_open.pk])
    form = client.get(to)

    pages = [client.post(to, SENT).text for _time in range(2)]
    wrong = client.post(to, SENT | {"address": "ana"})

    row = Application.objects.get()
    assert (_plain(pages[0]), wrong.status_code) == (_plain(pages[1]), 422)
    assert queries.token_of(row) not in pages[0]
    assert ("What do you do?" in form.text, form["Cache-Control"]) == (True, "no-store")


def _plain(page: str) -> str:
    """Leave out what is made anew for each page."""
    return re.sub(r'(nonce|value)="[^"]*"', "", page)


def test_a_closed_edition_says_so_and_an_unseen_one_is_not_there(
    client: Client, edition: Edition
) -> None:
    to = reverse("vetting:ask", args=[edition.pk])
    closed = client.post(to, SENT)
    Edition.objects.filter(pk=edition.pk).update(visibility="invited")

    unseen = client.get(to)

    assert (closed.status_code, "can't ask to come" in closed.text, unseen.status_code) == (
        200,
        True,
        404,
    )
    assert not Application.objects.exists()


def test_a_network_that_asks_too_often_waits(
    client: Client, is_open: Edition, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"asking": "1/h/ip"}
    to = reverse("vetting:ask", args=[is_open.pk])

    found = [client.post(to, SENT | {"address": f"a{n}@b.test"}).status_code for n in range(2)]

    assert (found, Application.objects.count()) == ([200, 429], 1)


def test_her_link_confirms_answers_objects_and_takes_back(
    client: Client, ask: Ask, readers: list[Person]
) -> None:
    row = ask(is_confirmed=False)
    to = reverse("vetting:mine", args=[queries.token_of(row)])
    states, pages = [], [client.get(to).text]

    def do(what: str, text: str = "") -> None:
        client.post(to, {"do": what, "text": text})
        row.refresh_from_db()
        states.append(row.state)
        pages.append(client.get(to).text)

    do("confirm")
    services.ask_more(application=row, question="Where?", by=readers[3], now=NOW)
    do("reply", "Here")
    do("reply", "Here")
    refused(row, readers)
    Application.objects.update(settled_at=timezone.now())
    do("appeal")
    do("appeal", "I do report")
    do("withdraw")

    words = ["Is this from you?", "It is being read", "It is being read", "That can", "Write some"]
    assert states == ["in_review", "in_review", "in_review", "refused", "appealed", "withdrawn"]
    assert [word in page for word, page in zip(words, pages, strict=False)] == [True] * 5


def test_a_link_that_is_none_is_told_as_one_that_is_too_old(client: Client, ask: Ask) -> None:
    row = ask()

    replies = [
        client.get(reverse("vetting:mine", args=[token]))
        for token in ("x", queries.token_of(row, "vouch"))
    ]

    assert [one.status_code for one in replies] == [404, 404]


def test_whoever_came_vouches_and_others_find_no_such_page(
    ask: Ask, come: Come, olivia: Person
) -> None:
    row = ask()
    to = reverse("vetting:vouch", args=[queries.token_of(row, "vouch")])
    browser = signed_in(come("bea").person)
    other = signed_in(olivia).get(to).status_code
    page = browser.get(to).text
    browser.post(to, {"text": "since school"})
    again = browser.get(to).text

    browser.post(to, {"back": "1"})

    said = browser.post(to, {"back": "1"}, follow=True).text
    assert (other, "Do you know" in page, "since school" in again) == (404, True, True)
    assert ("It is answered already" in said, row.vouches.count()) == (True, 0)
    assert signed_in(olivia).get(reverse("vetting:vouch", args=["x"])).status_code == 404


def test_an_organiser_turns_it_on_with_five_questions_at_most(
    edition: Edition, olivia: Person
) -> None:
    browser, to = signed_in(olivia), reverse("vetting:opening", args=[edition.pk])
    sent = {"is_open": "on", "questions": "One?\n\n Two? ", "after": "We read it"}
    empty = browser.get(reverse("vetting:asked", args=[edition.pk])).text

    many = browser.post(to, sent | {"questions": "\n".join("abcdef")})
    kept = browser.post(to, sent)

    opening = Opening.objects.get()
    assert (many.status_code, kept.status_code) == (422, 302)
    assert queries.questions_of(opening) == ["One?", "Two?"]
    assert ("Nobody has asked so far." in empty, "One?" in browser.get(to).text) == (True, True)


def test_readers_say_what_they_say_each_for_herself(
    ask: Ask, readers: list[Person], come: Come
) -> None:
    row = ask()
    at = reverse("vetting:one", args=[row.edition_id, row.pk])
    first, second, third = (signed_in(one) for one in readers[:3])
    services.vouch(application=row, how="since school", by=come("bea").person, now=NOW)

    first.post(at, {"do": "view", "view": "yes", "reason": "quokka"})
    first.post(at, {"do": "back"})
    first.post(at, {"do": "view", "view": "yes", "reason": "quokka"})
    hidden, shown = second.get(at).text, first.get(at).text
    third.post(at, {"do": "aside"})
    aside = third.get(at).text
    wrong = second.post(at, {"do": "view", "view": "no"}).status_code
    second.post(at, {"do": "more", "text": "Where?"})
    again = first.post(at, {"do": "view", "view": "yes", "reason": "x"}, follow=True).text
    second.post(at, {"do": "view", "view": "yes", "reason": "wombat"})

    row.refresh_from_db()
    listed = second.get(reverse("vetting:asked", args=[row.edition_id])).text
    assert ["quokka" in page for page in (hidden, shown, aside)] == [False, True, False]
    assert ["I report" in page for page in (hidden, aside)] == [True, False]
    assert ("You had a part in it" in again, wrong, row.state) == (True, 422, "approved")
    assert at in listed


def test_an_appeal_is_answered_and_what_is_over_says_so(ask: Ask, readers: list[Person]) -> None:
    row = refused(ask(), readers)
    Application.objects.update(state="appealed", appealed_at=NOW)
    at = reverse("vetting:one", args=[row.edition_id, row.pk])
    browser = signed_in(readers[3])
    part = signed_in(readers[0]).get(at).text

    browser.post(at, {"do": "stay", "text": "We looked"})
    over = browser.post(at, {"do": "invite", "text": "x"}, follow=True).text

    row.refresh_from_db()
    assert (row.state, queries.text_of(row, "answer")) == ("refused", "We looked")
    assert ("It waits for somebody" in part, "any more" in over) == (True, True)


def test_a_yes_that_can_not_be_kept_says_why(ask: Ask, readers: list[Person]) -> None:
    row = say(ask(), readers[0], "yes")
    Edition.objects.filter(pk=row.edition_id).update(state="closed")
    at = reverse("vetting:one", args=[row.edition_id, row.pk])

    said = signed_in(readers[1]).post(at, {"do": "view", "view": "yes", "reason": "x"}, follow=True)

    assert "Answers are not taken any more" in said.text
