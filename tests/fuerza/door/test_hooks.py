"""Who may be shown what of tickets and doors, on every surface; and where pages lead to them."""

from typing import get_args

import pytest
from django.contrib.auth.models import AnonymousUser

from fuerza.attendance.models import Registration
from fuerza.core import disclosure
from fuerza.core.panels import Card
from fuerza.door import hooks as rules
from fuerza.door import services
from fuerza.door.models import CheckIn, Door, Ticket
from fuerza.people.models import Person
from tests.fuerza.door.conftest import DAY, CodeOf, MakePerson

SURFACES = get_args(disclosure.Surface)


@pytest.fixture
def rows(door: Door, code_of: CodeOf) -> list[Door | Ticket | CheckIn]:
    services.check_in(door=door, text=code_of("ana"), now=DAY)
    return [door, Ticket.objects.get(), CheckIn.objects.get()]


def test_on_every_surface_each_is_shown_what_the_rules_say_and_no_more(
    rows: list[Door | Ticket | CheckIn], code_of: CodeOf, make: MakePerson, olivia: Person
) -> None:
    code_of("bea")
    hers = {
        (model.__name__, surface): fields
        for model, fields in ((Ticket, rules.TICKET), (CheckIn, rules.CHECK_IN))
        for surface in ("page", "export")
    }
    viewers = {
        "herself": Person.objects.get(username="ana"),
        "another who comes": Person.objects.get(username="bea"),
        "organiser": olivia,
        "operator": make("oda", "operator"),
        "visitor": AnonymousUser(),
    }

    found = {
        name: {
            (type(row).__name__, surface): fields
            for row in rows
            for surface in SURFACES
            if (fields := disclosure.fields_for(viewer, row, surface))
        }
        for name, viewer in viewers.items()
    }

    assert found == {
        "herself": hers,
        "another who comes": {},
        "organiser": {("Door", "page"): rules.DOOR},
        "operator": {},
        "visitor": {},
    }
    told = set().union(*found["herself"].values(), rules.DOOR)
    assert told & {"code_hash", "link_hash", "cookie_hash"} == set()


def test_her_page_leads_to_her_ticket_while_it_can_be_shown(
    code_of: CodeOf, olivia: Person
) -> None:
    code_of("ana")
    ana, edition_id = Person.objects.get(username="ana"), Registration.objects.get().edition_id

    def cards(place: str, person: Person) -> list[str]:
        return [one.template for one in rules.panels(place, person) if isinstance(one, Card)]

    assert cards(f"mine {edition_id}", ana) == ["door/parts/ticket.html"]
    assert cards(f"mine {edition_id}", olivia) == []
    assert cards(f"people {edition_id}", olivia) == ["door/parts/doors.html"]
    assert (cards("today", ana), cards("people", olivia)) == ([], [])
    Registration.objects.update(state="waitlisted")
    assert cards(f"mine {edition_id}", ana) == []
