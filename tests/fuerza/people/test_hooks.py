"""What may be shown of people's rows on each surface, and what Today says of her account."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import now

from fuerza.core import disclosure
from fuerza.core.disclosure import Surface
from fuerza.people import hooks, services
from fuerza.people.choices import Capability, Purpose, RoleName
from fuerza.people.models import Person, Role
from tests.fuerza.people.conftest import Make

LEAKY: tuple[Surface, ...] = ("feed", "mail", "search", "count")


def test_herself_sees_all_an_operator_the_name_and_others_nothing(
    berta: Person, clara: Person, olga: Person
) -> None:
    seen = [
        disclosure.fields_for(viewer, berta, "page")
        for viewer in (berta, olga, clara, AnonymousUser())
    ]

    assert seen == [hooks.HERSELF, hooks.OPERATORS_SEE, frozenset(), frozenset()]
    assert disclosure.fields_for(olga, berta, "export") == frozenset()
    assert disclosure.fields_for(berta, berta, "export") == hooks.HERSELF


def test_roles_are_seen_by_herself_and_operators(
    berta: Person, clara: Person, olga: Person
) -> None:
    role = Role.objects.get(person=berta)

    seen = [
        disclosure.may_show(viewer, role, "page")
        for viewer in (berta, olga, clara, AnonymousUser())
    ]

    assert seen == [True, True, False, False]
    assert [disclosure.may_show(one, role, "export") for one in (berta, olga)] == [True, False]


def test_grants_are_seen_by_their_two_sides(berta: Person, clara: Person, olga: Person) -> None:
    grant = services.grant(
        owner=berta,
        actor=clara,
        capabilities=[Capability.DOCUMENT],
        ends_at=now() + timedelta(days=7),
        now=now(),
    )

    assert [disclosure.may_show(viewer, grant, "page") for viewer in (berta, clara, olga)] == [
        True,
        True,
        False,
    ]


def test_consent_is_seen_by_its_giver(berta: Person, olga: Person) -> None:
    entry = services.consent_give(person=berta, purpose=Purpose.PHOTO, now=now())

    assert [disclosure.may_show(viewer, entry, "page") for viewer in (berta, olga)] == [True, False]


@pytest.mark.parametrize("surface", LEAKY)
def test_who_is_here_leaks_on_no_other_surface(berta: Person, surface: Surface) -> None:
    role = Role.objects.get(person=berta)
    entry = services.consent_give(person=berta, purpose=Purpose.PHOTO, now=now())

    shown = [disclosure.fields_for(berta, thing, surface) for thing in (berta, role, entry)]

    assert shown == [frozenset()] * 3


def words(person: Person, place: str = "today") -> list[str]:
    return [panel.text for panel in hooks.panels(place, person) if hasattr(panel, "text")]


def test_today_tells_of_a_reset_a_helper_and_a_missing_way_in(berta: Person, clara: Person) -> None:
    quiet = words(berta)
    services.grant(
        owner=berta,
        actor=clara,
        capabilities=[Capability.DOCUMENT],
        ends_at=now() + timedelta(days=7),
        now=now(),
    )
    services.reset(person=berta, by=None, now=now())

    assert quiet == ["You have no passkey and no password yet."]
    assert words(berta) == [
        "Your account was opened anew by a reset.",
        "Somebody was let in to help you.",
        "You have no passkey and no password yet.",
    ]
    assert words(berta, "desk") == []


def test_today_has_nothing_to_say_when_all_is_well(make: Make) -> None:
    safe = make("amal", RoleName.PARTICIPANT, password="a long enough password")
    demo = Person.objects.create_user("demo", is_demo=True)

    assert words(safe) == words(demo) == []
