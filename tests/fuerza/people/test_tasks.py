"""The purge as a job."""

import threading
from datetime import timedelta

from fuerza.core import jobs
from fuerza.core.models import Job
from fuerza.people import services
from fuerza.people.models import Person
from tests.fuerza.people.conftest import NOW


def test_the_job_sweeps_up_accounts_nobody_came_to() -> None:
    services.invite(by=None, now=NOW)
    later = NOW + timedelta(days=15)
    run = jobs.Run(Job(name="people.purge"), clock=lambda: later, stop=threading.Event())

    jobs.handler_of("people.purge")(run)

    assert Person.objects.count() == 0
