"""Where other pages lead to a guide: from a flood and from a case, by name."""

from django.urls import reverse

from fuerza.core import hooks
from fuerza.core.panels import Card, Panel
from fuerza.guides import queries
from fuerza.people.models import Person

LEADS = {"flood": "pile-on", "case": "keep-proof"}


@hooks.register("panels", "guides")
def panels(place: str, _person: Person) -> list[Panel]:
    """Offer the guide that fits what a page is about."""
    guide = queries.guide_named(LEADS.get(place.partition(":")[0], ""))
    if guide is None:
        return []
    url = reverse("guides:read", args=[guide.id])
    return [Card(template="guides/card.html", values={"guide": guide, "url": url})]
