"""Who may be shown what of who comes: every model on every surface, with somebody there who could be shown."""

from typing import get_args

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from fuerza.attendance import hooks as rules
from fuerza.attendance import services
from fuerza.attendance.models import (
    Brought,
    Calendar,
    Companion,
    Invitation,
    Need,
    Offer,
    Registration,
    Reveal,
    Seats,
    Venue,
)
from fuerza.core import disclosure
from fuerza.core.panels import Todo
from fuerza.programme.models import Edition
from tests.fuerza.attendance.conftest import Come, MakePerson
from tests.fuerza.programme.conftest import NOW

SURFACES = get_args(disclosure.Surface)


@pytest.fixture
def carla(come: Come) -> Registration:
    """She has an offer, a companion, a need, and an invitation that she answered."""
    first = come("ana")
    come("bea")
    carla = come("carla", badge="Carla C.", needs=(("diet", "no nuts"),))
    services.leave(registration=first, now=timezone.now())
    services.settle_companions(registration=carla, companions=[], now=timezone.now())
    Companion.objects.create(registration=carla, support="child")
    carla.refresh_from_db()
    return carla


def shown(carla: Registration, viewer: object) -> dict[tuple[str, str], frozenset[str]]:
    """Say what this viewer is shown, of every row of hers and on every surface; only what is not nothing."""
    rows = [
        carla,
        carla.offers.get(),
        carla.companions.get(),
        carla.needs.get(),
        Calendar(registration=carla, changed_at=NOW),
        Brought(edition=carla.edition, registration=carla, asked_at=NOW),
        carla.invitation,
        Seats.objects.get(),
        Venue(edition=carla.edition, release_at=NOW),
        Reveal(edition=carla.edition, person=carla.person, at=NOW),
    ]
    told = {
        (type(row).__name__, surface): disclosure.fields_for(viewer, row, surface)  # type: ignore[arg-type]  # she answered one
        for row in rows
        for surface in SURFACES
    }
    return {key: fields for key, fields in told.items() if fields}


def test_on_every_surface_each_is_shown_what_the_rules_say_and_no_more(
    carla: Registration, make: MakePerson
) -> None:
    hers = {
        (model.__name__, surface): fields
        for model, fields in (
            (Registration, rules.REGISTRATION),
            (Offer, rules.OFFER),
            (Companion, rules.COMPANION),
            (Need, rules.NEED),
            (Calendar, rules.CALENDAR),
            (Brought, rules.BROUGHT),
            (Reveal, rules.REVEAL),
        )
        for surface in ("page", "export")
    } | {("Calendar", "feed"): rules.CALENDAR}
    organisers = {
        ("Need", "page"): rules.NEED,
        ("Invitation", "page"): rules.INVITATION,
        ("Seats", "page"): rules.SEATS,
        ("Seats", "count"): rules.SEATS,
        ("Venue", "page"): rules.VENUE,
    }
    viewers = {
        "herself": carla.person,
        "organiser": make("paula", "organiser", carla.edition_id),
        "organiser of another": make("petra", "organiser", carla.pk),
        "another who comes": Registration.objects.get(person__username="bea").person,
        "operator": make("oda", "operator"),
        "visitor": AnonymousUser(),
    }

    found = {name: shown(carla, viewer) for name, viewer in viewers.items()}

    assert found == {
        "herself": hers,
        "organiser": organisers,
        "organiser of another": {},
        "another who comes": {("Venue", "page"): rules.DISTRICT},
        "operator": {},
        "visitor": {},
    }


def test_no_sealed_field_is_shown_by_any_rule(carla: Registration) -> None:
    names = {
        field.name
        for model in apps.get_app_config("attendance").get_models()
        for field in model._meta.concrete_fields
        if field.name.startswith("sealed") or field.name in {"token_hash", "address_key"}
    }

    told = set().union(*shown(carla, carla.person).values())

    assert (names & told, Invitation.objects.count()) == (set(), 3)


def test_today_says_that_a_place_is_free_and_until_it_is_answered(
    carla: Registration, edition: Edition
) -> None:
    [todo] = rules.panels("today", carla.person)
    assert isinstance(todo, Todo)
    services.claim(registration=carla, now=timezone.now())

    assert (todo.text, todo.url, todo.stays) == (
        "A place is free for you in Bogotá.",
        f"/e/{edition.pk}/mine/",
        True,
    )
    [after] = rules.panels("today", carla.person)
    assert isinstance(after, Todo)
    assert (after.text, after.stays) == ("You have a place in Bogotá.", False)
    assert rules.panels("desk", carla.person) == []
    assert carla.registered_at == NOW
