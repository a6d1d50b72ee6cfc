"""The desk's jobs: pulling mentions, taking files in, letting go what is gone at its source."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from fuerza.connections import queries as connections
from fuerza.connections.models import Connection, Import
from fuerza.core.jobs import Run, enqueue, every, handler
from fuerza.desk import services
from safeguard.classify.detector import Detector

EVERY = 5  # minutes
SPREAD = 240  # seconds of them over which the accounts are spread
every("desk.pull_all", minutes=EVERY)


@handler("desk.pull_all")
def pull_all(run: Run) -> None:
    """Have every linked account read that is due, each at its own moment: networks count who comes at once."""
    now = run.now()
    for pk in connections.due(now).values_list("pk", flat=True):
        enqueue("desk.pull", key=str(pk), now=now, run_at=now + moment_of(pk), connection=pk)


def moment_of(pk: UUID) -> timedelta:
    """Give each account its moment within the minutes, the same one every time."""
    return timedelta(seconds=pk.int % SPREAD)


@handler("desk.pull")
def pull(run: Run) -> None:
    """Read a linked account forward; what is left waits for its turn behind the other accounts."""
    connection = Connection.objects.filter(pk=run.uuid("connection")).first()
    if connection is None:
        return
    has_more = services.pull(
        connection=connection, score=Detector().score, clock=run.now, beat=run.beat
    )
    if has_more:
        enqueue("desk.pull", key=str(connection.pk), now=run.now(), connection=connection.pk)


@handler("desk.import")
def import_file(run: Run) -> None:
    """Take a checked file in; a file that must not go in is left staged, and its page says why."""
    made = Import.objects.filter(pk=run.uuid("import_id")).first()
    if made is None:
        return
    with suppress(services.ImportStopped):
        services.complete_import(made=made, score=Detector().score, clock=run.now, beat=run.beat)


@handler("desk.comply")
def comply(run: Run) -> None:
    """Let go what is gone at its source."""
    connection = Connection.objects.filter(pk=run.uuid("connection")).first()
    if connection is not None:
        services.let_go(connection=connection, now=run.now())
