"""Messages carry the id of a job and nothing else; without a broker the work is done all the same."""

import logging
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from msgspec.structs import replace

from fuerza.core import jobs, leases, worker
from fuerza.core.choices import JobState
from fuerza.core.models import Job
from tests.fuerza.core.conftest import NOON, Clock, Handle

pytest.importorskip("celery", reason="not run: celery is not installed (--extra rabbitmq)")

from fuerza.core import brokers

IN_MEMORY = "memory://localhost/"  # kombu's own transport within one process
NOBODY = "amqp://guest:guest@127.0.0.1:1//"


@pytest.fixture(autouse=True)
def _fresh_app() -> Iterator[None]:
    brokers.app.cache_clear()
    yield
    brokers.app.cache_clear()


def with_broker(settings: Any, url: str) -> None:
    settings.ENV = replace(settings.ENV, broker_url=url)


def messages() -> list[tuple[Any, ...]]:
    """Take what waits in the queue."""
    taken: list[tuple[Any, ...]] = []
    with brokers.app().connection_for_read() as link, link.SimpleQueue(brokers.QUEUE) as queue:
        for _ in range(queue.qsize()):
            message = queue.get(block=False)
            taken.append((message.headers["task"], message.payload[0], message.payload[1]))
            message.ack()
    return taken


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_a_job_is_sent_once_it_is_committed_and_by_its_id_alone(settings: Any) -> None:
    with_broker(settings, IN_MEMORY)

    with transaction.atomic():
        job = jobs.enqueue("desk.find", person=uuid.uuid4(), now=NOON)
        before = messages()

    assert before == []
    assert messages() == [(brokers.TASK, [str(job.pk)], {})]
    assert Job.objects.get().sent_at == NOON


def test_a_job_for_later_is_not_sent_yet(settings: Any) -> None:
    with_broker(settings, IN_MEMORY)

    job = jobs.enqueue("desk.find", run_at=NOON + timedelta(hours=1), now=NOON)

    assert job.sent_at is None


@pytest.mark.usefixtures("no_periods")
def test_the_sweeper_sends_what_was_never_sent_or_long_ago(settings: Any) -> None:
    never = jobs.enqueue("desk.find", now=NOON)
    with_broker(settings, IN_MEMORY)
    recent = jobs.enqueue("desk.find", now=NOON + timedelta(minutes=4))
    lost = jobs.enqueue("desk.find", now=NOON - timedelta(minutes=2))
    later = NOON + timedelta(minutes=4)

    worker.Worker(threading.Event(), clock=lambda: later).step()

    sent = {message[1][0] for message in messages()}
    assert sent == {str(never.pk), str(lost.pk)}
    assert str(recent.pk) not in sent
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.READY}
    assert brokers.send_ready(now=later)  # all were sent: nothing is sent twice
    assert messages() == []


@pytest.mark.usefixtures("no_periods")
def test_without_its_broker_the_loop_does_the_work(
    settings: Any, handle: Handle, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with_broker(settings, NOBODY)
    handle("desk.find", lambda _run: None)
    Job.objects.bulk_create([Job(name="desk.find", run_at=NOON, made_at=NOON) for _ in range(2)])

    with caplog.at_level(logging.WARNING, logger="fuerza"):
        is_sent = brokers.send_ready(now=NOON)
        left = list(Job.objects.values_list("sent_at", flat=True))
        worker.Worker(threading.Event(), clock=clock).step()

    assert (is_sent, left) == (False, [None, None])
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert caplog.messages[0] == "the broker took no message: OperationalError"


def test_a_message_does_its_job_once(handle: Handle) -> None:
    ran: list[int] = []
    handle("desk.find", lambda _run: ran.append(1))
    job = jobs.enqueue("desk.find", now=NOON)

    for _ in range(2):
        brokers.app().tasks[brokers.TASK](str(job.pk))

    assert ran == [1]
    assert leases.claim("one", limit=1, now=NOON) == []


def test_messages_are_kept_by_a_majority_and_acknowledged_after_the_run() -> None:
    conf = brokers.app().conf

    assert (conf.task_default_queue_type, conf.task_acks_late) == ("quorum", True)
    assert (conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, 1)
    assert (conf.task_serializer, conf.accept_content) == ("json", ["json"])
