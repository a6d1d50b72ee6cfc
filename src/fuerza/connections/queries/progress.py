"""How far a file's taking in has come: read from its job, which knows nothing but ids and numbers."""

import msgspec

from fuerza.connections.models import Import
from fuerza.core.choices import JobState
from fuerza.core.models import Job


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """`done` of `total` rows (None: not known yet); over, and whether it died of too many failures."""

    done: int
    total: int | None
    is_over: bool
    has_died: bool


def job_of(made: Import) -> Progress | None:
    """Return how its newest job stands; None where she has not confirmed the file yet."""
    rows = Job.objects.filter(name="desk.import", key=str(made.pk))
    job = rows.order_by("-made_at").first()
    if job is None:
        return None
    return Progress(
        done=job.done or 0,
        total=job.total or made.rows or None,
        is_over=job.state in {JobState.DONE, JobState.DEAD},
        has_died=job.state == JobState.DEAD,
    )
