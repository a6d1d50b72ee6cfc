"""Those who handle a report see the record and what they can do; what can't be done is said."""

import pytest
from django.test import Client
from django.urls import reverse

from fuerza.core import keyrings
from fuerza.incidents import queries, services
from fuerza.incidents.models import Report
from fuerza.people.models import Person
from tests.fuerza.incidents.conftest import NOW, Tell, names, secret_of, unlocked

Pair = tuple[Person, Person]


@pytest.fixture
def report(tell: Tell, pair: Pair, ana: Person) -> Report:  # noqa: ARG001 -- on call before it comes
    return tell(ana, named=()).report


def do(client: Client, act: str, report: Report, **sent: object) -> str:
    address = reverse(f"incidents:{act}", args=[report.pk])
    return client.post(address, sent, follow=True).text


@pytest.mark.usefixtures("ana")
def test_from_the_first_reading_to_the_end(
    report: Report,
    pair: Pair,
) -> None:
    fay, ada = (unlocked(one) for one in pair)
    listed = fay.get(reverse("incidents:all")).text
    do(fay, "move", report, to="acknowledged")
    do(fay, "move", report, to="triaged")
    do(fay, "write", report, kind="heard", text="He says he stumbled")
    do(fay, "decide", report, measures=["warning"], reason="Seen by two")
    number = Report.objects.get().proposal
    own = do(fay, "agree", report, number=number)
    stale = do(ada, "agree", report, number=1)
    do(ada, "agree", report, number=number)
    do(ada, "write", report, kind="to_her", text="He was warned")

    page = do(ada, "move", report, to="closed")

    assert ("late" in listed, "grabbed" in listed) == (True, False)
    assert "your own proposal" in own
    assert "stands elsewhere" in stale
    words = ("grabbed", "He says he stumbled", "A warning", "He was warned", "ana", "fay")
    assert [one in page for one in words] == [True] * 6
    assert Report.objects.get().state == "closed"


def test_what_is_missing_or_does_not_follow_is_said_and_changes_nothing(
    report: Report, pair: Pair
) -> None:
    fay = unlocked(pair[0])
    answers = [
        do(fay, "write", report, kind="note", text=""),
        do(fay, "move", report, to="nonsense"),
        do(fay, "move", report, to="closed"),
        do(fay, "decide", report, measures=["talk"], reason="x"),
        do(fay, "ask_in", report, person="nonsense"),
    ]

    said = ["Something was missing" in one or "stands elsewhere" in one for one in answers]
    report.refresh_from_db()
    assert (said, report.state, report.last_number) == ([True] * 5, "received", 1)


def test_somebody_is_had_in_and_whoever_names_herself_is_led_away(
    report: Report, pair: Pair, olivia: Person
) -> None:
    browser = unlocked(pair[0])
    do(browser, "ask_in", report, person=olivia.pk)
    first = names(queries.handlers_of(report))
    signs = {name: sign for sign, name in queries.to_name(report.edition, NOW, room=True)}

    page = do(browser, "name", report, named=[signs["fay"]])

    assert (first, names(queries.handlers_of(report))) == (
        ["ada", "fay", "olivia"],
        ["ada", "olivia"],
    )
    assert "Nothing is with you" in page


def test_she_steps_aside_after_a_question(report: Report, pair: Pair) -> None:
    browser = unlocked(pair[0])
    asked = browser.get(reverse("incidents:step_aside", args=[report.pk]))

    page = do(browser, "step_aside", report)

    assert ("taken back" in asked.text, "You stepped aside" in page) == (True, True)
    assert names(queries.handlers_of(report)) == ["ada"]


def test_a_record_says_when_it_was_changed_when_she_is_alone_and_whose_it_is(
    report: Report, tell: Tell, pair: Pair
) -> None:
    fay, ada = pair
    nameless = tell(None).report
    for one in (report, nameless):
        services.step_aside(report=one, secret=secret_of(one, ada), by=ada, now=NOW)
    report.entries.filter(number=1).update(at=NOW.replace(year=2020))
    Report.objects.filter(pk=report.pk).update(reporter=None)
    browser = unlocked(fay)

    pages = [
        browser.get(reverse("incidents:record", args=[one.pk])).text for one in (report, nameless)
    ]

    said = ("This record was changed", "You are alone with it", "has erased her account")
    assert [words in pages[0] for words in said] == [True] * 3
    assert [words in pages[1] for words in said] == [False, True, False]
    assert "Reported without a name" in pages[1]


def test_whoever_has_got_new_keys_is_told_what_to_do(report: Report, pair: Pair) -> None:
    keyrings.destroy(pair[0].pk)
    keyrings.make_keyring(pair[0].pk, now=NOW)

    page = unlocked(pair[0]).get(reverse("incidents:record", args=[report.pk])).text

    assert ("You have new keys" in page, "grabbed" in page) == (True, False)


def test_in_a_workshop_no_word_of_a_record_or_of_her_own_report_is_on_the_page(
    report: Report, pair: Pair, ana: Person
) -> None:
    Person.objects.update(is_workshop=True)
    for person in (pair[0], ana):
        person.refresh_from_db()

    pages = [
        unlocked(person).get(reverse(f"incidents:{name}", args=[report.pk])).text
        for name, person in (("record", pair[0]), ("hers", ana))
    ]

    assert [("grabbed" in page, "Workshop mode:" in page) for page in pages] == [(False, True)] * 2
