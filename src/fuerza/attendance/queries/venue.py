"""Where an edition takes place, as far as each may read it; the exact place on her own page alone (invariant 6)."""

from datetime import datetime
from typing import Any

import msgspec

from fuerza.attendance.choices import IN_TOUCH, SEATED, Layer
from fuerza.attendance.models import Registration, Venue
from fuerza.attendance.queries.keeping import kept_out
from fuerza.attendance.queries.sealed import opened
from fuerza.core import codes, crypto
from fuerza.core.disclosure import Surface
from fuerza.people.models import Person
from fuerza.programme.choices import EditionState
from fuerza.programme.models import Edition

_CODE = 8


class Where(msgspec.Struct, frozen=True):
    """What is written of a venue; empty where it is not there, or its key is gone."""

    district: str = ""
    exact: str = ""
    note: str = ""
    phone: str = ""


def venue_of(edition: Edition) -> Venue | None:
    return Venue.objects.filter(edition=edition).select_related("edition").first()


def layer_of(
    venue: Venue, registration: Registration | None, now: datetime, surface: Surface = "page"
) -> Layer:
    """Say how much of where it is the holder of a registration may read, on a surface, at a moment.

    The district: whoever has a place. The address: whoever has a place and is verified, once it is released to all or
    to her, unless it was taken back. Both on pages alone, and to nobody who is not let in; else there is the city.
    """
    is_seated = registration is not None and registration.state in SEATED
    if surface != "page" or not is_seated or venue.edition.state == EditionState.CANCELLED:
        return Layer.AREA
    assert registration is not None
    if kept_out(venue.pk, [registration.person_id]):
        return Layer.AREA
    is_verified = registration.verified_at is not None
    is_released = _is_past(venue.release_at, now) or _is_past(registration.place_from, now)
    if is_verified and is_released and venue.revoked_at is None:
        return Layer.EXACT
    return Layer.DISTRICT


def shown_to(person: Person, venue: Venue, now: datetime, surface: Surface) -> Layer:
    """Say the same of a person, whatever she is; her organising it is another matter."""
    own = Registration.objects.filter(person=person.pk, edition=venue.pk).first()
    return layer_of(venue, own, now, surface)


def where_of(venue: Venue, layer: Layer) -> Where:
    """Open what a layer lets somebody read, and no more."""
    fields = {
        Layer.AREA: (),
        Layer.DISTRICT: ("district",),
        Layer.EXACT: Where.__struct_fields__,
    }[layer]
    return Where(**{field: _opened(venue, field) for field in fields})


def written_of(venue: Venue | None) -> Where:
    """Open all of it, for the organisers who wrote it."""
    return where_of(venue, Layer.EXACT) if venue else Where()


def venue_place(edition_id: Any, field: str) -> bytes:
    return crypto.place("attendance_venue", edition_id, field)


def code_of(registration: Registration) -> str:
    """Return the code that she reads out to an organiser, face to face or on the phone, to be known as herself."""
    key = crypto.keyed(crypto.data_key(registration.person_id), "verify", str(registration.pk))
    return codes.in_groups(codes.code_from(key, _CODE))


def registration_with(edition: Edition, code: str) -> Registration | None:
    """Find whose code it is, among those of an edition."""
    bare = code.replace(" ", "").upper()
    rows = Registration.objects.filter(edition=edition, state__in=IN_TOUCH).select_related("person")
    return next((row for row in rows if code_of(row) == bare), None)


def reveals_at(edition: Edition) -> int:
    """Count for organisers how often the place was read; who did, stands in each reader's own trail."""
    return edition.reveals.count()


def _opened(venue: Venue, field: str) -> str:
    return opened(venue, field, edition_id=venue.pk, place=venue_place(venue.pk, field))


def _is_past(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now
