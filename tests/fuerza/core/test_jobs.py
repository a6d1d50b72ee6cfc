"""Jobs are written with what makes them necessary, joined by key, and carry ids alone."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import transaction

from fuerza.core import jobs, leases
from fuerza.core.choices import JobState
from fuerza.core.models import Job
from tests.fuerza.core.conftest import NOON, Clock, Handle

PERSON = uuid.UUID("0b9f3a52-4f31-4a3e-9a75-1f6c5b8e2d10")
SOON = NOON + timedelta(minutes=5)


def run_of(job: Job, *, stop: threading.Event | None = None) -> jobs.Run:
    return jobs.Run(job, clock=lambda: NOON, stop=stop or threading.Event())


def claimed(worker: str = "one") -> Job:
    [job] = leases.claim(worker, limit=1, now=NOON)
    return job


def test_a_job_is_there_exactly_when_the_rest_is() -> None:
    with transaction.atomic():
        jobs.enqueue("desk.find", person=PERSON, now=NOON)
        transaction.set_rollback(True)

    assert Job.objects.count() == 0


def test_ids_come_back_as_they_were_given() -> None:
    jobs.enqueue("desk.find", person=PERSON, count=3, kind="pile_on", now=NOON)

    run = run_of(claimed())

    assert run.ids == {"person": str(PERSON), "count": 3, "kind": "pile_on"}
    assert run.uuid("person") == PERSON


@pytest.mark.parametrize(
    "value", ["two words", "", "x" * 65, "me@example.org", True, 1.5, None, b"x", ["a"]]
)
def test_a_job_takes_ids_only_and_does_not_repeat_what_it_refused(value: object) -> None:
    with pytest.raises(jobs.NotAnId) as refused:
        jobs.enqueue("desk.find", thing=value, now=NOON)  # type: ignore[arg-type]  # what is refused

    assert str(refused.value) == "thing"
    assert Job.objects.count() == 0


@pytest.mark.parametrize("key", ["two words", "x" * 121])
def test_a_key_is_made_of_ids_too(key: str) -> None:
    with pytest.raises(jobs.NotAnId):
        jobs.enqueue("desk.find", key=key, now=NOON)


@pytest.mark.parametrize("name", ["find", "desk.find all", "Desk.find", "desk.find\n", ""])
def test_a_job_is_called_domain_dot_verb(name: str) -> None:
    with pytest.raises(jobs.NotAnId):
        jobs.enqueue(name, now=NOON)


def test_jobs_without_a_key_are_each_their_own() -> None:
    first = jobs.enqueue("desk.find", now=NOON)
    second = jobs.enqueue("desk.find", now=NOON)

    assert first.pk != second.pk
    assert Job.objects.count() == 2


def test_a_waiting_job_of_the_same_name_and_key_is_the_same_job() -> None:
    first = jobs.enqueue("desk.find", key="a", run_at=SOON, now=NOON)
    second = jobs.enqueue("desk.find", key="a", now=NOON)
    other = jobs.enqueue("desk.index", key="a", now=NOON)

    assert second.pk == first.pk
    assert second.run_at == NOON  # the earlier of both times
    assert other.pk != first.pk


def test_asked_for_later_a_waiting_job_keeps_its_time() -> None:
    jobs.enqueue("desk.find", key="a", now=NOON)
    second = jobs.enqueue("desk.find", key="a", run_at=SOON, now=NOON)

    assert second.run_at == NOON


def test_a_failed_job_keeps_its_wait_when_it_is_asked_for_again() -> None:
    jobs.enqueue("desk.find", key="a", now=NOON)
    leases.fail(claimed(), error="PlatformDown", now=NOON)

    met = jobs.enqueue("desk.find", key="a", now=NOON)

    assert met.run_at == NOON + leases.back_off(1)


def test_asked_for_while_it_runs_a_job_runs_once_more() -> None:
    first = jobs.enqueue("desk.find", key="a", now=NOON)
    running = claimed()
    met = jobs.enqueue("desk.find", key="a", now=NOON)

    leases.finish(running, now=NOON)

    assert met.pk == first.pk
    once_more = claimed()
    leases.finish(once_more, now=NOON)
    assert Job.objects.get().state == JobState.DONE


def test_a_handler_may_ask_for_itself_later() -> None:
    jobs.enqueue("desk.pull", key="a", now=NOON)
    running = claimed()
    jobs.enqueue("desk.pull", key="a", run_at=SOON, now=NOON)
    jobs.enqueue("desk.pull", key="a", run_at=SOON + timedelta(hours=1), now=NOON)

    leases.finish(running, now=NOON)

    kept = Job.objects.get()
    assert (kept.state, kept.run_at, kept.attempts) == (JobState.READY, SOON, 0)
    assert leases.claim("one", limit=1, now=NOON) == []


def test_a_done_job_does_not_stand_in_the_way_of_the_next() -> None:
    first = jobs.enqueue("desk.find", key="a", now=NOON)
    leases.finish(claimed(), now=NOON)

    second = jobs.enqueue("desk.find", key="a", now=NOON)

    assert second.pk != first.pk


def test_two_handlers_cannot_have_one_name(handle: Handle) -> None:
    handle("desk.find", lambda _run: None)

    with pytest.raises(jobs.NameTaken):
        handle("desk.find", lambda _run: None)


@pytest.mark.usefixtures("handle")
def test_a_name_without_a_handler_is_said() -> None:
    with pytest.raises(jobs.NoHandler):
        jobs.handler_of("desk.find")


@pytest.mark.usefixtures("no_periods")
def test_one_period_has_one_job_however_many_ask() -> None:
    jobs.every("core.sweep", minutes=60)
    jobs.every("desk.alarm", minutes=5)
    jobs.every("desk.alarm", minutes=5)

    jobs.enqueue_periodic(now=NOON)
    jobs.enqueue_periodic(now=NOON + timedelta(minutes=4))

    assert sorted(Job.objects.values_list("name", "run_at")) == [
        ("core.sweep", NOON),
        ("desk.alarm", NOON),
    ]


@pytest.mark.usefixtures("no_periods")
def test_a_period_that_was_done_is_not_done_again_and_the_next_one_is() -> None:
    jobs.every("core.sweep", minutes=60)
    jobs.enqueue_periodic(now=NOON)
    leases.finish(claimed(), now=NOON)

    jobs.enqueue_periodic(now=NOON + timedelta(minutes=59))
    jobs.enqueue_periodic(now=NOON + timedelta(minutes=60))

    assert list(Job.objects.order_by("run_at").values_list("run_at", "state")) == [
        (NOON, JobState.DONE),
        (NOON + timedelta(minutes=60), JobState.READY),
    ]


@pytest.mark.usefixtures("no_periods")
def test_a_periodic_job_that_is_still_running_is_not_started_beside_itself() -> None:
    jobs.every("core.sweep", minutes=60)
    jobs.enqueue_periodic(now=NOON)
    claimed()

    jobs.enqueue_periodic(now=NOON + timedelta(minutes=61))

    assert Job.objects.count() == 1


@pytest.mark.usefixtures("no_periods")
def test_nothing_periodic_writes_nothing() -> None:
    jobs.enqueue_periodic(now=NOON)

    assert Job.objects.count() == 0


@pytest.mark.usefixtures("no_periods")
def test_one_name_has_one_period() -> None:
    jobs.every("core.sweep", minutes=60)

    with pytest.raises(jobs.NameTaken):
        jobs.every("core.sweep", minutes=5)


def test_a_beat_keeps_the_lease_and_shows_how_far_it_has_come() -> None:
    jobs.enqueue("desk.import", now=NOON)
    job = claimed()

    run_of(job).beat(done=500, total=2000)
    run_of(job).beat()

    found = jobs.find(job.pk)
    assert found is not None
    assert (found.done, found.total, found.lease_until) == (500, 2000, NOON + leases.LEASE)


def test_a_beat_tells_a_run_that_was_taken_over() -> None:
    jobs.enqueue("desk.import", now=NOON)
    lost = claimed("one")
    later = NOON + leases.LEASE + timedelta(seconds=1)
    leases.free_lost(now=later)
    leases.claim("two", limit=1, now=later)

    with pytest.raises(jobs.LeaseLost):
        run_of(lost).beat()


def test_a_beat_stops_a_run_whose_worker_ends() -> None:
    jobs.enqueue("desk.import", now=NOON)
    stop = threading.Event()
    stop.set()

    with pytest.raises(jobs.Stopped):
        run_of(claimed(), stop=stop).beat()


def test_a_dead_job_is_listed_first_and_can_be_given_another_chance() -> None:
    jobs.enqueue("desk.pull", now=NOON)
    dead = jobs.enqueue("desk.pull", now=NOON - timedelta(hours=1))
    Job.objects.filter(pk=dead.pk).update(state=JobState.DEAD, attempts=8, error="PlatformDown")

    assert jobs.dead() == [dead.pk]
    assert jobs.unfinished(limit=1)[0].pk == dead.pk

    assert jobs.retry(dead.pk, now=NOON)
    assert not jobs.retry(dead.pk, now=NOON)
    again = Job.objects.get(pk=dead.pk)
    assert (again.state, again.attempts, again.run_at) == (JobState.READY, 0, NOON)


def test_a_dead_job_is_not_retried_beside_its_successor() -> None:
    dead = jobs.enqueue("desk.pull", key="a", now=NOON)
    Job.objects.filter(pk=dead.pk).update(state=JobState.DEAD)
    jobs.enqueue("desk.pull", key="a", now=NOON)

    with pytest.raises(jobs.AlreadyWaiting):
        jobs.retry(dead.pk, now=NOON)


def test_jobs_done_long_ago_are_forgotten_and_dead_ones_stay(clock: Clock) -> None:
    for state in (JobState.DONE, JobState.DEAD):
        job = jobs.enqueue("desk.pull", now=NOON)
        Job.objects.filter(pk=job.pk).update(state=state, ended_at=NOON)
    recent = jobs.enqueue("desk.pull", now=NOON)
    Job.objects.filter(pk=recent.pk).update(state=JobState.DONE, ended_at=NOON + timedelta(hours=1))

    forgotten = jobs.forget_done(now=clock.go_on(timedelta(days=7, minutes=1)), after=timedelta(7))

    assert forgotten == 1
    assert sorted(Job.objects.values_list("state", flat=True)) == [JobState.DEAD, JobState.DONE]


def test_a_job_nobody_wrote_is_not_found() -> None:
    assert jobs.find(PERSON) is None
