"""The world every test here happens in."""

import pytest
from django.core.cache import cache

from tests.security.world import World, build


@pytest.fixture
def world() -> World:
    """Build it in a database where no limit is used up."""
    cache.clear()
    return build()
