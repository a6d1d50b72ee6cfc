"""A Fuerza that really runs, as its operator starts it: empty, or with the sample programme."""

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 60  # seconds until the server answers on a busy machine


class Site:
    """One running installation: its address, and the commands an operator has."""

    program = "fuerza"

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
                [sys.executable, "-m", self.program, "serve", "--port", str(self.port)],
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


class Demo(Site):
    """The sample programme, served; `links` has a fresh one-time link for each role."""

    @property
    def links(self) -> dict[str, str]:
        printed = self.command("demo", "--no-serve", "--port", str(self.port))
        return dict(re.findall(r"^ +(\w+) .* (http\S+/in/\S+)$", printed, re.MULTILINE))


def come_in(page: "Page", demo: Site, link: str, language: str = "en") -> None:
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    page.context.add_cookies([{"name": "l", "value": language, "url": demo.url}])


def go_to_desk(page: "Page", demo: Site) -> None:
    """Go to the desk, past the page that says what leaving can't do."""
    page.goto(f"{demo.url}/d/")
    if page.locator(".bars").count() == 0:
        page.locator("main form button").first.click()
        page.wait_for_load_state()


def post_by(page: "Page", selector: str) -> None:
    """Press what sends a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.locator(selector).first.click()
