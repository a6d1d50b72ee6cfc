"""Her copy has what became of her tickets; erasing leaves none of hers and all of the others'."""

import json

from fuerza.core import hooks
from fuerza.door import services
from fuerza.door.models import CheckIn, Door, Ticket
from fuerza.people.models import Person
from tests.fuerza.door.conftest import DAY, CodeOf

EXPORT, ERASE = (hooks.find("privacy", f"door:{what}") for what in ("export", "erase"))


def test_her_copy_has_her_tickets_and_when_she_was_let_in(door: Door, code_of: CodeOf) -> None:
    assert EXPORT is not None
    code = code_of("ana")
    code_of("bea")
    services.check_in(door=door, text=code, now=DAY)

    [part] = EXPORT(Person.objects.get(username="ana"), None)

    [told] = json.loads(part.content)
    assert (part.path, told["state"], len(told["let_in"])) == ("tickets.json", "used", 1)
    assert (told["let_in"][0]["who"], code.encode() in part.content) == ("herself", False)


def test_erasing_takes_her_tickets_and_nobody_elses(door: Door, code_of: CodeOf) -> None:
    assert ERASE is not None
    for name in ("ana", "bea"):
        services.check_in(door=door, text=code_of(name), now=DAY)

    ERASE(Person.objects.get(username="ana"))
    ERASE(Person.objects.get(username="ana"))

    left = Ticket.objects.get()
    assert (left.registration.person.username, CheckIn.objects.count()) == ("bea", 1)
