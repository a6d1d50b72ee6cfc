"""Serving: bring the databases and the page's files up to date, then the web server with a worker thread beside it.

`prepare` and `serve` are what `fuerza serve` and `fuerza demo` share. The worker thread lives in the parent
process; the web workers are processes of their own, started afresh (spawn), so they share no connection with it.
"""

import multiprocessing
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from fuerza.core.worker import Worker

Say = Callable[[str], object]
WEB_WORKERS = 2
THREADS_EACH = 4
PATIENCE_SECONDS = 30  # how long a job in hand may take to reach its next beat when we stop
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class CannotServe(RuntimeError):
    """Serving was refused; the message says why and what to do instead."""


def prepare(*, say: Say) -> None:
    """Migrate what needs it and collect the page's files, saying what is being done."""
    steps = steps_to_go()
    if steps:
        say(f"Bringing the databases up to date ({steps} steps).")
        call_command("migrate", verbosity=0, interactive=False)
    say("Collecting the page's files.")
    call_command("collectstatic", verbosity=0, interactive=False)


def steps_to_go() -> int:
    """Count the migrations that are still to be made in either database."""
    count = 0
    for connection in connections.all():
        make_room(connection.settings_dict)
        executor = MigrationExecutor(connection)
        count += len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return count


def make_room(database: dict[str, object]) -> None:
    """Make the folder an SQLite file goes to, for nobody else to look into."""
    from pathlib import Path

    name = str(database["NAME"])
    if str(database["ENGINE"]).endswith("sqlite3") and name.startswith("/"):
        Path(name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def refuse_host(host: str) -> None:
    """Refuse to listen for other machines unless a proxy that ends TLS stands in front.

    Raises:
        CannotServe: passwords would cross the network readable.

    """
    if host not in LOOPBACK and not settings.ENV.proxies:
        raise CannotServe(
            f"--host {host} was refused: other machines would reach Fuerza without TLS. Put a proxy"
            " that ends TLS in front and set FUERZA_PROXIES=1 (docs/operate/server.md)."
        )


def refuse_taken(host: str, port: int) -> None:
    """Refuse a port that something else listens on, before anything is started.

    Raises:
        CannotServe: the port is taken, or not ours to take.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotServe(
                f"Port {port} can't be used ({error.strerror}). Try --port {port + 1}."
            ) from None


def address(port: int) -> str:
    """Return the address to open: the origin, or this port on localhost (passkeys refuse a number)."""
    origin = urlsplit(settings.ENV.origin)
    is_here = origin.hostname in LOOPBACK and origin.port != port
    return f"http://localhost:{port}" if is_here else str(settings.ENV.origin)


def serve(*, host: str = "127.0.0.1", port: int = 8000, say: Say) -> None:
    """Serve until told to stop (SIGINT or SIGTERM)."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    with suppress(RuntimeError):  # set before, in this process: then it stays as it is
        multiprocessing.set_start_method("spawn")
    server = Server(
        "fuerza.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WEB_WORKERS,
        blocking_threads=THREADS_EACH,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_access=False,
    )
    server.on_startup(lambda: say(f"Fuerza is at {address(port)} (Ctrl+C stops it)."))
    with working():
        server.serve()
    say("Stopped.")


@contextmanager
def working() -> Iterator[threading.Event]:
    """Have a worker thread do jobs meanwhile; at the end it gives back or finishes the job in hand."""
    stop = threading.Event()
    thread = threading.Thread(target=Worker(stop).run, name="worker", daemon=True)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(PATIENCE_SECONDS)
