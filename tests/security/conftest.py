"""The world every test here happens in."""

import pytest
from django.core.cache import cache

from tests.fuerza.connections.double import on
from tests.security.world import World, build


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Build it in a database where no limit is used up, with a network of ours in the place of a real one."""
    cache.clear()
    return build(on(monkeypatch, "mastodon"))
