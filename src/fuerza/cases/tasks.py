"""The job of cases: dropping for good, once a day, what was put away or taken out thirty days ago."""

from fuerza.cases.services import drop_old
from fuerza.core.jobs import Run, every, handler

every("cases.drop", minutes=24 * 60)


@handler("cases.drop")
def drop(run: Run) -> None:
    drop_old(now=run.now())
