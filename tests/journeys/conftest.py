"""A Fuerza that really runs, and a real browser to walk through it.

The server is a process of its own with a throw-away data folder: pytest's live server would share one in-memory
SQLite connection between threads, which is not how Fuerza runs.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.site import PATIENCE, Demo, Site, free_port

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright

HERE = Path(__file__).parent
CHROMIUM = Path(os.environ.get("FUERZA_TEST_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("site"), free_port())
    process = running.serve()
    yield running
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    running = Demo(tmp_path_factory.mktemp("demo"), free_port())
    running.command("demo", "--no-serve")
    process = running.serve()
    yield running
    process.terminate()
    process.wait(PATIENCE)


@pytest.fixture
def playwright() -> "Iterator[Playwright]":
    """Start Playwright for one test: its event loop, left running, would keep Django's tests from their database."""
    if not CHROMIUM.exists():
        pytest.skip(f"not run: no Chromium at {CHROMIUM}")
    api = pytest.importorskip("playwright.sync_api", reason="not run: playwright is not installed")
    with api.sync_playwright() as running:
        yield running


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The folder in which the browser keeps everything it remembers."""
    return tmp_path / "profile"


@pytest.fixture
def open_browser(
    playwright: "Playwright", profile: Path
) -> "Iterator[Callable[..., BrowserContext]]":
    """Open Chromium on the profile: `open_browser(java_script_enabled=False, locale="ar", …)`."""
    opened: list[BrowserContext] = []

    def launch(**options: Any) -> "BrowserContext":
        context = playwright.chromium.launch_persistent_context(
            str(profile), executable_path=str(CHROMIUM), headless=True, args=FLAGS, **options
        )
        opened.append(context)
        return context

    yield launch
    for context in opened:
        with suppress(Exception):  # closed by the test already
            context.close()
