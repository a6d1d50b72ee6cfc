"""Serving starts from what is up to date, and for this machine alone unless a proxy stands in front."""

import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from msgspec.structs import replace

from fuerza.core import serving, worker


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_may_always_be_served(host: str) -> None:
    serving.refuse_host(host)


def test_other_machines_are_served_behind_a_proxy_only(settings: Any) -> None:
    with pytest.raises(serving.CannotServe, match="without TLS"):
        serving.refuse_host("0.0.0.0")  # noqa: S104 -- what is refused

    settings.ENV = replace(settings.ENV, proxies=1)
    serving.refuse_host("0.0.0.0")  # noqa: S104 -- allowed now


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_port_that_is_taken_is_said_before_anything_starts(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as other:
        other.bind((host, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(serving.CannotServe, match=f"Port {port} can't be used"):
            serving.refuse_taken(host, port)

    serving.refuse_taken(host, port)


@pytest.mark.parametrize(
    ("origin", "port", "shown"),
    [
        ("http://localhost:8000", 8000, "http://localhost:8000"),
        ("http://localhost:8000", 8123, "http://localhost:8123"),
        ("https://notes.example.org", 8000, "https://notes.example.org"),
    ],
)
def test_the_address_to_open_is_said_by_name(
    settings: Any, origin: str, port: int, shown: str
) -> None:
    settings.ENV = replace(settings.ENV, origin=origin)

    assert serving.address(port) == shown


def test_an_sqlite_file_gets_a_folder_for_nobody_else(tmp_path: Path) -> None:
    engine = "django.db.backends.sqlite3"
    for name in (str(tmp_path / "a" / "b.sqlite3"), ":memory:", "file:memorydb?mode=memory"):
        serving.make_room({"ENGINE": engine, "NAME": name})
    serving.make_room({"ENGINE": "django.db.backends.postgresql", "NAME": "/fuerza"})

    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_preparing_makes_what_is_missing_and_says_so(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    MigrationRecorder(connections["keys"]).record_unapplied("sessions", "0001_initial")
    first: list[str] = []
    second: list[str] = []

    serving.prepare(say=first.append)
    serving.prepare(say=second.append)

    assert first == ["Bringing the databases up to date (1 steps).", *second]
    assert second == ["Collecting the page's files."]
    assert serving.steps_to_go() == 0
    assert any((tmp_path / "static").iterdir())


def test_a_worker_works_meanwhile_and_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[str] = []

    def step(_self: worker.Worker) -> bool:
        rounds.append(threading.current_thread().name)
        time.sleep(0.01)
        return True

    monkeypatch.setattr(worker.Worker, "step", step)

    with serving.working() as stop:
        while len(rounds) < 3:
            time.sleep(0.01)

    assert stop.is_set()
    assert set(rounds) == {"worker"}
    ended = len(rounds)
    time.sleep(0.05)
    assert len(rounds) == ended
