"""What guides there are, as somebody may read them; nothing here knows or keeps who reads."""

from fuerza.guides.queries.books import GuideWasBroken, book, checked, guide_named, guide_of
from fuerza.guides.queries.handbook import (
    Wishes,
    chapters,
    edition_of,
    editions,
    handbook,
    waiting,
)
from fuerza.guides.queries.near import Contact, contacts_by_place
from fuerza.guides.queries.searching import found, results
from fuerza.guides.queries.showing import Shown, listed, shown, text_in

__all__ = [
    "Contact",
    "GuideWasBroken",
    "Shown",
    "Wishes",
    "book",
    "chapters",
    "checked",
    "contacts_by_place",
    "edition_of",
    "editions",
    "found",
    "guide_named",
    "guide_of",
    "handbook",
    "listed",
    "results",
    "shown",
    "text_in",
    "waiting",
]
