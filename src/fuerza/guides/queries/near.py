"""Help near her: helplines, offices and services by place, as the domains above name them (hook `helplines`).

All places stand on one page, so that nobody has to say where she is.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

import msgspec

from fuerza.core import hooks


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to turn to: what they are, how they are reached, and how old that is. `place` is "" for everywhere."""

    place: str
    kind: str
    name: str
    source: str
    checked_on: date
    expires_on: date
    link: str = ""
    numbers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def is_expired(self, today: date) -> bool:
        return today > self.expires_on


class At(msgspec.Struct, frozen=True):
    """Whoever there is at one place; the second of each pair says whether it has expired."""

    place: str
    contacts: tuple[tuple[Contact, bool], ...]


def contacts_by_place(today: date) -> list[At]:
    """List all contacts by the name of their place, those for everywhere first."""
    contacts = sorted(_all(), key=lambda contact: contact.place.casefold())
    return [
        At(place, tuple((contact, contact.is_expired(today)) for contact in there))
        for place, there in groupby(contacts, key=lambda contact: contact.place)
    ]


def _all() -> Iterator[Contact]:
    for _name, hook in hooks.each("helplines"):
        named: Iterable[Contact] = hook()
        yield from named
