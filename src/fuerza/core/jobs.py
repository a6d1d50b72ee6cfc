"""Things to do later: an outbox in the database, written in the transaction that makes them necessary.

Start at `enqueue` (write one), `handler` (say what does it, in a domain's tasks.py), `every` (have it done again
and again) and `Run` (what a handler is given). A job runs at least once, never two of one key at the same time.
Handlers are therefore idempotent: run twice, they leave what one run leaves. A job carries ids only, never a
text, a name or a token: the table is read by whoever looks after the machine.
"""

import re
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Least

from fuerza.core import leases
from fuerza.core.choices import JobState
from fuerza.core.leases import LeaseLost
from fuerza.core.models import Job

__all__ = ["Id", "LeaseLost", "Run", "dead", "enqueue", "every", "find", "handler", "retry"]

Id = int | str | uuid.UUID
WAITING = (JobState.READY, JobState.RUNNING)
PERIODS = uuid.UUID("6f9ad1f4-58c7-4f5c-9d3e-3c3a3d0f6b51")  # the space of ids of periodic jobs
_NAME = re.compile(r"[a-z]+\.[a-z_]+\Z")
_SHORT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}\Z")
_KEY = re.compile(r"[A-Za-z0-9_.:-]{0,120}\Z")


class NotAnId(TypeError):
    """A job was given something other than ids."""


class NameTaken(RuntimeError):
    """Two handlers asked for the same job name."""


class NoHandler(LookupError):
    """A job's name has no handler in this process: a newer or an older version may have one."""


class AlreadyWaiting(RuntimeError):
    """A dead job can't be retried while another of its name and key is waiting."""


class Stopped(BaseException):
    """The worker was asked to stop; the job is given back. Not an Exception: see LeaseLost."""


class Run:
    """One run of a job, as its handler sees it."""

    def __init__(self, job: Job, *, clock: Callable[[], datetime], stop: threading.Event) -> None:
        self._job = job
        self._stop = stop
        self.now = clock
        self.ids: dict[str, int | str] = dict(job.ids)

    def uuid(self, name: str) -> uuid.UUID:
        """Return the id that was enqueued as a UUID under this name."""
        return uuid.UUID(str(self.ids[name]))

    def beat(self, done: int | None = None, total: int | None = None) -> None:
        """Say that the job lives, and how far it has come; call it at least once a minute.

        Called inside the transaction that stores an effect, it makes the effect this run's or nobody's.

        Raises:
            LeaseLost: the job was freed meanwhile; store nothing more. Let it through.
            Stopped: the worker is ending; the job will go on elsewhere. Let it through.

        """
        if self._stop.is_set():
            raise Stopped
        leases.extend(self._job, now=self.now(), done=done, total=total)


Handler = Callable[[Run], None]
_handlers: dict[str, Handler] = {}
_minutes: dict[str, int] = {}


def handler(name: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as what does jobs called `name` ("desk.pull")."""

    def taken(function: Handler) -> Handler:
        if _handlers.setdefault(_named(name), function) is not function:
            raise NameTaken(name)
        return function

    return taken


def every(name: str, *, minutes: int) -> None:
    """Have the job called `name` done once in each period of `minutes`, by whichever worker comes first."""
    if _minutes.setdefault(_named(name), minutes) != minutes:
        raise NameTaken(name)


def handler_of(name: str) -> Handler:
    try:
        return _handlers[name]
    except KeyError:
        raise NoHandler(name) from None


@transaction.atomic
def enqueue(
    name: str, *, now: datetime, key: str = "", run_at: datetime | None = None, **ids: Id
) -> Job:
    """Write a job in the caller's transaction: it is there exactly when the rest is.

    A waiting job with the same name and key is the same job: it keeps its ids, and runs at the earlier of both
    times (one that has failed keeps its wait). Asked for while it is running, it runs once more afterwards, since
    it may have looked already; so a handler may enqueue itself for later.

    Raises:
        NotAnId: a value is not an int, a UUID or a short id.

    """
    if not _KEY.match(key):
        raise NotAnId("key")
    when = run_at or now
    job = Job(
        name=_named(name),
        ids={field: _plain(field, value) for field, value in ids.items()},
        key=key,
        run_at=when,
        made_at=now,
    )
    if settings.ENV.broker_url and when <= now:
        job.sent_at = now
        transaction.on_commit(partial(_publish, job.pk))
    while True:
        met = _joined(job)
        if met is not None:
            return met
        try:
            with transaction.atomic():
                job.save(force_insert=True)
        except IntegrityError:
            continue  # another transaction wrote the same key first: join it
        return job


def enqueue_periodic(*, now: datetime) -> None:
    """Write what is due in this period; the id is made of name and period, so that a second worker writes nothing."""
    rows = []
    for name, minutes in sorted(_minutes.items()):
        period = int(now.timestamp()) // (minutes * 60)
        began = datetime.fromtimestamp(period * minutes * 60, tz=UTC)
        rows.append(
            Job(
                id=uuid.uuid5(PERIODS, f"{name}|{minutes}|{period}"),
                name=name,
                key="period",  # never two at once: while one is waiting or running, the next is passed over
                run_at=began,
                made_at=now,
            )
        )
    known = set(Job.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    fresh = [row for row in rows if row.pk not in known]
    if fresh:
        Job.objects.bulk_create(fresh, ignore_conflicts=True)


def find(job_id: uuid.UUID) -> Job | None:
    """Return a job, to show how far it has come (`done` of `total`, `state`)."""
    return Job.objects.filter(pk=job_id).first()


def unfinished(*, limit: int) -> list[Job]:
    """List what is waiting, running or dead, the dead first, then by the time it is due."""
    rows = Job.objects.exclude(state=JobState.DONE)
    return list(rows.order_by("state", "run_at")[:limit])  # dead, ready, running: by their letters


def dead() -> list[uuid.UUID]:
    """List the jobs that failed at their last attempt: the dead letters."""
    rows = Job.objects.filter(state=JobState.DEAD).order_by("ended_at")
    return list(rows.values_list("pk", flat=True))


def retry(job_id: uuid.UUID, *, now: datetime) -> bool:
    """Make a dead job ready again, with all its attempts; False when it is not dead.

    Raises:
        AlreadyWaiting: the same name and key was enqueued since, and will be done anyway.

    """
    dead = Job.objects.filter(pk=job_id, state=JobState.DEAD)
    try:
        with transaction.atomic():
            changed = dead.update(
                state=JobState.READY, attempts=0, run_at=now, ended_at=None, sent_at=None
            )
    except IntegrityError:
        raise AlreadyWaiting(str(job_id)) from None
    return bool(changed)


def forget_done(*, now: datetime, after: timedelta) -> int:
    """Delete jobs that were done long enough ago; dead ones stay until somebody has looked."""
    old = Job.objects.filter(state=JobState.DONE, ended_at__lt=now - after)
    return old.delete()[0]


def _joined(job: Job) -> Job | None:
    """Join a waiting job of this name and key; touching it also holds it back until the caller's commit."""
    if not job.key:
        return None
    waiting = Job.objects.filter(name=job.name, key=job.key, state__in=WAITING)
    when = Value(job.run_at)
    touched = waiting.update(
        again=True,
        run_at=Case(
            When(state=JobState.RUNNING, again=False, then=when),
            When(state=JobState.READY, attempts__gt=0, then=F("run_at")),
            default=Least("run_at", when),
        ),
    )
    return waiting.get() if touched else None


def _publish(job_id: uuid.UUID) -> None:
    from fuerza.core import brokers

    brokers.publish(job_id)


def _named(name: str) -> str:
    if not _NAME.match(name):
        raise NotAnId(f"a job is called domain.verb, not {name!r}")
    return name


def _plain(field: str, value: Id) -> int | str:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, str) and _SHORT_ID.match(value):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise NotAnId(field)  # the name alone: the value may be what must not be told
