"""A new key for a case once somebody's help with it has ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.cases import queries, services
from fuerza.cases.choices import Entry
from fuerza.cases.models import Case
from fuerza.cases.queries import Account, AliasBody, CaseAt, IncidentBody
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Person
from fuerza.vault.models import CaseKey
from tests.fuerza.cases.conftest import NOW, TITLE, WRITTEN, let_into, with_desk

ACCOUNTS = (Account(platform="x", handle="a"), Account(platform="x", handle="b"))
for_good = pytest.mark.django_db(
    transaction=True, databases=["default", "keys"]
)  # the old key goes once all is stored, and journals can't be emptied inside a transaction


def again(at: CaseAt) -> CaseAt:
    """Look the case up anew: its key changes when help ends."""
    return queries.own(Case.objects.select_related("case_key").get(pk=at.case.pk), at.owner)


def seen(at: CaseAt, opened: Opened) -> tuple[object, ...]:
    told = queries.told(again(at), opened)
    assert told is not None
    return (
        told.title,
        [it.text for it in told.exhibits],
        [it.reason for it in told.aliases],
        [it.what for it in told.incidents],
        [it.text for it in told.notes],
    )


@pytest.fixture
def full(at: CaseAt) -> CaseAt:
    services.say_alias(at=at, body=AliasBody(accounts=ACCOUNTS, reason="why"), now=NOW)
    services.log_incident(at=at, happened_at=WRITTEN, body=IncidentBody(what="what"), now=NOW)
    services.write_note(at=at, text="note", now=NOW)
    return at


@for_good
def test_ending_help_makes_a_new_key_that_reads_all_of_it(
    full: CaseAt,
    opened: Opened,
    helper: Person,
    helpers_key: Opened,
) -> None:
    away = services.write_note(at=full, text="away", now=NOW + timedelta(seconds=1))
    services.take_line_out(at=full, kind=Entry.NOTE, pk=away.pk, now=NOW)
    grant = let_into(full.owner, helper, full.case, Capability.DOCUMENT)
    services.let_read(at=full, opened=opened, now=timezone.now())
    before, old = seen(full, opened), full.case.case_key
    known = queries.case_secrets(full.case, helpers_key)
    assert known
    people.end_grant(grant=grant, by=full.owner, now=timezone.now())

    services.let_read(at=again(full), opened=opened, now=timezone.now())

    case = Case.objects.get()
    assert case.case_key_id != old.pk
    assert seen(full, opened) == before
    assert before[0] == TITLE
    assert not CaseKey.objects.filter(pk=old.pk).exists()
    assert not SealedKey.objects.filter(key_id=old.pk).exists()
    assert not SealedKey.objects.filter(holder_id=old.pk).exists()
    with pytest.raises(Exception, match="none of the case's keys"):
        queries.title_of(case, known)
    services.put_line_back(at=queries.own(case, full.owner), kind=Entry.NOTE, pk=away.pk, now=NOW)
    assert seen(full, opened)[-1] == ["note", "away"]


@for_good
def test_a_new_key_is_made_once(
    full: CaseAt,
    opened: Opened,
    helper: Person,
) -> None:
    grant = let_into(full.owner, helper, full.case, Capability.DOCUMENT)
    people.end_grant(grant=grant, by=full.owner, now=timezone.now())
    keys = set()

    for _twice in range(2):
        at = queries.own(Case.objects.select_related("case_key").get(), full.owner)
        services.let_read(at=at, opened=opened, now=timezone.now())
        keys.add(Case.objects.get().case_key_id)

    assert len(keys) == 1


@for_good
def test_who_else_helps_goes_on_reading(
    full: CaseAt,
    opened: Opened,
    helper: Person,
    helpers_key: Opened,
) -> None:
    let_into(full.owner, helper, full.case, Capability.DOCUMENT)
    ended = let_into(full.owner, with_desk("berta"), full.case, Capability.DOCUMENT)
    people.end_grant(grant=ended, by=full.owner, now=timezone.now())

    services.let_read(at=again(full), opened=opened, now=timezone.now())

    theirs = queries.case_at(helper, full.case.pk, timezone.now())
    assert theirs is not None
    told = queries.told(theirs, helpers_key)
    assert told is not None
    assert [it.text for it in told.exhibits] == ["canarytext 0", "canarytext 1"]


@for_good
def test_a_case_without_a_title_gets_a_new_key(at: CaseAt, opened: Opened, helper: Person) -> None:
    services.rename(at=at, title="", now=NOW)
    grant = let_into(at.owner, helper, at.case, Capability.DOCUMENT)
    people.end_grant(grant=grant, by=at.owner, now=timezone.now())

    services.let_read(at=again(at), opened=opened, now=timezone.now())

    assert seen(at, opened)[0] == ""
