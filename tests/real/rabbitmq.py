"""A throw-away RabbitMQ: a private node on loopback, with its own ports, data folder and cookie.

FUERZA_TEST_AMQP names one that runs already; else the system's is started. `node()` gives its address.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.real.postgres import NotHere, free_port, lent_user

PATIENCE = 120  # a start takes 5 s on a quiet machine, half a minute on a busy one
SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")


@contextmanager
def node() -> Iterator[str]:
    """Yield "amqp://guest:guest@127.0.0.1:port//" of a running node.

    Raises:
        NotHere: none is named, and none can be started.

    """
    given = os.environ.get("FUERZA_TEST_AMQP")
    if given:
        yield given
        return
    if not SERVER.exists() or not shutil.which("epmd"):
        raise NotHere("no RabbitMQ: set FUERZA_TEST_AMQP or install rabbitmq-server")
    folder = Path(tempfile.mkdtemp(prefix="fuerza-mq-"))
    try:
        with _started(folder, lent_user("rabbitmq")) as address:
            yield address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path, user: str | None) -> Iterator[str]:
    if user:
        shutil.chown(folder, user)
    port, names = free_port(), free_port()
    environ = _environ(folder, port, names)
    with (folder / "log").open("wb") as log:
        registrar = subprocess.Popen(
            ["epmd", "-port", str(names), "-address", "127.0.0.1"],
            user=user,
            stdout=log,
            stderr=log,
        )
        process = subprocess.Popen(
            [SERVER],
            user=user,
            cwd=folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait(process, port, folder / "log")
        yield f"amqp://guest:guest@127.0.0.1:{port}//"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        registrar.terminate()
        registrar.wait()


def _environ(folder: Path, port: int, names: int) -> dict[str, str]:
    settings = folder / "rabbitmq.conf"
    settings.write_text(f"listeners.tcp.local = 127.0.0.1:{port}\nlog.console = true\n")
    plugins = folder / "plugins"
    plugins.write_text("[].\n")
    for path in (folder, settings, plugins):
        path.chmod(0o755)
    return {
        "PATH": os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
        "HOME": str(folder),  # the Erlang cookie is made here
        "LANG": "C.UTF-8",
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODENAME": f"fuerza{secrets.token_hex(4)}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_CONFIG_FILE": str(settings),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "no-env.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "logs"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
    }


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until it answers AMQP: the port opens a little before it can take anyone in."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 2) as connection:
            connection.sendall(b"AMQP\x00\x00\x09\x01")
            connection.settimeout(5)
            if connection.recv(1):
                return
        time.sleep(0.3)
    raise NotHere(f"RabbitMQ did not start: {log.read_text(errors='replace')[-300:]}")
