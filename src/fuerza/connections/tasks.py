"""The jobs of connections: doing what was planned, and asking again for what is only borrowed."""

from fuerza.connections import queries, services
from fuerza.connections.models import Connection
from fuerza.core.jobs import Run, enqueue, every, handler

every("connections.comply_all", minutes=360)


@handler("connections.act")
def act(run: Run) -> None:
    services.run_plan(run.uuid("plan"), clock=run.now, beat=run.beat)


@handler("connections.comply_all")
def comply_all(run: Run) -> None:
    """Have every account looked at of which something borrowed is due."""
    for pk in queries.due_connections(run.now()):
        enqueue("connections.comply", key=str(pk), now=run.now(), connection=pk)


@handler("connections.comply")
def comply(run: Run) -> None:
    """Ask for what is due of one account, so many at once, until nothing is or nothing can be asked."""
    connection = Connection.objects.filter(pk=run.uuid("connection")).first()
    while connection and services.look_again(connection=connection, now=run.now()):
        run.beat()
