"""What every test of the site stands on: both databases, and nobody's clock."""

from pathlib import Path

import pytest

SITE = Path(__file__).parent / "fuerza"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test of the site both databases, the way the site has them."""
    for item in items:
        if SITE in item.path.parents and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"]))
