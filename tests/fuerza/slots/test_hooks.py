"""Who may be shown what of turns, tables and lists: every model on every surface, with rows that could leak."""

from typing import get_args

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from fuerza.core import disclosure
from fuerza.core.panels import Todo
from fuerza.programme.models import Edition
from fuerza.slots import hooks as rules
from fuerza.slots import services
from fuerza.slots.models import Order
from tests.fuerza.slots.conftest import Come, Hall

SURFACES = get_args(disclosure.Surface)


def test_on_every_surface_each_is_shown_what_the_rules_say_and_no_more(hall: Hall) -> None:
    turn = hall.join("ana")
    taken, free = hall.lay(count=2)
    booking = hall.sit("ana", taken)
    ana = turn.registration.person
    kept = services.keep_list(person=ana, noted={}, now=timezone.now())
    rows = {
        "turn": turn,
        "taken": taken,
        "free": free,
        "booking": booking,
        "list": kept,
        "order": Order.objects.get(session=hall.clinic),
    }

    def shown(viewer: object) -> dict[tuple[str, str], frozenset[str]]:
        told = {
            (name, surface): disclosure.fields_for(viewer, row, surface)
            for name, row in rows.items()
            for surface in SURFACES
        }
        return {key: fields for key, fields in told.items() if fields}

    hers = {("turn", at): rules.TURN for at in ("page", "export")}
    hers |= {("booking", at): rules.BOOKING for at in ("page", "export")}
    hers |= {("list", at): rules.LIST for at in ("page", "export")}
    run = {("turn", "page"): rules.TURN, ("turn", "json"): rules.STAGE}
    sits = {(name, "page"): rules.SITTING for name in ("taken", "free")}
    found = {
        "herself": shown(ana),
        "another who comes": shown(hall.come("bea").person),
        "facilitator": shown(hall.fay),
        "organiser": shown(hall.make("paula", "organiser", hall.edition.pk)),
        "facilitator of another": shown(hall.make("gia", "facilitator", ana.pk)),
        "operator": shown(hall.make("oda", "operator")),
        "visitor": shown(AnonymousUser()),
    }

    assert found == {
        "herself": hers | {("taken", "page"): rules.SITTING, ("free", "page"): rules.TABLE},
        "another who comes": {("free", "page"): rules.TABLE},
        "facilitator": run | sits,
        "organiser": run | sits,
        "facilitator of another": {},
        "operator": {},
        "visitor": {},
    }


def test_her_page_of_an_edition_says_where_she_stands_and_todays_only_that_she_sits_somewhere(
    hall: Hall,
) -> None:
    hall.join("bea")
    turn = hall.join("ana")
    [table] = hall.lay()
    hall.sit("ana", table)
    dora = hall.make("dora")
    place = f"mine {hall.edition.pk}"

    [card] = rules.panels(place, turn.registration.person)
    [others] = rules.panels(place, hall.come("carla").person)
    [todo] = rules.panels("today", hall.fay)

    stands = [row.get("stands") for row in card.values["rows"]]  # type: ignore[union-attr]  # it is a Card
    assert stands == ["1 voice before you", "You have a table then."]
    assert [row.get("stands") for row in others.values["rows"]] == [None, None]  # type: ignore[union-attr]  # it is a Card
    assert isinstance(todo, Todo)
    assert todo.url == reverse("slots:my_tables", args=[hall.edition.pk])
    assert [rules.panels(where, dora) for where in (place, "desk", "today")] == [[], [], []]


def test_an_edition_without_soapbox_and_clinic_shows_nothing(edition: Edition, come: Come) -> None:
    assert rules.panels(f"mine {edition.pk}", come("ana").person) == []
