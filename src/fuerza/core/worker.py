"""Doing the jobs: one loop, used by the thread beside the server, by `fuerza worker`, and job by job by the broker.

`Worker(stop).run()` is the loop; `run_due` does what is due now and returns (tests, commands); `run_by_id` does the
job a message names. All of them claim, run and end a job in the same way (leases.py).
"""

import logging
import os
import re
import secrets
import socket
import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from fuerza.core import jobs, leases
from fuerza.core.models import Job

AT_ONCE = 10  # claiming ten costs about what claiming one does (bench/jobs.py)
IDLE_SECONDS = 1.0
SWEEP_EVERY = timedelta(seconds=10)
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)
_CODE = re.compile(r"[a-z0-9_.-]{1,40}\Z")


class Worker:
    """The loop. `stop` ends it: the job in hand is given back at its next beat, or finished where it has none."""

    def __init__(self, stop: threading.Event, *, clock: Clock = timezone.now) -> None:
        self.name = worker_name()
        self._stop = stop
        self._clock = clock
        self._swept_at: datetime | None = None

    def run(self) -> None:
        """Work until stopped. A database that is away for a while is waited for."""
        while not self._stop.is_set():
            try:
                busy = self.step()
            except Exception as error:  # noqa: BLE001 -- the loop outlives whatever befalls one round
                log.warning("the worker's round failed: %s", type(error).__name__)
                busy = False
            finally:
                close_old_connections()
            if not busy:
                self._stop.wait(IDLE_SECONDS)

    def step(self) -> bool:
        """Sweep when it is time, then do a batch; say whether there was anything to do."""
        if self._swept_at is None or self._clock() - self._swept_at >= SWEEP_EVERY:
            self._swept_at = self._clock()
            sweep(now=self._swept_at)
        if settings.ENV.broker_url and self._handed_over():
            return False
        return bool(run_due(AT_ONCE, worker=self.name, stop=self._stop, clock=self._clock))

    def _handed_over(self) -> bool:
        """Send what is due to the broker; where it can't be reached, the work is done here."""
        from fuerza.core import brokers

        return brokers.send_ready(now=self._clock())


def worker_name() -> str:
    """Name this loop as no other is named, on this machine or elsewhere, now or after a restart."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def sweep(*, now: datetime) -> None:
    """Free the jobs of workers that died, and write the periodic ones that are due."""
    leases.free_lost(now=now)
    jobs.enqueue_periodic(now=now)


def run_due(
    limit: int = AT_ONCE,
    *,
    worker: str = "",
    stop: threading.Event | None = None,
    clock: Clock = timezone.now,
) -> int:
    """Claim up to `limit` due jobs and run them one after the other; return how many were claimed."""
    stop = stop or threading.Event()
    claimed = leases.claim(worker or worker_name(), limit=limit, now=clock())
    for job in claimed:
        if stop.is_set():
            leases.release(job)
        else:
            _run(job, stop=stop, clock=clock)
    return len(claimed)


def run_by_id(
    job_id: uuid.UUID, *, stop: threading.Event | None = None, clock: Clock = timezone.now
) -> bool:
    """Run this job if it is due and free; False when there was nothing to do."""
    job = leases.claim_one(job_id, worker_name(), now=clock())
    if job is None:
        return False
    _run(job, stop=stop or threading.Event(), clock=clock)
    return True


def _run(job: Job, *, stop: threading.Event, clock: Clock) -> None:
    """Run one claimed job to one of its ends: done, given back, failed, or taken over by another worker."""
    try:
        leases.extend(job, now=clock())  # the batch before it may have taken longer than the lease
        jobs.handler_of(job.name)(jobs.Run(job, clock=clock, stop=stop))
    except jobs.LeaseLost:
        log.warning("job %s was taken over", job.name)
    except jobs.Stopped:
        leases.release(job)
    except Exception as error:  # noqa: BLE001 -- whatever a handler raises is the job's failure, not the worker's
        said = told(error)
        log.warning("job %s failed: %s", job.name, said)
        leases.fail(job, error=said, now=clock())
    else:
        leases.finish(job, now=clock())


def told(error: Exception) -> str:
    """Name an error by class and code alone: its text may hold what somebody wrote, or a token."""
    code = getattr(error, "code", None)
    is_code = isinstance(code, str) and _CODE.match(code)
    return f"{type(error).__name__}:{code}" if is_code else type(error).__name__
