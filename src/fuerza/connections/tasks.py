"""The jobs of connections: doing what was planned."""

from fuerza.connections import services
from fuerza.core.jobs import Run, handler


@handler("connections.act")
def act(run: Run) -> None:
    services.run_plan(run.uuid("plan"), clock=run.now, beat=run.beat)
