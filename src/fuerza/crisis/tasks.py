"""Jobs: tightening, looking after what is on, and the alarm."""

from fuerza.core.jobs import Run, every, handler
from fuerza.crisis import services
from fuerza.crisis.services.keeping import empty_destroyed
from fuerza.people.models import Person

every("crisis.look_after", minutes=5)
every("desk.alarm", minutes=2)


@handler("crisis.tighten")
def tighten(run: Run) -> None:
    services.tighten(run.uuid("crisis"), clock=run.now, beat=run.beat)


@handler("crisis.look_after")
def look_after(run: Run) -> None:
    services.look_after(now=run.now())
    empty_destroyed()


@handler("desk.alarm")
def alarm(run: Run) -> None:
    """Look for whom there is something to tell; or tell one of them."""
    if "person" not in run.ids:
        services.look_out(now=run.now())
        return
    person = Person.objects.filter(pk=run.uuid("person"), is_active=True).first()
    if person is not None:
        services.sound(person=person, now=run.now(), is_test="test" in run.ids, beat=run.beat)
