"""Avoid edges: ten at most, reasons sealed, lifted without a trace of why."""

import pytest

from fuerza.core import crypto
from fuerza.people import queries, services
from fuerza.people.models import Avoid, Person
from tests.fuerza.people.conftest import NOW, Make


def test_ten_people_can_be_avoided_and_no_more(berta: Person, make: Make) -> None:
    others = [make(f"other{number}") for number in range(11)]
    edges = [services.avoid(person=berta, other=other, now=NOW) for other in others[:10]]

    with pytest.raises(services.TooManyAvoided):
        services.avoid(person=berta, other=others[10], now=NOW)
    services.lift(edge=edges[0], now=NOW)
    services.avoid(person=berta, other=others[10], now=NOW)

    assert queries.avoids_of(berta).count() == 10


def test_avoiding_twice_changes_nothing(berta: Person, clara: Person) -> None:
    first = services.avoid(person=berta, other=clara, now=NOW)

    assert services.avoid(person=berta, other=clara, now=NOW) == first
    assert Avoid.objects.count() == 1


def test_the_reason_is_sealed_and_goes_when_lifted(berta: Person, clara: Person) -> None:
    edge = services.avoid(person=berta, other=clara, reason="reason canary", now=NOW)
    sealed = bytes(Avoid.objects.get().sealed_reason)
    where = crypto.place("people_avoid", edge.id, "reason")

    services.lift(edge=edge, now=NOW)

    assert b"canary" not in sealed
    assert crypto.open_personal(berta.id, sealed, where) == "reason canary"
    assert bytes(Avoid.objects.get().sealed_reason) == b""


def test_who_asked_to_be_kept_apart_is_not_said(berta: Person, clara: Person, olga: Person) -> None:
    services.avoid(person=berta, other=clara, now=NOW)

    pairs = queries.avoids_between([clara.id, berta.id, olga.id])

    assert pairs == {frozenset({berta.id, clara.id})}
    assert queries.avoids_between([clara.id, olga.id]) == set()
