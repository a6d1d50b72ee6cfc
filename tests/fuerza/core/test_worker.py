"""The loop does what is due, outlives whatever goes wrong, and stops cleanly."""

import logging
import os
import threading
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError

from fuerza.core import jobs, leases, worker
from fuerza.core.choices import JobState
from fuerza.core.models import Job
from tests.fuerza.core.conftest import NOON, Clock, Handle


class Refused(RuntimeError):
    def __init__(self, code: object) -> None:
        super().__init__("told in confidence to berta")
        self.code = code


def raising(error: BaseException) -> jobs.Handler:
    def run(_run: jobs.Run) -> None:
        raise error

    return run


def ends() -> list[tuple[str, str]]:
    return list(Job.objects.order_by("run_at").values_list("state", "error"))


def test_what_is_due_is_done_in_turn(handle: Handle, clock: Clock) -> None:
    seen: list[object] = []
    handle("desk.pull", lambda run: seen.append(run.ids["n"]))
    for number in range(3):
        jobs.enqueue("desk.pull", n=number, run_at=NOON - timedelta(minutes=9 - number), now=NOON)

    counts = [worker.run_due(2, clock=clock) for _ in range(3)]

    assert (counts, seen) == ([2, 1, 0], [0, 1, 2])
    assert ends() == [(JobState.DONE, "")] * 3


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("a name and a token"), "ValueError"),
        (Refused("rate_limited"), "Refused:rate_limited"),
        (Refused("Dear Berta, your password is"), "Refused"),
        (Refused(429), "Refused"),
    ],
)
def test_a_failure_is_kept_by_class_and_code_and_never_by_its_text(
    handle: Handle, clock: Clock, caplog: pytest.LogCaptureFixture, error: Exception, said: str
) -> None:
    handle("desk.pull", raising(error))
    jobs.enqueue("desk.pull", now=NOON)

    with caplog.at_level(logging.WARNING):
        worker.run_due(clock=clock)

    assert ends() == [(JobState.READY, said)]
    assert [record.getMessage() for record in caplog.records] == [f"job desk.pull failed: {said}"]


@pytest.mark.usefixtures("handle")
def test_a_job_without_a_handler_is_tried_again_later(clock: Clock) -> None:
    jobs.enqueue("desk.pull", now=NOON)

    worker.run_due(clock=clock)

    assert ends() == [(JobState.READY, "NoHandler")]


def test_a_job_that_was_taken_over_is_left_to_its_new_holder(handle: Handle, clock: Clock) -> None:
    def lose(run: jobs.Run) -> None:
        leases.free_lost(now=clock.go_on(leases.LEASE * 2))
        leases.claim("another", limit=1, now=clock())
        run.beat()

    handle("desk.pull", lose)
    job = jobs.enqueue("desk.pull", now=NOON)

    worker.run_due(clock=clock)

    kept = Job.objects.get(pk=job.pk)
    assert (kept.state, kept.worker, kept.attempts) == (JobState.RUNNING, "another", 2)


def test_a_batch_that_outlived_its_lease_does_not_start_what_others_have(
    handle: Handle, clock: Clock
) -> None:
    ran: list[object] = []

    def slow(run: jobs.Run) -> None:
        ran.append(run.ids["n"])
        leases.free_lost(now=clock.go_on(leases.LEASE * 2))
        leases.claim("another", limit=9, now=clock())

    handle("desk.pull", slow)
    jobs.enqueue("desk.pull", n=1, now=NOON)
    jobs.enqueue("desk.pull", n=2, run_at=NOON, now=NOON)

    worker.run_due(2, clock=clock)

    assert len(ran) == 1
    assert set(Job.objects.values_list("worker", flat=True)) == {"another"}


def test_stopping_gives_back_what_was_claimed_and_what_beats(handle: Handle, clock: Clock) -> None:
    stop = threading.Event()

    def ending(run: jobs.Run) -> None:
        stop.set()
        run.beat()

    handle("desk.pull", ending)
    for _ in range(3):
        jobs.enqueue("desk.pull", now=NOON)

    worker.run_due(3, stop=stop, clock=clock)

    assert list(Job.objects.values_list("state", "attempts")) == [(JobState.READY, 0)] * 3


def test_a_job_that_does_not_beat_is_finished_before_stopping(handle: Handle, clock: Clock) -> None:
    stop = threading.Event()
    handle("desk.pull", lambda _run: stop.set())
    jobs.enqueue("desk.pull", now=NOON)

    worker.run_due(stop=stop, clock=clock)

    assert ends() == [(JobState.DONE, "")]


def test_a_message_runs_its_job_once(handle: Handle, clock: Clock) -> None:
    ran: list[int] = []
    handle("desk.pull", lambda _run: ran.append(1))
    job = jobs.enqueue("desk.pull", now=NOON)

    answers = [worker.run_by_id(job.pk, clock=clock) for _ in range(2)]

    assert (answers, ran) == ([True, False], [1])
    assert not worker.run_by_id(uuid4(), clock=clock)


@pytest.mark.usefixtures("no_periods")
def test_the_loop_sweeps_now_and_then(handle: Handle, clock: Clock) -> None:
    handle("desk.pull", lambda _run: None)
    jobs.enqueue("desk.pull", now=NOON)
    leases.claim("dead", limit=1, now=NOON - leases.LEASE * 2)
    Job.objects.update(lease_until=NOON - timedelta(seconds=1))
    loop = worker.Worker(threading.Event(), clock=clock)

    assert loop.step()
    assert not loop.step()

    jobs.enqueue("desk.pull", now=NOON)
    leases.claim("dead", limit=1, now=NOON)
    Job.objects.filter(state=JobState.RUNNING).update(lease_until=NOON)
    clock.go_on(timedelta(seconds=5))
    assert not loop.step()  # not yet time to sweep
    clock.go_on(worker.SWEEP_EVERY)
    assert loop.step()


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
@pytest.mark.usefixtures("no_periods")
def test_the_loop_outlives_a_round_that_failed(
    handle: Handle, caplog: pytest.LogCaptureFixture
) -> None:
    stop = threading.Event()
    rounds: list[int] = []

    def clock() -> datetime:
        rounds.append(1)
        if len(rounds) > 30:
            stop.set()  # so that the test fails rather than waits for ever
        if len(rounds) == 1:
            raise OperationalError("could not connect to berta's database")
        return NOON

    handle("desk.pull", lambda _run: stop.set())
    jobs.enqueue("desk.pull", now=NOON)

    with caplog.at_level(logging.WARNING):
        loop = worker.Worker(stop, clock=clock)
        loop.run()

    assert ends() == [(JobState.DONE, "")]
    assert caplog.messages == ["the worker's round failed: OperationalError"]


def test_no_two_loops_have_one_name() -> None:
    names = {worker.worker_name() for _ in range(50)}

    assert len(names) == 50
    assert all(f":{os.getpid()}:" in name and len(name) <= 64 for name in names)
