"""Her copy of her turns, her tables and her check-up list, and giving all of it up."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person
from fuerza.slots import queries
from fuerza.slots.models import Booking, CheckList, Turn


@hooks.register("privacy", "slots:export")
def export(person: Person, key: Opened | None) -> Iterator[Part]:
    """Hand over what she asked for at sessions, and her list as far as her key opens it."""
    yield Part("turns.json", as_json([_turn(one) for one in _hers(Turn, person)]))
    yield Part("tables.json", as_json([_booking(one) for one in _hers(Booking, person)]))
    kept = queries.check_list_of(person)
    noted = queries.noted_in(kept, key)
    if kept is not None and noted is not None:
        yield Part("check-up-list.json", as_json(noted))
    elif kept is not None:
        text = _(
            "Your check-up list could not be opened: unlock first, then ask for your copy again."
        )
        yield Part("check-up-list-locked.txt", text.encode())


@hooks.register("privacy", "slots:erase")
def erase(person: Person) -> None:
    """Delete every row of hers; a table at which she sat stays, with nobody at it."""
    Turn.objects.filter(registration__person=person).delete()
    Booking.objects.filter(registration__person=person).delete()
    CheckList.objects.filter(person=person).delete()


def _hers(model: type[Any], person: Person) -> Any:
    found = model.objects.filter(registration__person=person)
    return found.select_related("registration", "session").order_by("session", "number")


def _turn(turn: Turn) -> dict[str, Any]:
    words = queries.words_of(turn)
    return {
        "session": turn.session_id,
        "edition": turn.session.edition_id,
        "state": turn.state,
        "name": words.name,
        "title": words.title,
        "note": words.note,
        "name_shown_on_stage": turn.is_named,
    }


def _booking(booking: Booking) -> dict[str, Any]:
    table = booking.table
    return {
        "session": booking.session_id,
        "edition": booking.session.edition_id,
        "name": queries.words_of(booking).name,
        "begins_at": table.begins_at if table else None,
        "minutes": table.minutes if table else None,
    }
