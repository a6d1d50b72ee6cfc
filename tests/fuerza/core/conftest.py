"""A clock that tests turn by hand, and job names of their own that leave no trace."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from fuerza.core import jobs

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
Handle = Callable[[str, jobs.Handler], None]


class Clock:
    """Stands still until told to go on."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, by: timedelta) -> datetime:
        self.at += by
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch) -> Handle:
    """Register handlers for this test alone."""
    monkeypatch.setattr(jobs, "_handlers", {})

    def register(name: str, function: jobs.Handler) -> None:
        jobs.handler(name)(function)

    return register


@pytest.fixture
def no_periods(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget, for this test, what the domains want done again and again."""
    monkeypatch.setattr(jobs, "_minutes", {})
