"""Where other pages lead to a guide, from a flood and from a case; and what Today tells who writes guides."""

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fuerza.core import hooks
from fuerza.core.panels import Card, Panel, Todo
from fuerza.core.templatetags.fuerza import count
from fuerza.guides import queries
from fuerza.pages import queries as pages
from fuerza.people.models import Person

LEADS = {"flood": "pile-on", "case": "keep-proof"}
LIGHT = 10


@hooks.register("panels", "guides")
def panels(place: str, person: Person) -> list[Panel]:
    """Offer the guide that fits what a page is about, and on Today the texts that wait for a second person."""
    if place == "today":
        return _waiting(person)
    name = LEADS.get(place.partition(":")[0])
    guide = queries.guide_named(name) if name else None
    if guide is None:
        return []
    text = queries.text_in(guide, get_language() or "en")
    values = {"url": reverse("guides:read", args=[guide.id]), "text": text}
    return [Card(template="guides/card.html", values=values)]


def _waiting(person: Person) -> list[Panel]:
    waiting = pages.waits_for(queries.ROOM, person)
    if not waiting or not queries.may_write(person):
        return []
    text = ngettext(
        "%(shown)s text of a guide waits for a second person.",
        "%(shown)s texts of guides wait for a second person.",
        waiting,
    ) % {"shown": count(waiting)}
    url = reverse("guides:board")
    return [Todo(text=text, verb=_("Look through"), url=url, weight=LIGHT)]
