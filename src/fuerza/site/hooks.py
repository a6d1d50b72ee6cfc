"""What the site lends to a page of a peer: the sentence on how things stand, above the numbers of the desk."""

from django.utils.timezone import now

from fuerza.core import hooks
from fuerza.core.panels import Line, Panel
from fuerza.people.models import Person
from fuerza.site.standing import standing


@hooks.register("panels", "site")
def panels(place: str, person: Person) -> list[Panel]:
    """Say at the desk what was looked at and up to when: no number is shown without it (misuse.md)."""
    if place != "desk":
        return []
    facts = [fact for _name, hook in hooks.each("coverage") for fact in hook(person)]
    return [Line(text=standing(facts, now=now(), zone=person.zone).text, weight=100)]
