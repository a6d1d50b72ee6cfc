"""The world every test here happens in."""

from collections.abc import Iterator
from contextlib import ExitStack
from copy import deepcopy

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.fuerza.connections.double import Double, Net, on
from tests.security.world import World, build


@pytest.fixture(scope="module")
def built(
    django_db_setup: None,  # noqa: ARG001 -- what pytest-django names what it needs
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[tuple[World, Net]]:
    """Build it once for the tests of a file: each undoes its own, and the last of them leaves nothing."""
    with pytest.MonkeyPatch.context() as patch, ExitStack() as held:
        held.enter_context(django_db_blocker.unblock())
        for alias in ("default", "keys"):
            held.enter_context(transaction.atomic(using=alias))
        net = on(patch, "mastodon")
        yield build(net), net
        for alias in ("default", "keys"):
            transaction.set_rollback(True, using=alias)


@pytest.fixture
def world(built: tuple[World, Net], monkeypatch: pytest.MonkeyPatch) -> World:
    """Give it as it was built, where no limit is used up, with a network of ours in the place of a real one."""
    cache.clear()
    world, net = deepcopy(built)
    monkeypatch.setattr(Double, "net", net)
    return world
