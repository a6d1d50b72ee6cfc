"""What has had its time is swept up, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from fuerza.core import jobs, keyrings, worker
from fuerza.core.choices import JobState
from fuerza.core.models import Job, Keyring
from fuerza.people.models import Person


def test_the_sweep_drops_what_is_over_and_keeps_the_rest() -> None:
    now = timezone.now()
    berta = Person.objects.create_user("berta")
    keyrings.make_keyring(berta.id, now=now - timedelta(days=30))
    for age in (timedelta(days=6), timedelta(days=8)):
        job = jobs.enqueue("desk.find", now=now)
        Job.objects.filter(pk=job.pk).update(state=JobState.DONE, ended_at=now - age)
    for name, days in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=name, expire_date=now + timedelta(days=days))
    jobs.enqueue("core.sweep", now=now)

    worker.run_due()

    assert list(Job.objects.filter(name="desk.find").values_list("state", flat=True)) == ["done"]
    assert Job.objects.get(name="core.sweep").state == JobState.DONE
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert Keyring.objects.count() == 1


@pytest.mark.parametrize("name", ["core.sweep", "core.rewrite"])
def test_what_is_to_be_done_again_and_again_is(name: str) -> None:
    jobs.enqueue_periodic(now=timezone.now())

    assert Job.objects.filter(name=name, key="period").count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_writing_the_keys_anew_loses_none() -> None:
    now = timezone.now()
    berta = Person.objects.create_user("berta")
    keyrings.make_keyring(berta.id, now=now)
    before = keyrings.open_with_server(berta.id, now=now)
    jobs.enqueue("core.rewrite", now=now)

    worker.run_due()

    assert Job.objects.get(name="core.rewrite").state == JobState.DONE
    assert keyrings.open_with_server(berta.id, now=now) == before
