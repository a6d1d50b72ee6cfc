"""The desk's jobs: pulling mentions, taking files in, finding floods, letting go what is gone at its source."""

from contextlib import suppress

from fuerza.connections.models import Connection, Import
from fuerza.core.jobs import Run, enqueue, every, handler
from fuerza.desk import services
from fuerza.people.models import Person
from safeguard.classify.detector import Detector

PAGES_A_RUN = 20
every("desk.pull_all", minutes=5)


@handler("desk.pull_all")
def pull_all(run: Run) -> None:
    """Have every linked account read."""
    for pk in Connection.objects.filter(state="connected").values_list("pk", flat=True):
        enqueue("desk.pull", key=str(pk), now=run.now(), connection=pk)


@handler("desk.pull")
def pull(run: Run) -> None:
    """Read a linked account forward, page by page; what is left after twenty pages waits for the next run."""
    connection = Connection.objects.filter(pk=run.uuid("connection")).first()
    if connection is None:
        return
    score = Detector().score
    for page in range(1, PAGES_A_RUN + 1):
        before = connection.cursor
        services.refresh(connection=connection, score=score, now=run.now())
        run.beat(page, PAGES_A_RUN)
        if connection.cursor == before:
            return


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


@handler("desk.find")
def find(run: Run) -> None:
    person = Person.objects.filter(pk=run.uuid("person")).first()
    if person is not None:
        services.find(person=person, now=run.now())
