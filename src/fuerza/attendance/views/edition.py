"""What the pages of an invitation and of her own say of an edition: all that whoever is invited may see of it."""

from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from fuerza.core import hooks
from fuerza.core.panels import Card
from fuerza.people.queries import PersonRequest
from fuerza.programme import queries as programme


def told_of(edition: Any) -> dict[str, Any]:
    guest = programme.participant_of(edition)
    page = programme.page_of(guest, edition.pk, language=get_language() or "en")
    if page is None:
        return {"edition": None, "partnerships": (), "days": (), "words": {}, "countries": {}}
    return {
        "edition": page.edition,
        "partnerships": page.partnerships,
        "days": page.days,
        "words": page.words,
        "countries": page.countries,
    }


def cards_of(request: PersonRequest, place: str, edition_id: UUID) -> list[Card]:
    """Ask the rooms above for what they show on a page of an edition: `place` is "mine" or "people"."""
    pieces = [
        piece
        for _name, hook in hooks.each("panels")
        for piece in hook(f"{place} {edition_id}", request.user)
    ]
    return sorted(
        (one for one in pieces if isinstance(one, Card)), key=lambda one: one.weight, reverse=True
    )
