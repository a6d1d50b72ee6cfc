"""A small programme on Fuerza's jobs, whose effects can be counted: what the crash tests start and kill.

Job count.up takes its steps one by one: each is one row under a unique fence, and one more on a counter that is
raised only with that row. A step done twice would be seen on the counter, a lost one in the rows.
"""

import os
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuerza.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- after the set-up
from django.db import connection, transaction  # noqa: E402 -- after the set-up
from django.db.models import QuerySet  # noqa: E402 -- after the set-up
from django.utils import timezone  # noqa: E402 -- after the set-up

from fuerza.core import brokers, jobs, leases, worker  # noqa: E402 -- after the set-up
from fuerza.core.models import Job  # noqa: E402 -- after the set-up

HERE = Path(os.environ["FUERZA_DATA"])
STEPS = 6


@jobs.handler("count.up")
def count_up(run: jobs.Run) -> None:
    for step in range(STEPS):
        with transaction.atomic(), connection.cursor() as cursor:
            run.beat(done=step + 1, total=STEPS)
            cursor.execute(
                "INSERT INTO step (job, step) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [run.ids["n"], step],
            )
            if cursor.rowcount:
                cursor.execute("UPDATE counter SET value = value + 1")
        if step == STEPS // 2:
            pause(f"hold-{run.ids['n']}")


@jobs.handler("count.period")
def count_period(_run: jobs.Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE counter SET value = value + 1")


def pause(name: str) -> None:
    """Say in a file that the middle is reached, and stay there as long as the test holds it."""
    hold = HERE / name
    if hold.exists():
        (HERE / f"{name}-reached").touch()
    while hold.exists():
        time.sleep(0.02)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")


def _counted() -> QuerySet[Job]:
    return Job.objects.filter(name__startswith="count.")


def install() -> None:
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE step (job integer, step integer, UNIQUE (job, step))")
        cursor.execute("CREATE TABLE counter (value integer)")
        cursor.execute("INSERT INTO counter VALUES (0)")


def add(count: int) -> None:
    for number in range(count):
        jobs.enqueue("count.up", n=number, now=timezone.now())


def race() -> None:
    """Ask for one key in two transactions at once, the second while the first is still open."""
    written = threading.Event()
    ids = []

    def first() -> None:
        with transaction.atomic():
            ids.append(jobs.enqueue("count.up", key="one", n=0, now=timezone.now()).pk)
            written.set()
            time.sleep(0.5)
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    written.wait()
    ids.append(jobs.enqueue("count.up", key="one", n=1, now=timezone.now()).pk)
    thread.join()
    say(len(ids), len(set(ids)), _counted().count())


def die_before_commit() -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE counter SET value = 99")
        jobs.enqueue("count.up", n=0, now=timezone.now())
        os.kill(os.getpid(), 9)


def count() -> None:
    """Print: rows of steps, the counter, and how many jobs are in which state."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM step")
        steps = cursor.fetchone()[0]
        cursor.execute("SELECT value FROM counter")
        counter = cursor.fetchone()[0]
    states = sorted(_counted().values_list("state", flat=True))
    say(steps, counter, *(f"{state}={states.count(state)}" for state in sorted(set(states))))


def attempts() -> None:
    say(*sorted(_counted().values_list("attempts", flat=True)))


def free() -> None:
    """Sweep as if the leases of all dead workers were over; print how many jobs of ours that freed."""
    running = _counted().filter(state="running")
    before = running.count()
    leases.free_lost(now=timezone.now() + leases.LEASE * 2)
    say(before - running.count())


def drain() -> None:
    """Do what is due until nothing is, or others hold the rest."""
    while worker.run_due():
        pass


def step_as_the_server_does() -> None:
    """Do what is due by the loop that runs beside the server, five minutes on: the first messages count as lost."""
    later = timezone.now() + brokers.SEND_AGAIN_AFTER + timedelta(seconds=1)
    loop = worker.Worker(threading.Event(), clock=lambda: later)
    while loop.step():  # there are more periodic jobs than fit into one batch
        pass


def send() -> None:
    """Send what is ready to the broker, as if all earlier messages were too old."""
    say(brokers.send_ready(now=timezone.now() + brokers.SEND_AGAIN_AFTER + timedelta(seconds=1)))


def send_thrice() -> None:
    for job_id in _counted().values_list("pk", flat=True):
        for _ in range(3):
            brokers.publish(job_id)


def purge() -> None:
    """Lose every message that waits in the broker."""
    with brokers.app().connection_for_write() as link:
        brokers.app().amqp.queues[brokers.QUEUE].bind(link.default_channel).declare()
        say(link.default_channel.queue_purge(brokers.QUEUE))


def work() -> None:
    call_command("worker")


def work_on_periods() -> None:
    """Work with a period of one minute until told to stop."""
    jobs.every("count.period", minutes=1)
    call_command("worker")


def main(told: list[str]) -> None:
    """Do one thing after the other: "add=3" "drain" "count"."""
    for word in told:
        name, _, number = word.partition("=")
        function = getattr(sys.modules[__name__], name)
        function(*([int(number)] if number else []))


if __name__ == "__main__":
    main(sys.argv[1:])
