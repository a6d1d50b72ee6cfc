"""Job: what goes by the clock."""

from fuerza.apart import services
from fuerza.core import jobs

jobs.every("apart.purge", minutes=12 * 60)


@jobs.handler("apart.purge")
def purge(run: jobs.Run) -> None:
    services.purge(now=run.now())
