"""The venue: written, released by the clock or to one person, read, taken back, hidden again when it changes."""

from datetime import datetime

from django.db import transaction

from fuerza.attendance import queries
from fuerza.attendance.choices import SEATED, Layer
from fuerza.attendance.models import Registration, Reveal, Venue
from fuerza.attendance.queries import Where
from fuerza.core import audit, crypto, mail
from fuerza.core.choices import MailKind
from fuerza.people.models import Person
from fuerza.programme.models import Edition


def settle_venue(
    *, edition: Edition, where: Where, release_at: datetime | None, by: Person, now: datetime
) -> Venue:
    """Write where it is, and from when it can be read. A changed place is hidden until a moment still to come.

    Whoever could read the place before is written to, and could not read the new one before its time.
    """
    crypto.data_key(edition.pk)  # keys first, rows after (seams.md)
    with transaction.atomic():
        venue = Venue.objects.select_for_update().filter(pk=edition.pk).first()
        is_changed = venue is None or queries.written_of(venue) != where
        if venue is None:
            venue = Venue(edition=edition)
        was_released = venue.released_at is not None
        venue.release_at = release_at
        venue.revoked_at = None
        if is_changed:
            _write(venue, where, now)
        venue.save()
        if is_changed and was_released:
            _tell(edition, now)
        audit.note(by.pk, by.pk, "venue settled", edition.pk, at=now)
        return venue


@transaction.atomic
def take_back(*, venue: Venue, by: Person, now: datetime) -> Venue:
    """Have nobody read the place any more, from this moment."""
    venue.revoked_at = now
    venue.save(update_fields=["revoked_at"])
    Registration.objects.filter(edition=venue.pk).update(place_from=None)
    audit.note(by.pk, by.pk, "venue taken back", venue.pk, at=now)
    return venue


@transaction.atomic
def verify(
    *, registration: Registration, is_early: bool, by: Person, now: datetime
) -> Registration:
    """Write that an organiser heard her code from herself; `is_early`: she may read the place before the others."""
    registration.verified_at, registration.verified_by = now, by
    if is_early:
        registration.place_from = now
    registration.save(update_fields=["verified_at", "verified_by", "place_from"])
    verb = "verified, place shown early" if is_early else "verified"
    audit.note(registration.person_id, by.pk, verb, registration.pk, at=now)
    return registration


@transaction.atomic
def read_place(*, registration: Registration, now: datetime, by: Person | None = None) -> Where:
    """Open where it is as far as she may read it; a look at the exact place is logged, a print for her too."""
    venue = queries.venue_of(registration.edition)
    if venue is None:
        return Where()
    layer = queries.layer_of(venue, registration, now)
    if layer == Layer.EXACT:
        Reveal.objects.create(edition=venue.edition, person=registration.person, at=now)
        who, verb = (by.pk, "place printed") if by else (registration.person_id, "place read")
        audit.note(registration.person_id, who, verb, venue.pk, at=now)
    return queries.where_of(venue, layer)


@transaction.atomic
def release_venues(*, now: datetime) -> None:
    """Write to those who can read the place from now on. What can be read, the moment itself decides, not this."""
    due = Venue.objects.filter(release_at__lte=now, released_at=None, revoked_at=None)
    for venue in due.select_related("edition"):
        venue.released_at = now
        venue.save(update_fields=["released_at"])
        _tell(venue.edition, now)


def _write(venue: Venue, where: Where, now: datetime) -> None:
    for field in Where.__struct_fields__:
        text = getattr(where, field)
        place = queries.venue_place(venue.pk, field)
        setattr(
            venue, f"sealed_{field}", crypto.seal_personal(venue.pk, text, place) if text else b""
        )
    venue.changed_at, venue.released_at = now, None
    if venue.release_at is not None and venue.release_at <= now:
        venue.release_at = None
    Registration.objects.filter(edition=venue.pk).update(place_from=None)


def _tell(edition: Edition, now: datetime) -> None:
    rows = Registration.objects.filter(edition=edition, state__in=SEATED)
    for registration in rows.select_related("person"):
        mail.send(registration.person, MailKind.DATE, now=now)
