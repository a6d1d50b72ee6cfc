"""Jobs: rounds that open and close by the clock, and the building of a report."""

from fuerza.core import jobs
from fuerza.impact import services

jobs.every("impact.turn", minutes=6 * 60)


@jobs.handler("impact.turn")
def turn(run: jobs.Run) -> None:
    services.turn(now=run.now())


@jobs.handler("impact.build_report")
def build_report(run: jobs.Run) -> None:
    services.build(report_id=run.uuid("report"), now=run.now(), beat=run.beat)
