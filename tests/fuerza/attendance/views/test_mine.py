"""Her page of an edition: hers alone, hers to change, and nobody else's to find."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.attendance import queries, services
from fuerza.attendance.models import Registration
from fuerza.people.models import Person
from fuerza.programme import services as programme
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import NOW, AddSession, Come, MakePerson, signed_in, states


@pytest.fixture(autouse=True)
def _just_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have everybody just shown that it is she: when that is asked, tests/security tells."""
    from fuerza.people.adapter import Adapter

    monkeypatch.setattr(Adapter, "elsewhere_to_show_again", lambda *_: None)


ACTS = ("settle", "companions", "claim", "leave")


@pytest.fixture
def ana(come: Come) -> Registration:
    return come("ana", badge="Ana A.", needs=(("diet", "no nuts"),))


@pytest.fixture
def browser(ana: Registration) -> Client:
    return signed_in(ana.person)


def at(name: str, edition: Edition) -> str:
    return reverse(f"attendance:{name}", args=[edition.pk])


def test_she_sees_where_she_stands_and_what_she_settled(
    browser: Client, edition: Edition, add_session: AddSession
) -> None:
    add_session(edition, "Table one")

    page = browser.get(at("mine", edition))

    seen = [words in page.text for words in ("You have a place", "Ana A.", "no nuts", "Table one")]
    assert (seen, page["Cache-Control"]) == ([True] * 4, "no-store")


def test_for_anybody_else_there_is_no_such_page(
    ana: Registration, edition: Edition, make: MakePerson, as_olivia: Client
) -> None:
    other = signed_in(make("bea"))
    addresses = [at(name, edition) for name in ("mine", *ACTS)]

    answers = {
        (
            browser.get(addresses[0]).status_code,
            *(browser.post(one).status_code for one in addresses[1:]),
        )
        for browser in (other, as_olivia)
    }

    assert answers == {(404, 404, 404, 404, 404)}
    ana.refresh_from_db()
    assert ana.state == "confirmed"


def test_she_changes_what_she_settled_and_takes_back_what_she_agreed_to(
    browser: Client, edition: Edition, ana: Registration
) -> None:
    sent = {"badge": "A.", "public": "Ana Public", "legal": "Paper", "photo": "green"}
    browser.post(at("settle", edition), sent | {"purposes": ["naming"], "needs": ["access"]})
    agreed = queries.agreed_to(ana, timezone.now())

    browser.post(at("settle", edition), sent | {"photo": "red"})

    ana.refresh_from_db()
    assert (agreed, queries.agreed_to(ana, timezone.now())) == (["naming", "photo"], [])
    assert queries.names_of(ana) == queries.Names(badge="A.", public="Ana Public")
    assert (queries.legal_name_of(ana), queries.needs_of(ana)) == ("Paper", [])


def test_what_can_not_be_kept_changes_nothing(
    browser: Client, edition: Edition, ana: Registration
) -> None:
    browser.post(at("settle", edition), {"badge": "x" * 61})
    browser.post(
        at("companions", edition), {"companions": ["interpreter", "carer", "security", "child"]}
    )

    assert (queries.names_of(ana).badge, ana.companions.count()) == ("Ana A.", 0)


def test_companions_come_along_where_there_are_places_and_are_refused_where_not(
    browser: Client, edition: Edition, ana: Registration
) -> None:
    browser.post(at("companions", edition), {"companions": ["carer"]})
    full = browser.post(at("companions", edition), {"companions": ["carer", "child"]}, follow=True)

    assert [one.support for one in ana.companions.all()] == ["carer"]
    assert "not enough free places" in full.text


def test_an_offer_is_taken_on_her_page_while_it_holds(
    edition: Edition, ana: Registration, come: Come
) -> None:
    come("bea")
    third = come("carla")
    services.leave(registration=ana, now=timezone.now())
    browser = signed_in(third.person)

    page = browser.get(at("mine", edition)).text
    browser.post(at("claim", edition))
    again = browser.post(at("claim", edition), follow=True).text

    assert ("Take the place" in page, states(edition)["carla"]) == (True, "confirmed")
    assert "The time for this offer is over." in again


def test_who_waits_is_told_how_many_are_before_her(
    edition: Edition, ana: Registration, come: Come
) -> None:
    come("bea")
    third, fourth = come("carla"), come("dana")

    pages = [signed_in(row.person).get(at("mine", edition)).text for row in (third, fourth)]

    assert ["0 people wait before you" in pages[0], "1 person waits before you" in pages[1]] == [
        True,
        True,
    ]
    assert ana.state == "confirmed"


def test_leaving_is_asked_about_first_and_can_not_be_done_twice(
    browser: Client, edition: Edition
) -> None:
    asked = browser.get(at("leave", edition)).text
    before = states(edition)

    gone = browser.post(at("leave", edition), follow=True).text

    assert ("Not come after all?" in asked, before) == (True, {"ana": "confirmed"})
    assert ("You are not coming" in gone, states(edition)) == (True, {"ana": "cancelled"})
    after = [browser.get(at("leave", edition)), browser.post(at("settle", edition))]
    assert [one.status_code for one in (*after, browser.post(at("companions", edition)))] == [
        404
    ] * 3


def test_a_lapsed_offer_shows_her_in_the_queue(
    edition: Edition, ana: Registration, come: Come
) -> None:
    come("bea")
    third = come("carla")
    services.leave(registration=ana, now=NOW - timedelta(days=900))

    page = signed_in(third.person).get(at("mine", edition)).text

    assert ("Take the place" in page, "You are on the waiting list" in page) == (False, True)


def test_she_asks_to_bring_somebody_reads_out_her_code_and_can_say_no(
    browser: Client, edition: Edition, ana: Registration, as_olivia: Client
) -> None:
    browser.post(at("bring", edition))
    page = browser.get(at("mine", edition)).text
    told = as_olivia.get(at("people", edition)).text
    wrong = as_olivia.post(at("agree", edition), {"code": "AAAA-AAAA"})
    link = as_olivia.post(at("agree", edition), {"code": queries.code_of(ana)}).text
    [brought] = queries.brought_by(ana)

    after = browser.get(at("mine", edition)).text
    browser.post(reverse("attendance:bring_nobody", args=[edition.pk, brought.pk]))
    again = browser.post(reverse("attendance:bring_nobody", args=[edition.pk, brought.pk]))

    assert ("nothing is sent yet" in page, queries.code_of(ana) in page) == (True, True)
    assert ("1 participant asks to bring somebody" in told, wrong.status_code) == (True, 422)
    assert ("/e/i/" in link, "Invited" in after, again.status_code) == (True, True, 404)
    assert list(queries.brought_by(ana)) == []


def test_nobody_is_brought_to_an_edition_that_has_closed_or_by_one_who_left(
    browser: Client, edition: Edition, ana: Registration, as_olivia: Client
) -> None:
    browser.post(at("bring", edition))
    programme.move_on(edition=edition, to="closed", now=NOW)
    refused = as_olivia.post(at("agree", edition), {"code": queries.code_of(ana)})
    browser.post(at("leave", edition))

    gone = browser.post(at("bring", edition))

    assert ("not taken any more" in refused.text, gone.status_code) == (True, 404)


def test_whoever_is_brought_is_asked_for_the_rules(
    edition: Edition, ana: Registration, olivia: Person, make: MakePerson
) -> None:
    asked = services.ask_to_bring(registration=ana, now=NOW)
    made = services.agree_to_bring(brought=asked, by=olivia, now=timezone.now())
    theo = signed_in(make("theo"))
    address = reverse("attendance:answer", args=[made.token])

    page = theo.get(address).text
    without = theo.post(address, {"photo": "red"})
    theo.post(address, {"photo": "red", "keeps_rules": "on"})

    assert ("I tell nobody who comes" in page, "Ana" in page) == (True, False)
    assert (without.status_code, states(edition)["theo"]) == (422, "confirmed")
