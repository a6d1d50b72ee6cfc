"""What Today shows: how things stand, three things to do and what must stay, the next date; all from hooks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from fuerza.core import hooks
from fuerza.core.coverage import Coverage
from fuerza.core.panels import Date, Line, Panel, Todo
from fuerza.people import queries
from fuerza.people.choices import RoleName
from fuerza.people.models import Person
from fuerza.people.queries import Watcher
from fuerza.site.standing import Standing, standing

AT_MOST = 3


class Day(msgspec.Struct, frozen=True):
    """One person's Today."""

    standing: Standing | None
    lines: list[Line]
    todos: list[Todo]
    next: Date | None
    watchers: list[Watcher]

    @property
    def is_calm(self) -> bool:
        """Say whether a warmer word is honest: everything is connected and read, nothing found, nothing to do."""
        return self.standing is not None and self.standing.is_covered and not self.todos


def day_of(person: Person, *, now: datetime) -> Day:
    """Ask every domain what it has for this person today."""
    facts: list[Coverage] = _asked("coverage", person)
    panels: list[Panel] = _asked("panels", "today", person)
    dates = sorted(_only(Date, panels), key=lambda date: date.at)
    return Day(
        standing=None
        if not facts and _only_organises(person)
        else standing(facts, now=now, zone=person.zone),
        lines=_heaviest(_only(Line, panels)),
        todos=_to_do(_only(Todo, panels)),
        next=next((date for date in dates if date.at >= now), None),
        watchers=queries.who_can_see(person, now),
    )


def _only_organises(person: Person) -> bool:
    """Organisers and operators have no desk, so there is nothing of theirs to be looked at."""
    return any(queries.holds(person, role) for role in (RoleName.ORGANISER, RoleName.OPERATOR))


def _asked(kind: str, *about: Any) -> list[Any]:
    return [piece for _name, hook in hooks.each(kind) for piece in hook(*about)]


def _only(kind: type[Any], panels: Iterable[Panel]) -> list[Any]:
    return [panel for panel in panels if isinstance(panel, kind)]


def _to_do(todos: list[Todo]) -> list[Todo]:
    """Give the heaviest, and those of the others that stay."""
    heaviest = _heaviest(todos)
    return heaviest[:AT_MOST] + [todo for todo in heaviest[AT_MOST:] if todo.stays]


def _heaviest(panels: list[Any]) -> list[Any]:
    return sorted(panels, key=lambda panel: -panel.weight)
