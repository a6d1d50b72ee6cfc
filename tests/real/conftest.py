"""Real servers, started once a run, and a Fuerza of their own for the processes that tests start and kill."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.real import postgres, rabbitmq

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90  # seconds; processes start slowly on a busy machine


class Fuerza:
    """One installation: its settings, and the processes that were started on it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        (folder / "data").mkdir(exist_ok=True)
        self.environ = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "FUERZA_DATA": str(folder / "data"),
            **{name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")},
            **settings,
        }
        self.processes: list[subprocess.Popen[str]] = []
        self.errors = (folder / "errors").open("a")

    def start(self, *arguments: str, module: str = "tests.real.counting") -> subprocess.Popen[str]:
        """Start a process in a group of its own, so that it can be killed with all it started."""
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def run(self, *arguments: str, module: str = "tests.real.counting") -> str:
        process = self.start(*arguments, module=module)
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, self.said()[-2000:]
        return said.strip()

    def kill(self, process: subprocess.Popen[str]) -> None:
        """Kill -9: no handler, no clean-up, no last words."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)

    def said(self) -> str:
        """Return what its processes wrote to standard error."""
        return (self.folder / "errors").read_text()

    def end(self) -> None:
        for process in self.processes:
            self.kill(process)
            if process.stdout:
                process.stdout.close()
        self.errors.close()

    def wait_for(self, what: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < until, self.said()[-2000:]
            time.sleep(0.05)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    try:
        with postgres.server() as address:
            yield address
    except postgres.NotHere as why:
        pytest.skip(f"not run: {why}")


@pytest.fixture(scope="session")
def rabbitmq_node() -> Iterator[str]:
    pytest.importorskip("celery", reason="not run: celery is not installed (--extra rabbitmq)")
    try:
        with rabbitmq.node() as address:
            yield address
    except postgres.NotHere as why:
        pytest.skip(f"not run: {why}")


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an installation on SQLite to copy."""
    folder = tmp_path_factory.mktemp("model")
    _install(Fuerza(folder))
    return folder / "data"


@pytest.fixture(scope="session")
def model_databases(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str
) -> Iterator[list[str]]:
    """Yield the two databases of an installation on PostgreSQL to copy."""
    with postgres.databases(postgres_server) as (main, keys):
        folder = tmp_path_factory.mktemp("model")
        _install(Fuerza(folder, DATABASE_URL=main, KEYS_DATABASE_URL=keys))
        yield [main, keys]


@pytest.fixture
def on_sqlite(tmp_path: Path, model_folder: Path) -> Iterator[Fuerza]:
    shutil.copytree(model_folder, tmp_path / "data")
    yield from _ended(Fuerza(tmp_path))


@pytest.fixture
def on_postgres(
    tmp_path: Path, postgres_server: str, model_databases: list[str]
) -> Iterator[Fuerza]:
    with postgres.databases(postgres_server, *model_databases) as (main, keys):
        yield from _ended(Fuerza(tmp_path, DATABASE_URL=main, KEYS_DATABASE_URL=keys))


@pytest.fixture
def through_rabbitmq(on_postgres: Fuerza, rabbitmq_node: str) -> Fuerza:
    on_postgres.environ["BROKER_URL"] = rabbitmq_node
    on_postgres.run("purge")
    return on_postgres


def _install(fuerza: Fuerza) -> None:
    for _ in _ended(fuerza):
        fuerza.run("install")


def _ended(fuerza: Fuerza) -> Iterator[Fuerza]:
    try:
        yield fuerza
    finally:
        fuerza.end()
