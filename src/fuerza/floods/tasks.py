"""The job that finds floods, asked for by whatever takes mentions in."""

from fuerza.core.jobs import Run, handler
from fuerza.floods import services
from fuerza.people.models import Person


@handler("desk.find")
def find(run: Run) -> None:
    person = Person.objects.filter(pk=run.uuid("person")).first()
    if person is not None:
        services.find(person=person, now=run.now())
