"""All cases, opening one from the desk, and the least in one tap."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fuerza.cases import queries, services
from fuerza.cases.models import Case
from fuerza.cases.queries import CaseAt
from fuerza.core.keyrings import Opened
from fuerza.desk import services as desk_services
from fuerza.desk.models import Group, Mention
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from fuerza.vault.choices import NotKept
from fuerza.vault.models import Exhibit
from fuerza.vault.services import KeepingFailed
from tests.fuerza.cases.conftest import NOW, TITLE, let_into, with_desk
from tests.fuerza.cases.test_gathering import Said, flood
from tests.fuerza.desk.conftest import post, signed_in

ALL, GATHER, LEAST = reverse("cases:all"), reverse("cases:gather"), reverse("cases:least")
NOBODY = uuid.UUID(int=7)


def text_of(client: Client, url: str = ALL) -> str:
    reply = client.get(url)
    assert reply.status_code == 200
    return reply.content.decode()


def test_an_empty_page_says_what_will_be_here(hers: Client) -> None:
    assert "No case yet" in text_of(hers)


def test_open_and_locked_tell_her_what_they_may(case: Case, hers: Client, locked: Client) -> None:
    opened, shut = text_of(hers), text_of(locked)

    assert (TITLE in opened, TITLE in shut) == (True, False)
    assert ("2 things kept" in opened, "2 things kept" in shut) == (True, True)
    assert str(case.pk) in shut
    assert "Unlock" in shut


def test_workshop_mode_shows_no_names(case: Case, hers: Client) -> None:
    Person.objects.filter(pk=case.person_id).update(is_workshop=True)

    assert TITLE not in text_of(hers)


def test_nobody_elses_cases_are_here(case: Case) -> None:
    other = signed_in(with_desk("other"))

    assert str(case.pk) not in text_of(other)


def test_a_helper_finds_the_case_she_was_let_into(
    at: CaseAt, opened: Opened, helper: Person
) -> None:
    let_into(at.owner, helper, at.case, Capability.DOCUMENT)
    services.let_read(at=at, opened=opened, now=timezone.now())

    page = text_of(signed_in(helper))

    assert "Cases you help with" in page
    assert TITLE in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    person: Person, hers: Client, number: int, django_assert_num_queries: object
) -> None:
    for _n in range(number):
        services.open_case(person=person, title=TITLE, exhibits=[], opened=None, now=NOW)
    hers.get(ALL)

    with django_assert_num_queries(11):  # type: ignore[operator]  # a fixture that pytest-django doesn't type
        hers.get(ALL)


def test_a_case_with_nothing_in_it_is_opened_while_locked(locked: Client, opened: Opened) -> None:
    reply = locked.post(GATHER, {"desk": "own", "title": "canarynew"}, follow=True)

    case = Case.objects.get()
    assert queries.titles_of([case], opened) == {case.pk: "canarynew"}
    assert "The case is open." in reply.content.decode()


def test_a_group_becomes_a_case(said: Said, hers: Client, person: Person) -> None:
    said(post("you idiot one"), post("you idiot two"), post("apart"))
    group = Group.objects.create(person=person, kind="text", size=2, since=NOW, until=NOW)
    rows = Mention.objects.filter(category="A1")
    rows.update(group=group)

    reply = hers.post(GATHER, {"desk": "own", "of": f"g:{group.pk}"}, follow=True)

    assert "2 things were added." in reply.content.decode()
    assert Case.objects.get().case_exhibits.count() == 2
    assert Exhibit.objects.count() == 2


def test_what_is_ticked_is_added_to_a_case_of_hers(case: Case, hers: Client) -> None:
    third = Exhibit.objects.get(number=3)

    reply = hers.post(GATHER, {"desk": "own", "case": case.pk, "exhibits": third.pk}, follow=True)

    assert "1 thing was added." in reply.content.decode()
    assert case.case_exhibits.count() == 3


@pytest.mark.parametrize(
    "sent",
    [
        {"case": str(NOBODY)},
        {"case": "nonsense"},
        {"exhibits": "nonsense"},
        {"mention": "nonsense"},
        {"of": f"g:{NOBODY}"},
    ],
)
def test_what_names_nothing_of_hers_is_not_there(hers: Client, sent: dict[str, str]) -> None:
    assert hers.post(GATHER, {"desk": "own"} | sent).status_code == 404
    assert not Case.objects.exists()


def test_another_womans_case_takes_nothing_of_hers(case: Case) -> None:
    other = signed_in(with_desk("other"))

    reply = other.post(GATHER, {"desk": "own", "case": str(case.pk)})

    assert reply.status_code == 404
    assert case.case_exhibits.count() == 2


def test_at_anothers_desk_no_case_is_made(person: Person, helper: Person) -> None:
    grant = let_into(person, helper, None, *Capability)
    theirs = signed_in(helper, desk=str(grant.pk))

    assert theirs.post(GATHER, {"desk": str(grant.pk)}).status_code == 404
    assert theirs.post(LEAST, {"desk": str(grant.pk)}).status_code == 404


def test_what_is_locked_is_said_and_nothing_changes(said: Said, locked: Client) -> None:
    [mention] = said(post("canarytext"))

    reply = locked.post(GATHER, {"desk": "own", "mention": mention.pk})

    assert reply.status_code == 422
    assert "Open the desk first" in reply.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("url", "failed", "words"),
    [
        (GATHER, KeepingFailed(NotKept.DISK_FULL, "x"), "disk is full"),
        (LEAST, KeepingFailed(NotKept.SLOW, "x"), "busy for too long"),
        (GATHER, KeepingFailed(NotKept.NOT_ALLOWED, "x"), "must not be kept"),
        (LEAST, desk_services.DeskLocked(), "A part of it"),
    ],
)
def test_what_stands_in_the_way_is_said(  # noqa: PLR0917 -- three of them are one case of the table
    said: Said,
    hers: Client,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    failed: Exception,
    words: str,
) -> None:
    said(post("you idiot canarytext"))

    def fail(**_given: object) -> None:
        raise failed

    monkeypatch.setattr(desk_services, "decide", fail)

    reply = hers.post(url, {"desk": "own", "of": "in:A1"})

    assert (reply.status_code, words in reply.content.decode()) == (422, True)
    assert not Case.objects.exists()


def test_the_least_in_one_tap_is_told_in_numbers_and_undone(
    said: Said, hers: Client, person: Person
) -> None:
    flood(said)

    page = hers.post(LEAST, {"desk": "own", "since": "2026-01-01"}, follow=True).content.decode()

    assert "Kept: 6 of 20 messages" in page
    assert "20 messages from 4 accounts" in page
    case = Case.objects.get()
    [undo] = [line for line in page.split("<form") if 'value="undo_least"' in line]
    entry = undo.split('name="entry" value="')[1].split('"')[0]
    do = reverse("cases:do", args=[case.pk])
    assert f'action="{do}"' in undo
    after = hers.post(do, {"act": "undo_least", "entry": entry}, follow=True).content.decode()

    assert "The case is put away." in after
    assert list(queries.cases_of(person)) == []
    assert set(Mention.objects.values_list("decision", flat=True)) == {"waiting"}


def test_the_least_of_one_account(said: Said, hers: Client) -> None:
    flood(said)
    one = Mention.objects.filter(severity=1).order_by("written_at")[0]

    page = hers.post(LEAST, {"desk": "own", "of": f"a:{one.pk}"}, follow=True).content.decode()

    assert "of 5 messages" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Say since which day."),
        ({"since": "soon"}, "Say since which day."),
        ({"since": "2026-01-01"}, "Nothing is there to be kept."),
    ],
)
def test_the_least_of_nothing_is_said(hers: Client, sent: dict[str, str], words: str) -> None:
    reply = hers.post(LEAST, {"desk": "own"} | sent, follow=True)

    assert words in reply.content.decode()
    assert not Case.objects.exists()


def test_what_a_platform_forbids_to_keep_is_said(said: Said, hers: Client) -> None:
    said(post("you idiot one"), post("you idiot two"))
    Mention.objects.update(may_keep=False)

    page = hers.post(GATHER, {"desk": "own", "of": "in:A1"}, follow=True).content.decode()

    assert "2 can&#x27;t be kept here" in page


def test_what_is_left_over_is_said(
    said: Said, hers: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_services, "AT_ONCE", 1)
    said(post("you idiot one"), post("you idiot two"))

    page = hers.post(GATHER, {"desk": "own", "of": "in:A1"}, follow=True).content.decode()

    assert "1 more is left" in page


def test_a_case_is_taken_back_by_her_alone(at: CaseAt, hers: Client) -> None:
    services.put_away(at=at, now=timezone.now() - timedelta(days=1))
    url = reverse("cases:take_back", args=[at.case.pk])
    assert "Take the case back" in text_of(hers)

    assert signed_in(with_desk("other")).post(url).status_code == 404
    reply = hers.post(url)

    assert reply.headers["Location"] == reverse("cases:case", args=[at.case.pk])
    assert queries.cases_of(at.owner).count() == 1
