"""Passkeys: a copy gives itself away by its counter, and synced keys, which count nothing, pass."""

import pytest

from fuerza.people import queries, services
from fuerza.people.models import Person
from tests.fuerza.people.soft_key import SoftKey


def used(key: SoftKey, counter: int) -> bool:
    data = b"\0" * 33 + counter.to_bytes(4, "big")
    return services.count_up(passkey_id=key.row.pk, authenticator_data=data)


@pytest.mark.parametrize(
    ("registered", "counters", "accepted"),
    [
        (1, [2, 3, 9], [True, True, True]),
        (1, [1], [False]),
        (1, [5, 5, 4, 6], [True, False, False, True]),
        (0, [0, 0, 0], [True, True, True]),
        (0, [1, 0], [True, False]),
    ],
)
def test_a_counter_goes_up_or_stays_at_nothing(
    berta: Person, registered: int, counters: list[int], accepted: list[bool]
) -> None:
    key = SoftKey(berta, counter=registered)

    assert [used(key, counter) for counter in counters] == accepted


def test_a_passkey_is_a_way_in(berta: Person) -> None:
    before = queries.has_way_in(berta)

    SoftKey(berta)

    assert (before, queries.has_way_in(berta)) == (False, True)
