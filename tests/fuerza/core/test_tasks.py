"""What has had its time is swept up, and nothing else."""

from datetime import timedelta

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


def test_the_sweep_comes_every_hour() -> None:
    jobs.enqueue_periodic(now=timezone.now())

    assert Job.objects.filter(name="core.sweep", key="period").count() == 1
