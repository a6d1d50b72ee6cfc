"""The jobs of connections: renewing tokens and giving them back, asking again for what is borrowed."""

from fuerza.connections import queries, services
from fuerza.connections.models import Connection
from fuerza.core import http
from fuerza.core.jobs import Run, enqueue, every, handler
from safeguard.platforms.base import AccessLost

every("connections.refresh_all", minutes=30)
every("connections.purge", minutes=60)
every("connections.comply_all", minutes=360)


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


@handler("connections.refresh_all")
def refresh_all(run: Run) -> None:
    """Have each token renewed that ends soon, whether or not its account is read just now."""
    for connection in queries.ending_soon(run.now()):
        enqueue(
            "connections.refresh", key=str(connection.pk), now=run.now(), connection=connection.pk
        )


@handler("connections.refresh")
def refresh(run: Run) -> None:
    """Renew the token that reads an account; one that can't be renewed makes it a lost one."""
    connection = Connection.objects.filter(pk=run.uuid("connection")).first()
    if connection is None:
        return
    with http.client() as reach:
        try:
            services.renewed(connection, reach=reach, now=run.now(), soon=queries.ENDS_WITHIN)
        except AccessLost:
            services.lose(connection=connection)


@handler("connections.revoke")
def revoke(run: Run) -> None:
    services.revoke(run.uuid("revocation"))


@handler("connections.purge")
def purge(run: Run) -> None:
    """Drop sign-ins nobody came back from, and try again to give back what is still held."""
    services.purge(now=run.now())
    services.revoke_again(now=run.now())
