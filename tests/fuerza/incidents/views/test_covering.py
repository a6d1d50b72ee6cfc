"""An organiser settles who is on call and sees where nobody is; of reports she sees nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.incidents import queries
from fuerza.incidents.models import Duty, Report, Total, Wall
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.incidents.conftest import MakePerson, Tell, unlocked

TIMES = {"starts_at": "2041-04-09T08:00", "ends_at": "2041-04-09T20:00"}


@pytest.fixture
def browser(olivia: Person) -> Client:
    return unlocked(olivia)


def at(name: str, *args: object) -> str:
    return reverse(f"incidents:{name}", args=args)


def test_she_puts_two_on_call_and_is_told_what_is_not_covered(
    browser: Client, edition: Edition, fay: Person, ada: Person
) -> None:
    form = {"first": fay.pk, "first_phone": "+57 1", "second": ada.pk, "second_phone": ""}
    before = browser.get(at("cover", edition.pk)).text

    sent = browser.post(at("put_on_call", edition.pk), form | TIMES)
    page = browser.get(at("cover", edition.pk)).text

    assert sent.status_code == 302
    assert ("Nobody from" in before, "Nobody is on call yet." in before) == (True, True)
    seen = [words in page for words in ("fay", "+57 1", "ada", "no number", "Nobody from")]
    assert seen == [True] * 5
    [first, _second] = Duty.objects.order_by("person__username")
    assert first.starts_at.isoformat() == "2041-04-09T13:00:00+00:00"
    browser.post(at("take_off_call", edition.pk, first.pk))
    assert Duty.objects.count() == 1
    assert browser.post(at("take_off_call", edition.pk, first.pk)).status_code == 404


def test_one_alone_is_kept_and_said_to_be_one_and_what_is_wrong_is_named(
    browser: Client, edition: Edition, fay: Person, make: MakePerson
) -> None:
    address = at("put_on_call", edition.pk)
    alone = browser.post(address, {"first": fay.pk} | TIMES, follow=True).text
    twice = browser.post(address, {"first": fay.pk, "second": fay.pk} | TIMES)
    backwards = TIMES | {"ends_at": "2041-04-09T07:00"}
    never = browser.post(address, {"first": fay.pk} | backwards)
    stranger = browser.post(address, {"first": make("zoe").pk} | TIMES)

    assert ("one person alone" in alone, "One person alone from" in alone) == (True, True)
    assert "two different people" in twice.text
    assert "before it begins" in never.text
    assert [page.status_code for page in (twice, never, stranger)] == [422, 422, 422]
    assert Duty.objects.count() == 1


def test_she_chooses_whom_to_turn_to_besides(
    browser: Client, edition: Edition, otto: Person, sofia: Person
) -> None:
    without = browser.get(at("cover", edition.pk)).text
    browser.post(at("contacts", edition.pk), {"outside": otto.pk, "safeguarding": sofia.pk})

    page = browser.get(at("cover", edition.pk)).text
    form = browser.get(at("contacts", edition.pk)).text
    assert ("Without somebody outside" in without, "otto" in page, "sofia" in page) == (True,) * 3
    assert form.count("selected") == 2


def test_the_link_is_shown_once_and_takes_nobody_in(browser: Client, edition: Edition) -> None:
    page = browser.post(at("link", edition.pk))
    token = page.context["address"].rpartition("/t/")[2].strip("/")

    later = browser.get(at("cover", edition.pk)).text

    found = queries.wall_by(token, timezone.now())
    assert (found and found.edition, token in later, Wall.objects.count()) == (edition, False, 1)


def test_of_reports_she_sees_nothing_but_a_number_from_five_on(
    browser: Client, edition: Edition, tell: Tell, pair: tuple[Person, Person]
) -> None:
    addresses = [at("cover", edition.pk), reverse("attendance:people", args=[edition.pk])]
    before = [len(browser.get(one).text) for one in addresses]
    tell(None, named=(pair[0].pk,))
    after = [len(browser.get(one).text) for one in addresses]
    Total.objects.create(edition=edition, reports=4)
    four = browser.get(addresses[0]).text
    Total.objects.update(reports=5)

    assert (before, Report.objects.count()) == (after, 1)
    assert [
        "deleted after their time: 5" in page for page in (four, browser.get(addresses[0]).text)
    ] == [
        False,
        True,
    ]


@pytest.mark.usefixtures("pair")
def test_none_of_it_is_there_for_anybody_else(
    edition: Edition,
    fay: Person,
    make: MakePerson,
) -> None:
    duty = Duty.objects.all()[0]
    browsers = [unlocked(fay), unlocked(make("petra", "organiser", duty.pk))]

    found = {
        browser.get(at(name, edition.pk)).status_code
        for browser in browsers
        for name in ("cover", "put_on_call", "contacts", "unread")
    } | {browser.post(at("link", edition.pk)).status_code for browser in browsers}
    found |= {one.post(at("take_off_call", edition.pk, duty.pk)).status_code for one in browsers}

    assert (found, Duty.objects.count(), Wall.objects.count()) == ({404}, 2, 0)


@pytest.mark.usefixtures("contacts")
def test_the_contact_reads_what_she_can_do_and_nothing_of_what_is_in_it(
    edition: Edition, tell: Tell, sofia: Person, otto: Person
) -> None:
    report = tell(None, named=(otto.pk,)).report

    page = unlocked(sofia).get(at("unread", edition.pk))

    assert (page.status_code, "has nobody who can read it" in page.text) == (200, True)
    assert [one in page.text for one in ("grabbed", str(report.pk))] == [False, False]
