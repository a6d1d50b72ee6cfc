"""A Fuerza that really runs, and a real browser to walk through it.

The server is a process of its own with a throw-away data folder: pytest's live server would share one in-memory
SQLite connection between threads, which is not how Fuerza runs. All journeys stay on one worker (`xdist_group`).
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
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
PATIENCE = 60  # seconds until the server answers on a busy machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("browser"))


class Site:
    """One running installation: its address, and the commands an operator has."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://localhost:{port}"
        self.port = port
        self.folder = folder
        self.environ = {
            **{
                name: os.environ[name]
                for name in ("PATH", "HOME", "LANG", "PYTHONPATH")
                if name in os.environ
            },
            "FUERZA_DATA": str(folder),
            "FUERZA_ORIGIN": self.url,
            "PYTHONWARNINGS": "ignore",
        }

    def command(self, *words: str) -> str:
        """Run `fuerza WORDS` on this installation and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "fuerza", *words],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def link_for(self, name: str, *roles: str) -> str:
        """Make an account and return the one-time link to it."""
        given = [word for role in roles for word in ("--role", role)]
        return self.command("person", "create", name, *given).split()[-1]

    def serve(self) -> "subprocess.Popen[bytes]":
        """Start serving, and return once somebody listens."""
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "fuerza", "serve", "--port", str(self.port)],
                cwd=self.folder,
                env=self.environ,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5):
                return process
            time.sleep(0.2)
        process.terminate()
        raise RuntimeError((self.folder / "log").read_text(errors="replace"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("site"), free_port())
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
