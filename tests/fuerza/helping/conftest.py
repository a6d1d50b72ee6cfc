"""A person with a desk, and two people whom she let in to help there."""

import pytest
from django.test import Client
from django.utils import timezone

from fuerza.desk import queries as desks
from fuerza.desk.queries import Desk
from fuerza.people.choices import Capability
from fuerza.people.models import Grant, Person
from tests.fuerza.desk.conftest import (
    connection,
    desk,
    helper,
    hers,
    let_in,
    opened,
    person,
    said,
    signed_in,
    with_desk,
)

__all__ = ["connection", "desk", "helper", "hers", "opened", "person", "said"]


@pytest.fixture
def other() -> Person:
    return with_desk("bea")


@pytest.fixture
def grant(person: Person, helper: Person) -> Grant:
    return let_in(person, helper, *Capability.values)


@pytest.fixture
def at(grant: Grant) -> Desk:
    """Her desk, as the helper who may do all there."""
    return desk_at(grant)


def desk_at(grant: Grant) -> Desk:
    found = desks.desk_let_into(grant.actor, grant.pk, timezone.now())
    assert found is not None
    return found


def browser_at(grant: Grant, *, is_open: bool = True) -> Client:
    """The helper's browser, at her desk."""
    return signed_in(grant.actor, is_open=is_open, desk=str(grant.pk))
