"""Role by act, for a report of hers: who gets what, and that what is not hers answers as if it was not there."""

import uuid

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from fuerza.incidents import services
from fuerza.incidents.models import Entry, Handling, Report
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from tests.fuerza.incidents.conftest import (
    NOW,
    Avoid,
    MakePerson,
    Tell,
    opened_by,
    secret_of,
    unlocked,
)
from tests.security.asking import without_chances

ACTS = {
    "record": ("get", {}),
    "write": ("post", {"kind": "note", "text": "x"}),
    "move": ("post", {"to": "acknowledged"}),
    "decide": ("post", {"measures": ["talk"], "reason": "x"}),
    "agree": ("post", {"number": 1}),
    "name": ("post", {}),
    "ask_in": ("post", {}),
    "step_aside": ("get", {}),
    "hers": ("get", {}),
    "add": ("post", {"text": "x"}),
    "copy": ("post", {}),
}
HANDLES = {
    "record": 200,
    "write": 302,
    "move": 302,
    "decide": 302,
    "agree": 302,
    "name": 302,
    "ask_in": 302,
    "step_aside": 200,
}
SENT = {"hers": 200, "add": 302, "copy": 200}


@pytest.fixture
def report(tell: Tell, pair: tuple[Person, Person], ana: Person) -> Report:
    """Handled by ada; fay stepped aside."""
    fay, _ada = pair
    report = tell(ana).report
    services.step_aside(report=report, secret=secret_of(report, fay), by=fay, now=NOW)
    return report


def ask(client: Client, act: str, report_id: uuid.UUID) -> tuple[int, int, str]:
    """Ask, and say what came back: status, length, and the words but for what is drawn by chance."""
    verb, sent = ACTS[act]
    page = getattr(client, verb)(reverse(f"incidents:{act}", args=[report_id]), sent)
    bare = without_chances(page.content.decode())
    return page.status_code, len(bare), bare


@pytest.mark.parametrize(
    ("role", "gets"),
    [
        ("participant", {}),
        ("reporter", SENT),
        ("handler", HANDLES),
        ("who stepped aside", {}),
        ("organiser", {}),
        ("adviser", {}),
        ("operator", {}),
        ("stranger", {}),
    ],
)
def test_each_role_gets_what_is_hers_and_else_what_is_not_there(
    role: str, gets: dict[str, int], report: Report, edition: Edition, make: MakePerson
) -> None:
    persons = {
        "reporter": report.reporter,
        "handler": Person.objects.get(username="ada"),
        "who stepped aside": Person.objects.get(username="fay"),
    }
    roles = {"organiser": "organiser", "adviser": "adviser", "operator": "operator"}
    person = persons.get(role) or make("zoe", roles.get(role, ""))
    if role == "participant":
        edition.registrations.update(person=person)
    client = unlocked(person)
    before = Entry.objects.count()

    refused = {act: ask(client, act, report.pk) for act in ACTS if act not in gets}
    absent = {act: ask(client, act, uuid.uuid4()) for act in refused}
    found = {act: ask(client, act, report.pk)[0] for act in gets}

    assert found == gets
    assert {answer[0] for answer in refused.values()} == {404}
    assert refused == absent
    assert (Entry.objects.count() > before) is bool(gets)


def test_whoever_is_locked_reads_no_word_and_writes_none(report: Report) -> None:
    ada = Person.objects.get(username="ada")
    browsers = {"handler": unlocked(ada), "reporter": unlocked(report.reporter)}  # type: ignore[arg-type]  # she gave her name
    for browser in browsers.values():
        browser.cookies.pop(settings.OPENED_COOKIE_NAME)
    before = Entry.objects.count()

    pages = {
        act: ask(browsers["reporter" if act in SENT else "handler"], act, report.pk) for act in ACTS
    }

    statuses = {act: page[0] for act, page in pages.items()}
    assert statuses == dict.fromkeys(ACTS, 302) | {"record": 200, "hers": 200}
    assert "grabbed" not in str(pages)
    assert Entry.objects.count() == before


def test_whoever_has_come_to_be_kept_apart_finds_nothing_and_has_no_way_to_it(
    report: Report, avoid: Avoid
) -> None:
    ada = Person.objects.get(username="ada")
    browser = unlocked(ada)
    assert report.reporter is not None
    avoid(report.reporter, ada)

    first = ask(browser, "record", report.pk)

    assert (first[0], ask(browser, "write", report.pk)[0]) == (404, 404)
    assert first == ask(browser, "record", uuid.uuid4())
    assert opened_by(report, ada) is None
    assert not Handling.objects.filter(person=ada, aside_at=None).exists()
