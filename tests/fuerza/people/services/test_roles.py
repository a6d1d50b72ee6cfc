"""Roles: who gives and takes them, and that ended ones count for nothing."""

import uuid
from datetime import timedelta

import pytest
from django.utils.timezone import now

from fuerza.people import queries, services
from fuerza.people.choices import RoleName
from fuerza.people.models import Person, Role
from tests.fuerza.people.conftest import NOW, Make

EDITION = uuid.uuid4()


def test_giving_a_role_twice_changes_nothing(berta: Person, olga: Person) -> None:
    first = services.give_role(person=berta, name=RoleName.ADVISER, by=olga, now=NOW)
    again = services.give_role(
        person=berta, name=RoleName.ADVISER, by=olga, now=NOW + timedelta(days=1)
    )

    assert (again.pk, again.given_at) == (first.pk, NOW)


def test_an_ended_role_can_be_given_again(berta: Person) -> None:
    role = services.give_role(person=berta, name=RoleName.ADVISER, by=None, now=NOW)
    services.take_role(role=role, by=None, now=NOW)
    before = queries.has_role(berta, RoleName.ADVISER)

    services.give_role(person=berta, name=RoleName.ADVISER, by=None, now=NOW)

    assert (before, queries.has_role(berta, RoleName.ADVISER)) == (False, True)


def test_only_operators_give_and_take_roles(berta: Person, make: Make) -> None:
    anna = make("anna", RoleName.ORGANISER)
    role = Role.objects.get(person=anna)

    with pytest.raises(services.NotAllowed):
        services.give_role(person=berta, name=RoleName.ORGANISER, by=anna, now=NOW)
    with pytest.raises(services.NotAllowed):
        services.take_role(role=role, by=berta, now=NOW)

    assert queries.has_role(anna, RoleName.ORGANISER)


def test_an_organiser_of_one_edition_invites_to_that_one_alone(berta: Person, make: Make) -> None:
    anna = make("anna")
    services.give_role(person=anna, name=RoleName.ORGANISER, by=None, now=NOW, scope_id=EDITION)

    services.give_role(person=berta, name=RoleName.PARTICIPANT, by=anna, now=NOW, scope_id=EDITION)

    with pytest.raises(services.NotAllowed):
        services.give_role(
            person=berta, name=RoleName.PARTICIPANT, by=anna, now=NOW, scope_id=uuid.uuid4()
        )


def test_a_role_for_one_edition_is_none_for_another(make: Make) -> None:
    anna = make("anna")
    services.give_role(person=anna, name=RoleName.ORGANISER, by=None, now=NOW, scope_id=EDITION)

    has = [
        queries.has_role(anna, RoleName.ORGANISER, scope) for scope in (EDITION, uuid.uuid4(), None)
    ]

    assert has == [True, False, False]
    assert queries.holds(anna, RoleName.ORGANISER)


def test_a_role_ends_by_itself(berta: Person) -> None:
    role = services.give_role(person=berta, name=RoleName.ADVISER, by=None, now=NOW)
    role.ends_at = now() - timedelta(seconds=1)
    role.save()

    assert not queries.has_role(berta, RoleName.ADVISER)
    assert not queries.holds(berta, RoleName.ADVISER)
    assert [one.name for one in queries.roles_of(berta, now())] == [RoleName.PARTICIPANT]


def test_invitations_are_for_what_the_inviter_organises(olga: Person, make: Make) -> None:
    anna, eva, dora = make("anna"), make("eva", RoleName.ORGANISER), make("dora")
    services.give_role(person=anna, name=RoleName.ORGANISER, by=None, now=NOW, scope_id=EDITION)

    scopes = [queries.scope_to_invite_for(person) for person in (olga, anna, eva, dora)]

    assert scopes == [None, EDITION, None, None]
