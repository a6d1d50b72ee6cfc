"""What she settles for an edition: names, the colour for photos, what she agrees to and needs, who comes along."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec
from django.db import transaction

from fuerza.attendance import queries
from fuerza.attendance.choices import COMPANIONS_AT_MOST, SEATED, Photo, Refusal, RegistrationState
from fuerza.attendance.models import Calendar, Companion, Need, Registration
from fuerza.attendance.queries import Names
from fuerza.attendance.services import seating
from fuerza.core import audit, crypto
from fuerza.people import services as people
from fuerza.people.choices import Purpose


class Wishes(Protocol):
    """The part of a reply that can be changed later."""

    @property
    def badge(self) -> str: ...
    @property
    def photo(self) -> str: ...
    @property
    def purposes(self) -> tuple[str, ...]: ...
    @property
    def needs(self) -> tuple[tuple[str, str], ...]: ...


def settle(*, registration: Registration, reply: Wishes, now: datetime) -> None:
    """Keep what came with her yes."""
    names = msgspec.structs.replace(queries.names_of(registration), badge=reply.badge)
    settle_names(registration=registration, names=names, legal=None, now=now)
    settle_consent(registration=registration, purposes=reply.purposes, photo=reply.photo, now=now)
    settle_needs(registration=registration, needs=reply.needs, now=now)


@transaction.atomic
def settle_names(
    *, registration: Registration, names: Names, legal: str | None, now: datetime
) -> None:
    """Keep what she wants to be called; `legal` is for the list at the door alone, None leaves it as it is."""
    registration.sealed_names = crypto.seal_personal(
        registration.person_id,
        msgspec.json.encode(names).decode(),
        queries.names_place(registration.pk),
    )
    if legal is not None:
        registration.sealed_legal_name = (
            crypto.seal_personal(
                registration.person_id,
                legal,
                queries.names_place(registration.pk, "legal_name"),
            )
            if legal
            else b""
        )
    registration.save(update_fields=["sealed_names", "sealed_legal_name"])
    _note(registration, "names settled", now)


@transaction.atomic
def settle_consent(
    *, registration: Registration, purposes: Iterable[str], photo: str, now: datetime
) -> None:
    """Write a receipt for each thing that changes: given, or taken back, for this edition alone.

    A photo needs no question only where the badge is green; yellow is a question each time, so nothing is agreed to.
    """
    edition = registration.edition
    wanted = {*purposes} & {*queries.asked_at(edition)}
    if photo == Photo.GREEN:
        wanted.add(Purpose.PHOTO)
    standing = set(queries.agreed_to(registration, now))
    person, scope = registration.person, str(edition.pk)
    for purpose in sorted(wanted - standing):
        people.consent_give(
            person=person,
            purpose=purpose,
            scope_id=scope,
            expires_at=queries.consent_ends(edition),
            now=now,
        )
    for purpose in sorted(standing - wanted):
        people.consent_withdraw(person=person, purpose=purpose, scope_id=scope, now=now)
    registration.photo = photo
    registration.save(update_fields=["photo"])


@transaction.atomic
def settle_needs(
    *, registration: Registration, needs: Sequence[tuple[str, str]], now: datetime
) -> None:
    """Keep what she needs, and nothing that she took off the list."""
    registration.needs.all().delete()
    for kind, note in needs:
        need = Need(registration=registration, kind=kind)
        if note:
            where = queries.note_place(need.pk)
            need.sealed_note = crypto.seal_personal(registration.person_id, note, where)
        need.save(force_insert=True)
    if needs:
        _note(registration, "needs settled", now)


@transaction.atomic
def settle_companions(
    *, registration: Registration, companions: Sequence[str], now: datetime
) -> None:
    """Keep who comes along. Each takes a seat: where there is none, nothing changes.

    Raises:
        Refused: there are not enough free places.

    """
    seats = seating.hold(registration.edition, now)
    registration.refresh_from_db(fields=["state", "number"])
    more = len(companions) - registration.companions.count()
    holds_seat = registration.state in {*SEATED, RegistrationState.OFFERED}
    is_full = queries.taken(seats.edition, now) + more > seats.capacity
    if len(companions) > COMPANIONS_AT_MOST or (holds_seat and more > 0 and is_full):
        raise seating.Refused(Refusal.TOO_MANY)
    registration.companions.all().delete()
    bring(registration, companions)
    _note(registration, "companions settled", now)
    seating.offer_free(seats, now)


def bring(registration: Registration, companions: Sequence[str]) -> None:
    Companion.objects.bulk_create(
        Companion(registration=registration, support=one) for one in companions[:COMPANIONS_AT_MOST]
    )


def forget(*, registration: Registration, now: datetime) -> None:
    """Delete what she settled, and end what she agreed to for this edition."""
    settle_consent(registration=registration, purposes=(), photo=Photo.RED, now=now)
    registration.needs.all().delete()
    registration.companions.all().delete()
    Calendar.objects.filter(pk=registration.pk).delete()
    registration.sealed_names = registration.sealed_legal_name = b""
    registration.save(update_fields=["sealed_names", "sealed_legal_name"])


def _note(registration: Registration, verb: str, now: datetime) -> None:
    audit.note(registration.person_id, registration.person_id, verb, registration.pk, at=now)
