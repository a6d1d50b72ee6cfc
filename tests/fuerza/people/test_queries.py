"""What may be read of people, and by whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from fuerza.core.access import Rule
from fuerza.people import queries, services
from fuerza.people.choices import Capability, RoleName
from fuerza.people.models import Person
from tests.fuerza.people.conftest import NOW, Make


def let_help(owner: Person, actor: Person, *, at_once: bool = True) -> None:
    services.grant(
        owner=owner,
        actor=actor,
        capabilities=[Capability.DOCUMENT],
        ends_at=NOW + timedelta(days=7),
        begins_now=at_once,
        now=NOW,
    )


def test_a_server_with_two_people_is_shared(make: Make) -> None:
    make("berta")
    alone = queries.is_shared()

    make("clara")

    assert (alone, queries.is_shared()) == (False, True)


def test_the_demos_people_make_no_server_shared() -> None:
    for name in ("amal", "berta", "clara"):
        Person.objects.create_user(name, is_demo=True)

    assert queries.is_shared() is False


def test_names_are_known_however_they_are_written(berta: Person) -> None:
    known = [queries.is_known(name) for name in ("berta", " BERTA", "Ｂerta", "bert")]

    assert known == [True, True, True, False]
    assert queries.person_named("Berta") == berta


@pytest.mark.usefixtures("berta")
def test_a_closed_account_is_nobodys() -> None:
    Person.objects.update(is_active=False)

    assert queries.person_named("berta") is None


def test_operators_see_names_and_roles_and_others_nothing(
    berta: Person, olga: Person, make: Make
) -> None:
    anna = make("anna", RoleName.ORGANISER)

    seen = [
        (person.username, [role.name for role in person.roles_now])  # type: ignore[attr-defined]  # prefetched
        for person in queries.people_for(olga)
    ]

    assert seen == [("anna", ["organiser"]), ("berta", ["participant"]), ("olga", ["operator"])]
    assert list(queries.people_for(anna)) == list(queries.people_for(berta)) == []


def test_nobody_is_left_out_of_who_can_see(berta: Person, clara: Person, make: Make) -> None:
    dora = make("dora")
    let_help(berta, clara)
    let_help(berta, dora, at_once=False)

    seen = [(one.name, one.is_waiting) for one in queries.who_can_see(berta, NOW)]

    assert seen == [("clara", False), ("dora", True)]
    assert queries.readers_of(berta, NOW) == [berta.id, clara.id]
    assert [one.name for one in queries.whom_she_helps(clara, NOW)] == ["berta"]
    assert queries.whom_she_helps(dora, NOW) == []


def test_whose_help_has_ended_stays_listed(berta: Person, clara: Person) -> None:
    let_help(berta, clara)
    later = NOW + timedelta(days=8)

    assert queries.who_can_see(berta, later) == []
    assert [one.name for one in queries.who_could_see(berta, later)] == ["clara"]


def test_a_closed_account_helps_nobody(berta: Person, clara: Person) -> None:
    let_help(berta, clara)
    clara.is_active = False
    clara.save()

    assert queries.may(clara, berta, Capability.DOCUMENT, now=NOW) is False
    assert queries.readers_of(berta, NOW) == [berta.id]
    assert list(queries.grants_in_force(clara, NOW)) == []


def test_advisers_who_can_be_let_in_are_others_not_yet_let_in(berta: Person, make: Make) -> None:
    dora = make("dora", RoleName.ADVISER)
    eva = make("eva", RoleName.ADVISER)
    services.invite(by=None, roles=[RoleName.ADVISER], now=NOW)
    before = list(queries.advisers_for(berta, NOW))

    let_help(berta, dora)

    assert before == [dora, eva]
    assert list(queries.advisers_for(berta, NOW)) == [eva]
    assert list(queries.advisers_for(eva, NOW)) == [dora]


def test_a_link_address_is_on_our_own_origin() -> None:
    assert queries.address_of("abc") == "http://localhost:8000/in/abc"


def test_open_invitations_are_listed_to_whoever_made_them(olga: Person, make: Make) -> None:
    anna = make("anna", RoleName.ORGANISER)
    services.invite(by=olga, now=NOW)
    mine = services.invite(by=anna, now=NOW).link

    listed = [list(queries.invited_by(anna, at)) for at in (NOW, NOW + timedelta(days=14))]

    assert listed == [[mine], []]


@pytest.mark.parametrize(
    ("rule", "lets_in"),
    [
        (queries.operator, {"operator"}),
        (queries.organiser, {"organiser"}),
        (queries.inviter, {"operator", "organiser"}),
        (queries.adviser, {"adviser"}),
        (queries.facilitator, {"facilitator"}),
    ],
)
def test_a_rule_lets_in_its_role_alone(
    make: Make, rf: RequestFactory, rule: Rule, lets_in: set[str]
) -> None:
    people = {role: make(role, role) for role in RoleName.values} | {"helper": make("helper")}

    let = {role for role, person in people.items() if rule(asked_by(rf, person))}

    assert (let, rule(asked_by(rf, AnonymousUser()))) == (lets_in, False)


def asked_by(rf: RequestFactory, person: Person | AnonymousUser) -> HttpRequest:
    request = rf.get("/")
    request.user = person
    return request
