"""What every test of the site stands on: both databases, nobody's clock, and no language left over from another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it has no types

from tests.collected import collect

SITE = Path(__file__).parent / "fuerza"
# the contract's asserts explain themselves like those of a test file, whoever imports it first
pytest.register_assert_rewrite(
    "tests.safeguard.platforms.contract", "tests.safeguard.platforms.contract_kinds"
)


TOGETHER = {
    "tests/real/bluesky/": "the network",
    "tests/journeys/": "the browser",
    "tests/real/": "servers",
    "tests/safeguard/platforms/mastodon/test_recorded.py": "recordings",
}
"""What starts something large once: all of it goes to one worker."""


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # as above
    """Hands out test by test, but for what belongs together.

    Not `--dist loadgroup`: with pytest 9.2, xdist 3.8 writes a test's group where pytest no longer reads it.
    """

    def _split_scope(self, nodeid: str) -> str:
        found = (group for path, group in TOGETHER.items() if nodeid.startswith(path))
        return next(found, nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


def pytest_configure() -> None:
    collect()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test of the site both databases, the way the site has them."""
    for item in items:
        if SITE in item.path.parents and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"]))


@pytest.fixture(autouse=True)
def _no_language_left_over() -> Iterator[None]:
    """Forget the language that a request made in the test has left on the thread, as a server's next request does."""
    yield
    translation.deactivate()
