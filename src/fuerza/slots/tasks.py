"""Jobs: what goes after an edition, and what is left of whoever gave up her place."""

from fuerza.core import jobs
from fuerza.slots import services

jobs.every("slots.purge", minutes=60)


@jobs.handler("slots.purge")
def purge(run: jobs.Run) -> None:
    services.purge(now=run.now())
