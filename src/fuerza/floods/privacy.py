"""Her copy of her places, and giving all of it up. Floods are found again from the mentions."""

from collections.abc import Iterator

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.floods import queries
from fuerza.floods.models import Course, Danger, Place
from fuerza.people.models import Person


@hooks.register("privacy", "floods:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over her places as far as `key` opens them, and what she said she had seen to."""
    places = queries.places_read(person, key) if key else []
    dangers = Danger.objects.filter(person=person).order_by("seen_at")
    told = {
        "places": [{"kind": each.place.kind, "text": each.text} for each in places],
        "dangers": list(dangers.values("kinds", "urgency", "since", "until", "settled_at")),
    }
    yield Part("floods.json", as_json(told))


@hooks.register("privacy", "floods:erase")
def erase(person: Person) -> None:
    """Delete every row; the keys are gone by now."""
    for model in (Course, Danger, Place):
        model.objects.filter(person=person).delete()
