"""Whoever takes in asks for floods to be found, by the name of a job."""

import uuid
from collections.abc import Callable

from django.utils import timezone

from fuerza.core import jobs, worker
from fuerza.core.choices import JobState
from fuerza.core.models import Job
from fuerza.desk.models import Group, Mention
from fuerza.people.models import Person
from tests.fuerza.floods.conftest import post


def do(person: object) -> Job:
    job = jobs.enqueue("desk.find", now=timezone.now(), person=person)  # type: ignore[arg-type]  # an id
    worker.run_by_id(job.pk)
    return Job.objects.get(pk=job.pk)


def test_floods_are_found(said: Callable[..., list[Mention]], person: Person) -> None:
    now = timezone.now()
    said(*[post("Delete your article now, you idiot", by=f"p{n}", at=now) for n in range(4)])

    job = do(person.pk)

    assert (job.state, Group.objects.count()) == (JobState.DONE, 1)


def test_who_is_gone_meanwhile_is_no_failure(person: Person) -> None:
    job = do(uuid.uuid4())

    assert (job.state, person.groups.count()) == (JobState.DONE, 0)
