"""What one domain shows on a page of another: things to do, dates, lines and cards, handed over by name.

A domain's `panels` hook (name -> (place, person) -> list of these) answers for the places it knows and gives an
empty list for the rest. Today ("today", person) shows all Lines, the three heaviest Todos, whatever else stays, and the
nearest Date. Pages of the desk show the Cards of "reading" to whoever reads there; where help is given, "scopes" is
asked for Scopes; "mine ID" is her page of an edition, and shows Cards. Texts are plain, translated and already
counted; no text of others goes in here.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from fuerza.core import hooks

FIRST = 1_000  # the weight from which a card stands above all else: danger to her, and nothing less


class Todo(msgspec.Struct, frozen=True, kw_only=True):
    """One thing she could do: what it is, the verb on the button, where it leads. Heavier comes first.

    `stays`: shown however many are heavier, since nothing else would tell her in time.
    """

    text: str
    verb: str
    url: str
    weight: int = 0
    needs_her: bool = False
    stays: bool = False


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One more sentence on how things stand, such as how many supportive messages came this week."""

    text: str
    weight: int = 0


class Date(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happens at a time (UTC)."""

    at: datetime
    text: str
    url: str = ""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of page of another domain: its template and what that needs. `is_whole`: instead of the page."""

    template: str
    values: dict[str, Any]
    weight: int = 0
    is_whole: bool = False


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """A part of what is hers that a helper can be let into, beside the desk: its id, and what it is called."""

    id: uuid.UUID
    text: str


Panel = Todo | Line | Date | Card | Scope
Piece = TypeVar("Piece", Line, Card)


def pieces(place: str, person: Any) -> list[Panel]:
    """Ask every domain what it shows at a place of this person."""
    return [piece for _name, hook in hooks.each("panels") for piece in hook(place, person)]


def among(found: Iterable[Panel], kind: type[Piece]) -> list[Piece]:
    """Give those of one kind, the heavier first."""
    return sorted((it for it in found if isinstance(it, kind)), key=lambda it: -it.weight)
