"""Jobs of people: sweeping up links nobody used, and the keys of grants that have ended."""

from fuerza.core import jobs
from fuerza.people import services

jobs.every("people.purge", minutes=60)


@jobs.handler("people.purge")
def purge(run: jobs.Run) -> None:
    services.purge(now=run.now())
