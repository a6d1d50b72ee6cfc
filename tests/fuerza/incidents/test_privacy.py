"""Her copy has what she reported with her name; erased, no row leads to her and those who handle it can go on."""

import json
from typing import Any

import pytest

from fuerza.core import hooks, keyrings
from fuerza.core.keyrings import Opened
from fuerza.incidents import privacy, queries, services
from fuerza.incidents.choices import EntryKind
from fuerza.incidents.models import Contacts, Duty, Handling, Report
from fuerza.people.models import Person
from tests.fuerza.incidents.conftest import FROM, NOW, UNTIL, Tell, secret_of

Pair = tuple[Person, Person]


def copy_of(person: Person, key: Opened | None) -> dict[str, Any]:
    return {part.path: json.loads(part.content) for part in privacy.export(person, key)}


def test_her_copy_has_what_she_wrote_and_was_told_and_nothing_of_their_notes(
    tell: Tell, pair: Pair, ana: Person
) -> None:
    fay, _ada = pair
    report = tell(ana, named=(fay.pk,), who="a tall man").report
    tell(ana, is_anonymous=True)
    secret = secret_of(report, pair[1])
    for kind in (EntryKind.NOTE, EntryKind.TO_HER):
        services.write(report=report, kind=kind, text=kind, secret=secret, by=pair[1], now=NOW)

    copy = copy_of(ana, keyrings.open_with_server(ana.pk, now=NOW))
    locked = copy_of(ana, None)

    [kept] = copy["reports.json"]
    assert [one["kind"] for one in kept["entries"]] == ["report", "to_her"]
    assert {key: kept["entries"][0][key] for key in ("text", "needs", "who", "named")} == {
        "text": "He grabbed my arm",
        "needs": ["sit", "home"],
        "who": "a tall man",
        "named": ["fay"],
    }
    assert (copy["on-call.json"], copy["reports-handled.json"]) == ([], [])
    assert locked["reports.json"][0]["entries"].startswith("locked")


def test_the_copy_of_whoever_handles_it_says_that_she_does_and_not_a_word_of_it(
    tell: Tell, pair: Pair, ana: Person
) -> None:
    fay, _ada = pair
    report = tell(ana).report

    copy = copy_of(fay, keyrings.open_with_server(fay.pk, now=NOW))

    [duty], [handled] = copy["on-call.json"], copy["reports-handled.json"]
    assert (duty["phone"], handled["report"]) == ("+57 1", str(report.pk))
    assert [one in str(copy) for one in ("grabbed", str(ana.pk))] == [False, False]


def test_erased_no_row_leads_to_whoever_reported_it_and_the_record_is_still_read(
    tell: Tell, pair: Pair, ana: Person
) -> None:
    report = tell(ana).report
    erase = hooks.find("privacy", "incidents:erase")
    assert erase is not None

    keyrings.destroy(ana.pk)
    erase(ana)
    erase(ana)

    left = Report.objects.get()
    secret = secret_of(left, pair[0])
    assert (left.reporter, left.is_anonymous, queries.handlers_of(left)) == (
        None,
        False,
        [pair[1], pair[0]],
    )
    assert [line.body.text for line in queries.lines_of(report, secret)] == ["He grabbed my arm"]
    assert str(ana.pk) not in str(list(left.entries.values()))


@pytest.mark.usefixtures("contacts")
def test_erased_whoever_handled_it_has_no_rows_left(
    tell: Tell, pair: Pair, otto: Person, sofia: Person
) -> None:
    fay, ada = pair
    tell(None)

    for person in (fay, otto, sofia):
        privacy.erase(person)

    assert [one.person for one in Handling.objects.all()] == [ada]
    duties = [(one.person, one.starts_at, one.ends_at) for one in Duty.objects.all()]
    assert duties == [(ada, FROM, UNTIL)]
    kept = Contacts.objects.get()
    assert (kept.outside, kept.safeguarding) == (None, None)
