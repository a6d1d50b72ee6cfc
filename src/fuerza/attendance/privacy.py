"""Her copy of the editions she answered for, and giving all of it up."""

from collections.abc import Iterator
from typing import Any

from fuerza.attendance import queries
from fuerza.attendance.models import Registration, Reveal
from fuerza.core import hooks
from fuerza.core.keyrings import Opened
from fuerza.core.privacy import Part, as_json
from fuerza.people.models import Person


@hooks.register("privacy", "attendance:export")
def export(person: Person, _key: Opened | None) -> Iterator[Part]:
    """Hand over where she stands with each edition, and all she wrote for it."""
    rows = [_registration(one) for one in queries.registrations_of(person)]
    yield Part("registrations.json", as_json(rows))
    reveals = Reveal.objects.filter(person=person).order_by("at")
    looks = [{"edition": one.edition_id, "at": one.at} for one in reveals]
    yield Part("places-read.json", as_json(looks))


@hooks.register("privacy", "attendance:erase")
def erase(person: Person) -> None:
    """Delete the rows; what they held a seat for is offered on by the next look at the offers."""
    Reveal.objects.filter(person=person).delete()
    Registration.objects.filter(person=person).delete()


def _registration(registration: Registration) -> dict[str, Any]:
    names = queries.names_of(registration)
    return {
        "edition": registration.edition_id,
        "state": registration.state,
        "place_in_queue": registration.number,
        "field": registration.field,
        "registered_at": registration.registered_at,
        "changed_at": registration.moved_at,
        "verified_at": registration.verified_at,
        "place_shown_early_from": registration.place_from,
        "photo": registration.photo,
        "badge_name": names.badge,
        "public_name": names.public,
        "legal_name": queries.legal_name_of(registration),
        "calendar": _calendar(registration),
        "brings": [
            {"asked_at": one.asked_at, "agreed_at": one.agreed_at}
            for one in queries.brought_by(registration)
        ],
        "companions": [one.support for one in registration.companions.order_by("support")],
        "needs": [
            {"kind": need.kind, "state": need.state, "note": note}
            for need, note in queries.needs_of(registration)
        ],
        "offers": [
            {"made_at": one.made_at, "until": one.expires_at, "state": one.state}
            for one in registration.offers.order_by("made_at")
        ],
    }


def _calendar(registration: Registration) -> dict[str, Any]:
    own = queries.calendar_of(registration)
    return {"called": own.title, "address_works_until": own.expires_at}
