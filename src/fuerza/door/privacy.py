"""Her copy of her tickets and of when she was let in, and giving them up."""

from collections.abc import Iterator

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.door.models import Ticket
from fuerza.people.models import Person


@hooks.register("privacy", "door:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over what became of each ticket; its code is on her page alone, while it holds."""
    rows = Ticket.objects.filter(registration__person=person).order_by("made_at")
    tickets = [
        {
            "edition": one.edition_id,
            "made_at": one.made_at,
            "state": one.state,
            "ended_at": one.ended_at,
            "let_in": [{"who": each.who, "at": each.at} for each in one.check_ins.order_by("at")],
        }
        for one in rows
    ]
    yield Part("tickets.json", as_json(tickets))


@hooks.register("privacy", "door:erase")
def erase(person: Person) -> None:
    """Delete the rows, and with them what a code or a phone could find."""
    Ticket.objects.filter(registration__person=person).delete()
