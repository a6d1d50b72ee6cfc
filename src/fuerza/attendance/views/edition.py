"""What the pages of an invitation and of her own say of an edition: all that whoever is invited may see of it."""

from typing import Any

from django.utils.translation import get_language

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
