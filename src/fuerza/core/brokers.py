"""Scale-out: Celery on RabbitMQ carries the ids of jobs to workers on other machines, and nothing else.

The table stays the one truth: a message is only a hint to claim this job now. A lost message is sent again by the
sweeper, and a doubled one finds the job taken. Celery is imported only where BROKER_URL is set.
"""

import logging
import uuid
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from fuerza.core.choices import JobState
from fuerza.core.models import Job

QUEUE = "fuerza.jobs"
TASK = "fuerza.job"
SEND_AGAIN_AFTER = timedelta(minutes=5)
log = logging.getLogger(__name__)


@cache
def app() -> Any:
    """Return the Celery application: one quorum queue, acknowledged after the run, no results kept."""
    from celery import Celery

    celery = Celery("fuerza", broker=settings.ENV.broker_url, set_as_current=False)
    celery.conf.update(
        task_default_queue=QUEUE,
        task_default_queue_type="quorum",
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=2,
        broker_transport_options={"max_retries": 1, "interval_start": 0, "interval_max": 0},
    )
    celery.task(name=TASK)(_run)
    return celery


def publish(job_id: uuid.UUID) -> bool:
    """Send one id; False when the broker can't be reached, which only means that the sweeper sends it later."""
    from kombu.exceptions import OperationalError

    try:
        app().send_task(TASK, args=[str(job_id)], retry=False)
    except (OperationalError, OSError) as error:
        log.warning("the broker took no message: %s", type(error).__name__)
        return False
    return True


def send_ready(*, now: datetime, limit: int = 500) -> bool:
    """Send due jobs that were never sent, or so long ago that the message must be lost. False: no broker there."""
    unsent = Q(sent_at__isnull=True) | Q(sent_at__lt=now - SEND_AGAIN_AFTER)
    due = Job.objects.filter(unsent, state=JobState.READY, run_at__lte=now)
    with transaction.atomic():
        rows = due.select_for_update(skip_locked=True).order_by("run_at")[:limit]
        ids = list(rows.values_list("pk", flat=True))
        Job.objects.filter(pk__in=ids).update(sent_at=now)
    sent = 0
    for job_id in ids:
        if not publish(job_id):
            break
        sent += 1
    Job.objects.filter(pk__in=ids[sent:], state=JobState.READY).update(sent_at=None)
    return sent == len(ids)


def consume(*, concurrency: int) -> None:
    """Do what the broker brings, in so many processes, until stopped."""
    quiet = ["--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    app().worker_main(["worker", f"--concurrency={concurrency}", *quiet])


def _run(job_id: str) -> None:
    from fuerza.core import worker

    worker.run_by_id(uuid.UUID(job_id))
