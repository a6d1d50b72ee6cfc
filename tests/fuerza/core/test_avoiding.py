"""Whoever avoids somebody is kept apart from her, and she from whoever does, until it is lifted."""

from fuerza.core.avoiding import kept_apart
from fuerza.people import queries, services
from tests.fuerza.programme.conftest import NOW, MakePerson, make

__all__ = ["make"]


def test_an_edge_keeps_both_apart_until_it_is_lifted(make: MakePerson) -> None:
    ana, bea, carla = (make(name) for name in ("ana", "bea", "carla"))
    everybody = [ana.pk, bea.pk, carla.pk]
    edge = services.avoid(person=ana, other=bea, now=NOW)

    apart = [kept_apart(one, everybody) for one in everybody]
    services.lift(edge=edge, now=NOW)

    assert apart == [{bea.pk}, {ana.pk}, set()]
    assert [kept_apart(one, everybody) for one in everybody] == [set(), set(), set()]
    assert queries.avoided_by(ana.pk) == set()
