"""What may be shown of an exhibit, and where: its owner sees the facts in clear, nobody else sees that it exists.

And what the vault tells Today: that a lock of her own is still to be set.

Helpers come through cases (an exhibit in a case that was granted), which asks for itself.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fuerza.core import disclosure, hooks
from fuerza.core.panels import Panel, Todo
from fuerza.people.models import Person
from fuerza.vault import queries
from fuerza.vault.models import Exhibit

FACTS = frozenset(
    {
        "commitment",
        "kept_at",
        "method",
        "number",
        "platform",
        "size",
        "state",
        "written_at",
    }
)


@hooks.register("panels", "vault")
def panels(place: str, person: Person) -> list[Panel]:
    """Tell Today that whoever runs this server could read her desk, as long as she has no lock of her own."""
    if place != "today" or not queries.must_lock_first(person):
        return []
    text = _("Whoever runs this server could read your desk until you set a lock of your own.")
    where = reverse("vault:own_lock")
    return [Todo(text=text, verb=_("Set a lock of your own"), url=where, weight=LOCK_WEIGHT)]


LOCK_WEIGHT = 70


@disclosure.rule(Exhibit, "page", "json", "export", "count")
def hers_alone(viewer: Any, exhibit: Exhibit) -> frozenset[str]:
    return FACTS if viewer.pk == exhibit.person_id else disclosure.NOTHING


@disclosure.rule(Exhibit, "feed", "mail", "search")
def never(_viewer: Any, _exhibit: Exhibit) -> frozenset[str]:
    """Evidence is in no feed, in no mail, and found by no search."""
    return disclosure.NOTHING
