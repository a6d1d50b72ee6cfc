"""The jobs settle who did not come and take what has had its time."""

from datetime import timedelta

from fuerza.core import jobs
from fuerza.core.models import Job
from fuerza.door import services
from fuerza.door.models import Door, Ticket
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import states
from tests.fuerza.door.conftest import DAY, CodeOf


def run(name: str, days: int = 0) -> None:
    import threading

    job = Job(name=name, ids={}, run_at=DAY, made_at=DAY)
    jobs.handler_of(name)(
        jobs.Run(job, clock=lambda: DAY + timedelta(days=days), stop=threading.Event())
    )


def test_who_did_not_come_is_settled_and_a_week_later_all_is_gone(
    edition: Edition, door: Door, code_of: CodeOf
) -> None:
    services.check_in(door=door, text=code_of("ana"), now=DAY)
    code_of("bea")

    run("door.settle_absent")
    running = states(edition)
    run("door.purge", days=9)

    assert running == {"ana": "attended", "bea": "confirmed"}
    assert states(edition) == {"ana": "attended", "bea": "no_show"}
    assert (Ticket.objects.count(), Door.objects.count()) == (0, 0)
