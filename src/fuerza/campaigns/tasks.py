"""Jobs: who joined a day is forgotten when it is over, or when she gave up her place."""

from fuerza.campaigns import services
from fuerza.core import jobs

jobs.every("campaigns.purge", minutes=10)


@jobs.handler("campaigns.purge")
def purge(run: jobs.Run) -> None:
    services.purge(now=run.now())
