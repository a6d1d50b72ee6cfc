"""A claimed job has one holder: whoever lost it changes nothing any more."""

from datetime import timedelta

import pytest

from fuerza.core import jobs, leases
from fuerza.core.choices import JobState
from fuerza.core.models import Job
from tests.fuerza.core.conftest import NOON

LATER = NOON + leases.LEASE + timedelta(seconds=1)


@pytest.fixture
def job() -> Job:
    return jobs.enqueue("desk.pull", now=NOON)


def claimed(worker: str = "one") -> Job:
    [row] = leases.claim(worker, limit=1, now=NOON)
    return row


def state_of(job: Job) -> tuple[str, str, int]:
    row = Job.objects.get(pk=job.pk)
    return row.state, row.worker, row.attempts


def test_the_longest_due_are_claimed_first_and_the_others_wait() -> None:
    made = [
        jobs.enqueue("desk.pull", run_at=NOON + timedelta(minutes=minutes), now=NOON)
        for minutes in (0, -2, 5, -1)
    ]

    rows = leases.claim("one", limit=2, now=NOON)

    assert [row.pk for row in rows] == [made[1].pk, made[3].pk]
    assert [row.pk for row in leases.claim("two", limit=9, now=NOON)] == [made[0].pk]


def test_nothing_due_is_nothing_claimed() -> None:
    assert leases.claim("one", limit=9, now=NOON) == []


def test_a_claim_says_who_holds_the_job_until_when(job: Job) -> None:
    row = claimed()

    kept = Job.objects.get(pk=job.pk)
    assert (row.state, row.worker, row.attempts) == state_of(job) == (JobState.RUNNING, "one", 1)
    assert kept.lease_until == NOON + leases.LEASE


def test_a_message_that_comes_twice_finds_the_job_taken(job: Job) -> None:
    first = leases.claim_one(job.pk, "one", now=NOON)
    second = leases.claim_one(job.pk, "two", now=NOON)

    assert first is not None
    assert second is None


def test_a_job_not_yet_due_is_not_claimed_by_its_id(job: Job) -> None:
    assert leases.claim_one(job.pk, "one", now=NOON - timedelta(seconds=1)) is None


def test_a_finished_job_is_done(job: Job) -> None:
    assert leases.finish(claimed(), now=LATER)

    kept = Job.objects.get(pk=job.pk)
    assert (kept.state, kept.ended_at, kept.lease_until) == (JobState.DONE, LATER, None)


def test_a_failed_job_waits_twice_as_long_each_time_and_is_dead_in_the_end(job: Job) -> None:
    now, waits = NOON, []
    for _attempt in range(job.max_attempts):
        [row] = leases.claim("one", limit=1, now=now)
        leases.fail(row, error="PlatformDown:429", now=now)
        run_at = Job.objects.get(pk=job.pk).run_at
        waits.append((run_at - now).total_seconds())
        now = run_at

    kept = Job.objects.get(pk=job.pk)
    assert waits[:-1] == [30, 60, 120, 240, 480, 960, 1920]
    assert (kept.state, kept.error, kept.ended_at) == (JobState.DEAD, "PlatformDown:429", now)


def test_the_wait_has_an_end() -> None:
    assert leases.back_off(30) == timedelta(hours=1)


def test_a_job_given_back_has_lost_no_attempt(job: Job) -> None:
    assert leases.release(claimed())

    assert state_of(job) == (JobState.READY, "", 0)


def test_a_lost_job_is_freed_once_its_lease_is_over(job: Job) -> None:
    claimed()

    assert leases.free_lost(now=NOON + leases.LEASE) == 0
    assert leases.free_lost(now=LATER) == 1

    assert state_of(job) == (JobState.READY, "", 1)
    assert leases.free_lost(now=LATER) == 0


def test_a_job_that_takes_down_its_worker_each_time_is_dead(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(attempts=job.max_attempts - 1)
    claimed()

    leases.free_lost(now=LATER)

    kept = Job.objects.get(pk=job.pk)
    assert (kept.state, kept.error) == (JobState.DEAD, "LeaseLost")


@pytest.mark.parametrize("is_retaken", [True, False])
def test_whoever_lost_a_job_changes_nothing(job: Job, *, is_retaken: bool) -> None:
    lost = claimed("one")
    leases.free_lost(now=LATER)
    if is_retaken:
        leases.claim("two", limit=1, now=LATER)
    before = state_of(job)

    answers = [
        leases.finish(lost, now=LATER),
        leases.fail(lost, error="Late", now=LATER),
        leases.release(lost),
    ]
    with pytest.raises(leases.LeaseLost):
        leases.extend(lost, now=LATER)

    assert answers == [False, False, False]
    assert state_of(job) == before


@pytest.mark.usefixtures("job")
def test_the_same_worker_with_an_older_attempt_is_fenced_too() -> None:
    lost = claimed("one")
    leases.free_lost(now=LATER)
    leases.claim("one", limit=1, now=LATER)

    assert not leases.finish(lost, now=LATER)


def test_another_worker_at_the_same_attempt_after_a_retry_is_not_mistaken(job: Job) -> None:
    Job.objects.update(max_attempts=1)
    lost = claimed("one")
    leases.free_lost(now=LATER)
    jobs.retry(job.pk, now=LATER)
    [held] = leases.claim("two", limit=1, now=LATER)

    assert (held.attempts, lost.attempts) == (1, 1)
    assert not leases.finish(lost, now=LATER)
    assert leases.finish(held, now=LATER)
