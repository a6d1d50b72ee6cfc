"""Jobs: what is late is written about, what has had its time is deleted."""

from fuerza.core import jobs
from fuerza.incidents import services

jobs.every("incidents.remind", minutes=10)
jobs.every("incidents.purge", minutes=12 * 60)


@jobs.handler("incidents.remind")
def remind(run: jobs.Run) -> None:
    services.remind(now=run.now())


@jobs.handler("incidents.purge")
def purge(run: jobs.Run) -> None:
    services.purge(now=run.now())
