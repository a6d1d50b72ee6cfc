"""What an operator types about jobs, migrations and serving."""

import signal
import socket
import threading
import time
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command, get_commands
from django.db import connections

from fuerza.__main__ import _joined
from fuerza.core import jobs
from fuerza.core.choices import JobState
from fuerza.core.models import Job
from tests.fuerza.core.conftest import NOON


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def dead(key: str = "") -> Job:
    job = jobs.enqueue("desk.pull", key=key, now=NOON)
    Job.objects.filter(pk=job.pk).update(state=JobState.DEAD, attempts=8, error="PlatformDown:503")
    return job


def test_two_words_are_one_command_where_there_is_one() -> None:
    commands = set(get_commands())

    assert _joined(["fuerza", "jobs", "list", "--limit", "3"], commands)[1:] == [
        "jobs_list",
        "--limit",
        "3",
    ]
    assert _joined(["fuerza", "serve", "--port", "1"], commands)[1:] == ["serve", "--port", "1"]
    assert _joined(["fuerza"], commands) == ["fuerza"]


def test_every_command_of_the_house_is_there() -> None:
    ours = {name for name, app in get_commands().items() if app == "fuerza.core"}

    assert ours == {
        "backup",
        "check",
        "jobs_list",
        "jobs_retry",
        "migrate",
        "restore",
        "serve",
        "worker",
    }


def test_jobs_are_listed_without_what_they_are_about(capsys: pytest.CaptureFixture[str]) -> None:
    gone, person = dead(), uuid4()
    waiting = jobs.enqueue("desk.find", person=person, now=NOON)

    call_command("jobs_list")

    assert said(capsys) == [
        f"{gone.pk}  dead     desk.pull                     8/8  2026-11-23 12:00  PlatformDown:503",
        f"{waiting.pk}  ready    desk.find                     0/8  2026-11-23 12:00",
    ]


def test_no_job_is_said_to_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("jobs_list")

    assert said(capsys) == ["No job is waiting."]


def test_a_dead_job_is_retried_by_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    one, other = dead(), dead()

    call_command("jobs_retry", str(one.pk))
    call_command("jobs_retry", str(one.pk))

    assert said(capsys) == [f"{one.pk}  ready", f"{one.pk}  was not dead"]
    assert jobs.dead() == [other.pk]


def test_all_dead_jobs_are_retried_but_not_beside_their_successors(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one, replaced = dead(), dead("a")
    jobs.enqueue("desk.pull", key="a", now=NOON)

    call_command("jobs_retry", "--all")

    assert sorted(said(capsys)) == sorted(
        [f"{one.pk}  ready", f"{replaced.pk}  the same job is waiting already"]
    )


@pytest.mark.parametrize("arguments", [[], ["--all", "0b9f3a52-4f31-4a3e-9a75-1f6c5b8e2d10"]])
def test_retrying_is_asked_for_plainly(arguments: list[str]) -> None:
    with pytest.raises(CommandError, match="Name the jobs"):
        call_command("jobs_retry", *arguments)


def test_migrating_means_both_databases(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("migrate", plan=True)
    call_command("migrate", check_unapplied=True)
    call_command("migrate", database="keys", plan=True)

    assert said(capsys) == ["Planned operations:", "  No planned migration operations."] * 3


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_migrating_makes_the_cache_table_too() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("DROP TABLE core_cache")

    call_command("migrate", verbosity=0)

    assert "core_cache" in connections["default"].introspection.table_names()
    assert "core_cache" not in connections["keys"].introspection.table_names()


def test_serving_is_refused_in_words() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="can't be used"):
            call_command("serve", port=other.getsockname()[1])
    with pytest.raises(CommandError, match="without TLS"):
        call_command("serve", host="192.0.2.1")


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_a_worker_ends_when_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def end() -> None:
        time.sleep(0.2)
        signal.raise_signal(signal.SIGTERM)

    threading.Thread(target=end).start()
    try:
        call_command("worker")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    [line] = said(capsys)
    assert line.endswith("is waiting for jobs (Ctrl+C stops it).")


def test_settings_reach_the_broker(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from msgspec.structs import replace

    from fuerza.core import brokers

    pytest.importorskip("celery", reason="not run: celery is not installed (--extra rabbitmq)")
    settings.ENV = replace(settings.ENV, broker_url="memory://localhost/")
    asked: list[int] = []
    monkeypatch.setattr(brokers, "consume", lambda *, concurrency: asked.append(concurrency))

    call_command("worker", concurrency=3)

    assert asked == [3]
