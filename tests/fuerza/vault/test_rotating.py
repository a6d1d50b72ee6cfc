"""A case's key: handed on while a grant lasts, replaced when it ends, and nothing that was kept is lost by that."""

from datetime import timedelta

import pytest

from fuerza.cases.models import Case
from fuerza.core import crypto, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.people import services as people
from fuerza.people.choices import Capability
from fuerza.people.models import Grant, Person
from fuerza.vault import queries, services
from fuerza.vault.models import CaseKey
from tests.fuerza.vault.samples import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def case(amal: Person) -> Case:
    """A case with one item key sealed to it."""
    private, public = crypto.new_pair()
    key = CaseKey(person=amal, public=public, made_at=NOW)
    readers = keyrings.readers_of([amal.pk])
    crypto.hand_on(crypto.ContentKey(key.pk, private), owner_id=amal.pk, readers=readers)
    key.save(force_insert=True)
    crypto.new_content_key(owner_id=amal.pk, readers={key.pk: public})
    return Case.objects.create(person=amal, case_key=key, opened_at=NOW)


@pytest.fixture
def ines() -> Person:
    return made("ines")


def made(name: str) -> Person:
    person = Person.objects.create_user(name)
    keyrings.make_keyring(person.pk, now=NOW)
    return person


def let_in(
    case: Case, actor: Person, *, opened: Opened | None = None, in_person: bool = True
) -> Grant:
    return people.grant(
        owner=case.person,
        actor=actor,
        capabilities=[Capability.DOCUMENT],
        scope_id=case.pk,
        ends_at=NOW + timedelta(days=7),
        now=NOW,
        begins_now=in_person,
        opened=opened,
    )


def end(grant: Grant, *, opened: Opened | None = None) -> None:
    people.end_grant(grant=grant, by=grant.owner, now=LATER, opened=opened)


def opens(person: Person, case: Case) -> int:
    """Count the keys of this case, new and old, that somebody's keyring opens."""
    case = Case.objects.get(pk=case.pk)
    key = keyrings.open_with_server(person.pk, now=NOW)
    return len(queries.case_secrets([case.case_key_id], opened=key)[case.case_key_id])


def items_of(case: Case, opened: Opened) -> int:
    """Count the item keys of this case that lie under its newest key and open with it."""
    key_id = Case.objects.get(pk=case.pk).case_key_id
    private = opened.content_keys([key_id])[key_id]
    ids = SealedKey.objects.filter(holder_id=key_id).values_list("key_id", flat=True)
    return len(crypto.content_keys(ids, holder_id=key_id, private=private))


@pytest.mark.parametrize(
    ("is_open", "in_person", "handed"), [(True, True, 1), (False, True, 0), (True, False, 0)]
)
def test_a_case_is_handed_on_at_once_if_she_is_open_and_the_code_was_read(
    case: Case, ines: Person, opened: Opened, *, is_open: bool, in_person: bool, handed: int
) -> None:
    let_in(case, ines, opened=opened if is_open else None, in_person=in_person)

    assert opens(ines, case) == handed


def test_a_grant_for_the_desk_opens_no_case(case: Case, ines: Person, opened: Opened) -> None:
    people.grant(
        owner=case.person,
        actor=ines,
        capabilities=[Capability.DOCUMENT],
        ends_at=NOW + timedelta(days=7),
        now=NOW,
        begins_now=True,
        opened=opened,
    )

    assert opens(ines, case) == 0


@pytest.mark.parametrize("is_open", [True, False])
def test_ending_it_takes_the_key_and_starts_a_new_one(
    case: Case, ines: Person, opened: Opened, *, is_open: bool
) -> None:
    old = case.case_key
    grant = let_in(case, ines, opened=opened)

    end(grant, opened=opened if is_open else None)

    case.refresh_from_db()
    old.refresh_from_db()
    new = CaseKey.objects.get(pk=case.case_key_id)
    assert (new.pk != old.pk, bytes(new.public) != bytes(old.public)) == (True, True)
    assert (old.replaced_by, opens(ines, case), opens(case.person, case)) == (new, 0, 2)
    assert items_of(case, opened) == (1 if is_open else 0)


def test_what_was_under_the_old_key_is_sealed_anew_when_she_next_opens(
    case: Case, ines: Person, opened: Opened
) -> None:
    old = case.case_key_id
    end(let_in(case, ines, opened=opened))
    other = keyrings.open_with_server(ines.pk, now=NOW)

    by_another = services.seal_anew(opened=other)
    services.unlock(person=case.person, now=LATER)

    assert (by_another, items_of(case, opened)) == (0, 1)
    assert SealedKey.objects.filter(holder_id=old).count() == 0


def test_after_two_endings_all_lies_under_the_newest(
    case: Case, ines: Person, opened: Opened
) -> None:
    end(let_in(case, ines, opened=opened))
    end(let_in(case, made("noor"), opened=opened))

    moved = services.seal_anew(opened=opened)

    assert (moved, items_of(case, opened), opens(case.person, case)) == (1, 1, 3)


def test_whoever_still_helps_holds_the_new_key_too(
    case: Case, ines: Person, opened: Opened
) -> None:
    noor = made("noor")
    let_in(case, noor, opened=opened)

    end(let_in(case, ines, opened=opened))

    assert (opens(noor, case), opens(ines, case)) == (2, 0)


def test_one_of_two_grants_for_a_case_may_end_without_a_new_key(
    case: Case, ines: Person, opened: Opened
) -> None:
    let_in(case, ines, opened=opened)

    end(let_in(case, ines, opened=opened))

    case.refresh_from_db()
    assert (case.case_key.replaces.count(), opens(ines, case)) == (0, 1)


def test_a_grant_that_had_not_begun_or_is_for_no_case_of_hers_changes_no_key(
    case: Case, ines: Person, opened: Opened
) -> None:
    before = CaseKey.objects.count()
    end(let_in(case, ines, opened=opened, in_person=False))
    gone = let_in(case, ines, opened=opened)
    Case.objects.all().delete()

    end(gone, opened=opened)

    assert CaseKey.objects.count() == before
