"""The jobs do what their services do."""

import threading

import pytest

from fuerza.core import jobs
from fuerza.core.models import Job
from fuerza.incidents import tasks
from fuerza.incidents.choices import KEPT
from fuerza.incidents.models import Report
from tests.fuerza.incidents.conftest import NOW, Tell


@pytest.mark.usefixtures("pair")
def test_what_is_late_is_noted_and_what_is_old_is_deleted(
    tell: Tell,
) -> None:
    tell(None)
    later = NOW + KEPT + KEPT
    run = jobs.Run(Job(name="incidents.remind"), clock=lambda: later, stop=threading.Event())

    tasks.remind(run)
    noted = Report.objects.get().warned_of
    Report.objects.update(state="closed", closed_at=NOW)
    tasks.purge(run)

    assert (len(noted), Report.objects.count()) == (3, 0)
