"""Whose a case is, who may see it, and what it tells once it is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.cases import queries, services
from fuerza.cases.choices import Exactness
from fuerza.cases.models import Case
from fuerza.cases.queries import Account, AliasBody, CaseAt, IncidentBody
from fuerza.core.keyrings import Opened
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from fuerza.vault.services import erase
from tests.fuerza.cases.conftest import NOW, TITLE, WRITTEN, Kept, let_into, with_desk

SAME = AliasBody(
    accounts=(
        Account(platform="bluesky", handle="loud0.example"),
        Account(platform="x", handle="louder"),
    ),
    reason="canaryreason",
)


def test_a_case_tells_all_of_it_to_its_owner(at: CaseAt, opened: Opened) -> None:
    services.say_alias(at=at, body=SAME, now=NOW)
    services.log_incident(
        at=at,
        happened_at=WRITTEN,
        body=IncidentBody(what="canarywhat", exactness=Exactness.DAY),
        now=NOW,
    )
    services.write_note(at=at, text="canarynote", now=NOW)

    told = queries.told(at, opened)

    assert told is not None
    assert told.title == TITLE
    assert [
        (it.exhibit.number, it.text, it.author, it.platform, it.url, it.written_at, it.category)
        for it in told.exhibits
    ] == [
        (
            n + 1,
            f"canarytext {n}",
            f"loud{n}.example",
            "bluesky",
            f"https://social.example/{n}",
            WRITTEN + timedelta(hours=n),
            "",
        )
        for n in range(2)
    ]
    assert [(it.accounts, it.reason) for it in told.aliases] == [(SAME.accounts, "canaryreason")]
    assert [(it.what, it.exactness, it.by) for it in told.incidents] == [
        ("canarywhat", "day", at.owner)
    ]
    assert [(it.text, it.by) for it in told.notes] == [("canarynote", at.owner)]


def test_a_locked_case_tells_nothing(at: CaseAt) -> None:
    assert queries.told(at, None) is None
    assert queries.titles_of([at.case], None) == {}


def test_a_case_is_there_for_its_owner_alone(case: Case, person: Person) -> None:
    now = timezone.now()

    assert queries.case_at(with_desk("other"), case.pk, now) is None
    found = queries.case_at(person, case.pk, now)
    assert found is not None
    assert (found.is_own, found.may) == (True, frozenset(Capability.values))


def test_a_grant_for_the_case_opens_it_and_no_other(
    case: Case, person: Person, helper: Person, opened: Opened
) -> None:
    another = services.open_case(person=person, title="", exhibits=[], opened=opened, now=NOW)
    let_into(person, helper, case, Capability.DOCUMENT)
    now = timezone.now()

    found = queries.case_at(helper, case.pk, now)

    assert found is not None
    assert (found.is_own, found.may, found.owner) == (False, frozenset({"document"}), person)
    assert queries.case_at(helper, another.pk, now) is None
    assert queries.let_into(helper, now) == [case]


def test_a_grant_for_the_desk_opens_no_case(case: Case, person: Person, helper: Person) -> None:
    let_into(person, helper, None, *Capability)

    assert queries.case_at(helper, case.pk, timezone.now()) is None


def test_a_helper_reads_the_case_and_nothing_else_of_hers(
    at: CaseAt, helper: Person, opened: Opened, helpers_key: Opened
) -> None:
    let_into(at.owner, helper, at.case, Capability.DOCUMENT)
    now = timezone.now()
    theirs = queries.case_at(helper, at.case.pk, now)
    assert theirs is not None
    assert queries.told(theirs, helpers_key) is None

    handed = services.let_read(at=at, opened=opened, now=now)

    assert handed == 1
    told = queries.told(theirs, helpers_key)
    assert told is not None
    assert [it.text for it in told.exhibits] == ["canarytext 0", "canarytext 1"]
    assert services.let_read(at=at, opened=opened, now=now) == 0


def test_an_ended_grant_reads_nothing(
    at: CaseAt, helper: Person, opened: Opened, helpers_key: Opened
) -> None:
    grant = let_into(at.owner, helper, at.case, Capability.DOCUMENT)
    services.let_read(at=at, opened=opened, now=timezone.now())
    people.end_grant(grant=grant, by=at.owner, now=timezone.now())

    assert queries.case_at(helper, at.case.pk, timezone.now()) is None
    assert queries.case_secret(at.case, helpers_key) is None


def test_the_key_of_a_grant_that_ran_out_is_taken_back(
    at: CaseAt, helper: Person, opened: Opened, helpers_key: Opened
) -> None:
    let_into(at.owner, helper, at.case, Capability.DOCUMENT)
    services.let_read(at=at, opened=opened, now=timezone.now())

    services.let_read(at=at, opened=opened, now=timezone.now() + timedelta(days=8))

    assert queries.case_secret(at.case, helpers_key) is None


def test_the_key_is_taken_from_whoever_is_no_longer_here(
    at: CaseAt, helper: Person, opened: Opened, helpers_key: Opened
) -> None:
    let_into(at.owner, helper, at.case, Capability.DOCUMENT)
    services.let_read(at=at, opened=opened, now=timezone.now())
    assert queries.case_secret(at.case, helpers_key) is not None
    Person.objects.filter(pk=helper.pk).update(is_active=False)

    services.let_read(at=at, opened=opened, now=timezone.now())

    assert queries.case_secret(at.case, helpers_key) is None


def test_what_was_destroyed_stands_in_the_case_without_words(at: CaseAt, opened: Opened) -> None:
    [first, _second] = [row.exhibit for row in queries.exhibits_in(at)]
    erase(exhibits=[first], by=at.owner, now=NOW)

    told = queries.told(at, opened)

    assert told is not None
    assert [it.text for it in told.exhibits] == [None, "canarytext 1"]


@pytest.mark.parametrize("number", [1, 3, 60])
def test_telling_a_case_costs_the_same_for_any_number(
    person: Person, opened: Opened, kept: Kept, number: int, django_assert_num_queries: object
) -> None:
    case = services.open_case(
        person=person, title=TITLE, exhibits=kept(number), opened=opened, now=NOW
    )
    at = queries.case_at(person, case.pk, timezone.now())
    assert at is not None

    with django_assert_num_queries(6):  # type: ignore[operator]  # a fixture that pytest-django doesn't type
        queries.told(at, opened)
