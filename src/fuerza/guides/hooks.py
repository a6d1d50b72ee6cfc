"""Where other pages lead to a guide: from a flood and from a case, by name."""

from django.urls import reverse
from django.utils.translation import get_language

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
    text = queries.text_in(guide, get_language() or "en")
    values = {"url": reverse("guides:read", args=[guide.id]), "text": text}
    return [Card(template="guides/card.html", values=values)]
