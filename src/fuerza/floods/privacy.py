"""Giving up what floods were told as. Her copy holds the mentions, from which all of it is found again."""

from fuerza.core import hooks
from fuerza.floods.models import Course
from fuerza.people.models import Person


@hooks.register("privacy", "floods:erase")
def erase(person: Person) -> None:
    """Delete every row."""
    Course.objects.filter(person=person).delete()
