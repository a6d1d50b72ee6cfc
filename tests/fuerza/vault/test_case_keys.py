"""Case keys: whoever holds the key of a case reads what is in it, and no more."""

from collections.abc import Callable

import pytest

from fuerza.core import crypto, keyrings
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.models import CaseKey, Exhibit
from fuerza.vault.services import join, leave, new_case_key
from tests.fuerza.vault.samples import NOW

Kept = Callable[[int], list[Exhibit]]


@pytest.fixture
def reader(amal: Person) -> Callable[[CaseKey], Opened]:
    """Let somebody read by one case key of hers, as a grant for that case does."""

    def let_read(case_key: CaseKey) -> Opened:
        ana = Person.objects.create_user("ana")
        ring = keyrings.make_keyring(ana.pk, now=NOW)
        hers = keyrings.open_with_server(amal.pk, now=NOW)
        secret = hers.content_keys([case_key.pk])[case_key.pk]
        crypto.hand_on(
            crypto.ContentKey(case_key.pk, secret),
            owner_id=amal.pk,
            readers={ring.id: bytes(ring.public)},
        )
        return keyrings.open_with_server(ana.pk, now=NOW)

    return let_read


def read_by(exhibits: list[Exhibit], key: Opened) -> list[int]:
    return [exhibit.number for exhibit, _body in queries.bodies_of(exhibits, opened=key)]


def test_who_holds_a_case_key_reads_what_joined_the_case_alone(
    amal: Person, opened: Opened, kept: Kept, reader: Callable[[CaseKey], Opened]
) -> None:
    exhibits = kept(3)
    case_key = new_case_key(amal, now=NOW)

    joined = join(exhibits=exhibits[:2], case_key=case_key, opened=opened)

    assert joined == {exhibits[0].pk, exhibits[1].pk}
    assert read_by(exhibits, reader(case_key)) == [1, 2]
    assert read_by(exhibits, opened) == [1, 2, 3]


def test_an_exhibit_may_be_in_two_cases_and_leave_one(
    amal: Person, opened: Opened, kept: Kept, reader: Callable[[CaseKey], Opened]
) -> None:
    [exhibit] = kept(1)
    one, two = new_case_key(amal, now=NOW), new_case_key(amal, now=NOW)
    for case_key in (one, two, two):
        join(exhibits=[exhibit], case_key=case_key, opened=opened)

    shut = leave(exhibits=[exhibit], case_key=one)

    assert shut == 1
    assert not SealedKey.objects.filter(holder_id=one.pk).exists()
    assert read_by([exhibit], reader(two)) == [1]


def test_leaving_its_home_shuts_nothing(opened: Opened, kept: Kept) -> None:
    [exhibit] = kept(1)

    shut = leave(exhibits=[exhibit], case_key=exhibit.case_key)

    assert shut == 0
    assert read_by([exhibit], opened) == [1]


def test_what_was_kept_before_a_reset_does_not_join(amal: Person, kept: Kept) -> None:
    exhibits = kept(2)
    keyrings.reset(amal.pk, now=NOW)
    later = NOW + keyrings.RESET_WAIT
    fresh = keyrings.open_with_server(amal.pk, now=later)

    joined = join(exhibits=exhibits, case_key=new_case_key(amal, now=later), opened=fresh)

    assert joined == set()


def test_somebody_without_keys_gets_no_case_key(amal: Person) -> None:
    keyrings.destroy(amal.pk)

    with pytest.raises(crypto.KeyGone):
        new_case_key(amal, now=NOW)


def test_a_case_key_is_not_where_what_is_kept_goes(amal: Person, kept: Kept) -> None:
    new_case_key(amal, now=NOW)

    [exhibit] = kept(1)

    assert exhibit.case_key.is_unsorted
