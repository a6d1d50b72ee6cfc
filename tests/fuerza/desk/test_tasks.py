"""The desk's jobs, done by the worker: reading accounts, taking files in."""

import itertools
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from fuerza.connections import services as connections
from fuerza.connections.models import Connection
from fuerza.connections.services import syncing
from fuerza.core import jobs, worker
from fuerza.core.choices import JobState
from fuerza.core.models import Job
from fuerza.desk import services, tasks
from fuerza.desk.models import Mention
from fuerza.desk.services import taking_in
from fuerza.people.models import Person
from safeguard.platforms.sample.connector import Sample
from tests.fuerza.desk.conftest import NOW, post, score

Said = Callable[..., list[Mention]]


class Scorer:
    """Stands where the detector stands, and scores by single words."""

    score = staticmethod(score)


@pytest.fixture(autouse=True)
def _quick_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "Detector", Scorer)


def do(name: str, **ids: object) -> Job:
    job = jobs.enqueue(name, now=timezone.now(), **ids)  # type: ignore[arg-type]  # ids
    worker.run_by_id(job.pk)
    return Job.objects.get(pk=job.pk)


def test_each_linked_account_gets_a_job_of_its_own(connection: Connection) -> None:
    do("desk.pull_all")

    assert Job.objects.get(name="desk.pull").ids == {"connection": str(connection.pk)}


def test_an_account_is_read_to_its_end_page_by_page(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = [post(f"idiot {n}") for n in range(250)]
    network = Sample(posts, {})
    monkeypatch.setattr(syncing, "network_of", lambda _it, _reach: network)

    job = do("desk.pull", connection=connection.pk)

    connection.refresh_from_db()
    assert (job.state, Mention.objects.count()) == (JobState.DONE, 250)
    assert connection.covered_to is not None


def test_each_account_is_read_at_its_own_moment() -> None:
    moments = [tasks.moment_of(uuid.uuid4()) for _ in range(60)]
    pk = uuid.uuid4()

    assert tasks.moment_of(pk) == tasks.moment_of(pk)
    assert timedelta(0) <= min(moments) < max(moments) < timedelta(minutes=tasks.EVERY)
    assert len(set(moments)) > 30


def test_an_account_that_is_gone_is_read_no_more(connection: Connection) -> None:
    pk = connection.pk
    connection.delete()

    assert do("desk.pull", connection=pk).state == JobState.DONE


def test_an_account_with_much_to_read_goes_behind_the_others_after_a_minute(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = Sample([post(f"idiot {n}") for n in range(950)], {})
    monkeypatch.setattr(syncing, "network_of", lambda _it, _reach: network)
    ticks = itertools.count()

    has_more = services.pull(
        connection=connection,
        score=score,
        clock=lambda: NOW + timedelta(seconds=10) * next(ticks),
        beat=lambda _number: None,
    )

    assert (has_more, Mention.objects.count()) == (True, 300)


def test_what_is_left_after_twenty_pages_waits_for_the_next_run(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_in, "PAGES_A_RUN", 1)
    network = Sample([post(f"idiot {n}") for n in range(150)], {})
    monkeypatch.setattr(syncing, "network_of", lambda _it, _reach: network)

    do("desk.pull", connection=connection.pk)

    connection.refresh_from_db()
    assert (Mention.objects.count(), connection.covered_to) == (100, None)
    assert Job.objects.get(name="desk.pull", state=JobState.READY).key == str(connection.pk)


@pytest.mark.usefixtures("data")
def test_a_file_that_stops_is_a_job_that_is_done(person: Person) -> None:
    content = b"text,author_handle,created_at\nhello,bob,2026-03-01T10:00:00Z\nx,bob,\n"
    made, _checked = connections.bring(
        person=person, file=[content], zone="", mine=None, now=timezone.now()
    )

    job = do("desk.import", import_id=made.pk)

    assert (job.state, Mention.objects.count()) == (JobState.DONE, 0)


@pytest.mark.parametrize(
    ("name", "field"),
    [("desk.pull", "connection"), ("desk.import", "import_id")],
)
def test_what_is_gone_meanwhile_is_no_failure(person: Person, name: str, field: str) -> None:
    other = Person.objects.create_user("berta").pk
    Person.objects.filter(pk=other).delete()

    job = do(name, **{field: other})

    assert (job.state, person.mentions.count()) == (JobState.DONE, 0)
