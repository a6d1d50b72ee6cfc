"""The switch's jobs: tightening, and looking after what is on."""

from fuerza.core.jobs import Run, every, handler
from fuerza.crisis import services
from fuerza.crisis.services.keeping import empty_destroyed

every("crisis.look_after", minutes=5)


@handler("crisis.tighten")
def tighten(run: Run) -> None:
    services.tighten(run.uuid("crisis"), clock=run.now, beat=run.beat)


@handler("crisis.look_after")
def look_after(run: Run) -> None:
    services.look_after(now=run.now())
    empty_destroyed()
