"""The life of a claimed job: claimed with a lease, kept alive by beats, ended by its holder or freed when lost.

Every change of a running job is fenced: it holds only while the row still names this worker and this attempt.
A worker that was thought dead and comes back therefore changes nothing; it is told LeaseLost.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from fuerza.core.choices import JobState
from fuerza.core.models import Job

LEASE = timedelta(minutes=2)  # how long a job may go without a sign of life
BACK_OFF = timedelta(seconds=15)
BACK_OFF_AT_MOST = timedelta(hours=1)


class LeaseLost(BaseException):
    """The job is somebody else's by now. Not an Exception, so that no handler swallows it and goes on."""


def claim(worker: str, *, limit: int, now: datetime) -> list[Job]:
    """Claim up to `limit` due jobs in one transaction, the longest due first."""
    due = Job.objects.filter(state=JobState.READY, run_at__lte=now)
    if (
        not due.exists()
    ):  # a read costs no lock; an idle worker must not hold up SQLite's one writer
        return []
    with transaction.atomic():
        rows = list(due.select_for_update(skip_locked=True).order_by("run_at", "id")[:limit])
        return _taken(rows, worker, now)


def claim_one(job_id: uuid.UUID, worker: str, *, now: datetime) -> Job | None:
    """Claim this job if it is due and free: a message that came late or twice finds nothing."""
    with transaction.atomic():
        due = Job.objects.filter(pk=job_id, state=JobState.READY, run_at__lte=now)
        rows = _taken(list(due.select_for_update(skip_locked=True)), worker, now)
    return rows[0] if rows else None


def extend(job: Job, *, now: datetime, done: int | None = None, total: int | None = None) -> None:
    """Start the lease anew, with how far the job has come.

    Within the transaction that stores a job's effect, this also holds the row until the commit: the effect is
    stored by the holder of the lease, or not at all.

    Raises:
        LeaseLost: the job was freed meanwhile, and may be running elsewhere.

    """
    progress = {
        name: value for name, value in (("done", done), ("total", total)) if value is not None
    }
    if not _mine(job).update(lease_until=now + LEASE, **progress):
        raise LeaseLost(str(job.pk))


def finish(job: Job, *, now: datetime) -> bool:
    """End a job that was done; one asked for again while it ran becomes ready again. False when fenced out."""
    if _mine(job).filter(again=False).update(state=JobState.DONE, error="", **_ended(now)):
        return True
    ready = _mine(job).filter(again=True).update(state=JobState.READY, error="", **_renewed())
    return bool(ready)


def fail(job: Job, *, error: str, now: datetime) -> bool:
    """Keep a failed job for later, ever later, or as dead after its last attempt. False when fenced out."""
    if job.attempts >= job.max_attempts:
        changed = _mine(job).update(state=JobState.DEAD, error=error, **_ended(now))
    else:
        run_at = now + back_off(job.attempts)
        changed = _mine(job).update(state=JobState.READY, error=error, run_at=run_at, **_free())
    return bool(changed)


def release(job: Job) -> bool:
    """Give back a job that was not done, through no fault of its own: the attempt does not count."""
    return bool(_mine(job).update(state=JobState.READY, attempts=F("attempts") - 1, **_free()))


def free_lost(*, now: datetime, limit: int = 100) -> int:
    """Free jobs whose lease ran out; one that has taken down its worker at each attempt is dead."""
    lost = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    if not lost.exists():
        return 0
    with transaction.atomic():
        rows = list(lost.select_for_update(skip_locked=True)[:limit])
        held = Job.objects.filter(pk__in=[row.pk for row in rows])
        spent = held.filter(attempts__gte=F("max_attempts"))
        spent.update(state=JobState.DEAD, error="LeaseLost", **_ended(now))
        held.filter(state=JobState.RUNNING).update(
            state=JobState.READY, error="LeaseLost", **_free()
        )
    return len(rows)


def back_off(attempts: int) -> timedelta:
    """Return the wait before the next attempt: twice as long each time, up to an hour."""
    return min(BACK_OFF * (1 << attempts), BACK_OFF_AT_MOST)


def _taken(rows: Sequence[Job], worker: str, now: datetime) -> list[Job]:
    Job.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=JobState.RUNNING,
        worker=worker,
        lease_until=now + LEASE,
        attempts=F("attempts") + 1,
        again=False,
    )
    for row in rows:
        row.state, row.worker, row.attempts = JobState.RUNNING, worker, row.attempts + 1
    return list(rows)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING, worker=job.worker, attempts=job.attempts
    )


def _free() -> dict[str, object]:
    return {"worker": "", "lease_until": None, "sent_at": None}


def _ended(now: datetime) -> dict[str, object]:
    return {**_free(), "ended_at": now}


def _renewed() -> dict[str, object]:
    return {**_free(), "attempts": 0, "done": 0, "total": None}
