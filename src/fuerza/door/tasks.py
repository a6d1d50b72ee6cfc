"""Jobs: who did not come, once an edition is over; and what goes a week after it."""

from fuerza.core import jobs
from fuerza.door import services

jobs.every("door.settle_absent", minutes=60)
jobs.every("door.purge", minutes=12 * 60)


@jobs.handler("door.settle_absent")
def settle_absent(run: jobs.Run) -> None:
    services.settle_absent(now=run.now())


@jobs.handler("door.purge")
def purge(run: jobs.Run) -> None:
    services.settle_absent(now=run.now())
    services.purge(now=run.now())
