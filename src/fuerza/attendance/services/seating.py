"""Seats: how many there are, who gets one, who waits, and to whom one that comes free is offered.

Everything that takes or frees a seat goes through `hold`, one after the other. After it, whoever was offered a seat and
let the time pass is at the end of the queue, and what is free has been offered to those who wait, in their order.
"""

from datetime import datetime, timedelta

from django.db import transaction

from fuerza.attendance import queries
from fuerza.attendance.choices import OfferState, Refusal, RegistrationState, Waiver
from fuerza.attendance.models import Offer, Registration, Seats
from fuerza.core import audit, mail
from fuerza.core.choices import MailKind
from fuerza.people.models import Person
from fuerza.programme.models import Edition

OFFERS_AT_MOST = 2  # whoever answers neither is not asked again


class Refused(Exception):
    """It could not be done; `why` says so by a code that stays the same."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


class TooFew(ValueError):
    """There were to be fewer seats than are spoken for."""


@transaction.atomic
def settle_seats(
    *,
    edition: Edition,
    capacity: int,
    offer_hours: int = 24,
    answers_until: datetime | None = None,
    by: Person,
    now: datetime,
) -> Seats:
    """Say how many can come, how long an offer holds, and until when answers are taken.

    Raises:
        TooFew: more seats than that are spoken for.

    """
    Seats.objects.get_or_create(edition=edition, defaults={"capacity": capacity})
    seats = Seats.objects.select_for_update().get(pk=edition.pk)
    if capacity < queries.taken(edition, now):
        raise TooFew
    seats.capacity, seats.offer_hours, seats.answers_until = capacity, offer_hours, answers_until
    seats.save()
    audit.note(by.pk, by.pk, "seats settled", edition.pk, at=now)
    offer_free(seats, now)
    return seats


def hold(edition: Edition, now: datetime) -> Seats:
    """Wait until nobody else is taking or freeing a seat of this edition; call it first, inside a transaction.

    Raises:
        Refused: nobody has said yet how many can come.

    """
    seats = Seats.objects.select_for_update().select_related("edition").filter(pk=edition.pk)
    held = seats.first()
    if held is None:
        raise Refused(Refusal.NOT_OPEN)
    _let_lapse(held, now)
    offer_free(held, now)
    return held


def seat(registration: Registration, seats: Seats, now: datetime) -> None:
    """Give a new or returning registration a seat, or the last place in the queue."""
    edition = seats.edition
    size = 1 + registration.companions.count()
    is_next = not queries.waiting(edition).exclude(pk=registration.pk).exists()
    is_free = queries.taken(edition, now) + size <= seats.capacity
    registration.number = _number(seats)
    registration.state = (
        RegistrationState.CONFIRMED if is_next and is_free else RegistrationState.WAITLISTED
    )
    registration.moved_at = now
    registration.save()


def offer_free(seats: Seats, now: datetime) -> None:
    """Offer what is free to those who wait, strictly in order: a party of two is not passed over for one."""
    edition = seats.edition
    free = seats.capacity - queries.taken(edition, now)
    if free <= 0 or queries.closed_because(edition, now, waivers=[Waiver.LATE]):
        return
    queue = queries.waiting(edition)
    out = queries.kept_out(edition.pk, [row.person_id for row in queue])
    for registration in (row for row in queue if row.person_id not in out):
        free -= 1 + len(registration.companions.all())
        if free < 0:
            return
        Offer.objects.create(
            registration=registration,
            made_at=now,
            expires_at=now + timedelta(hours=seats.offer_hours),
        )
        _move(registration, RegistrationState.OFFERED, now)
        mail.send(registration.person, MailKind.DATE, now=now)


@transaction.atomic
def claim(*, registration: Registration, now: datetime) -> Registration:
    """Say yes to an offer.

    Raises:
        Refused: there is none that still holds.

    """
    hold(registration.edition, now)
    offer = queries.offer_to(registration, now)
    if offer is None:
        raise Refused(Refusal.OFFER_OVER)
    if queries.kept_out(registration.edition_id, [registration.person_id]):
        raise Refused(Refusal.KEPT_OUT)
    _end(offer, OfferState.CLAIMED, now)
    _move(registration, RegistrationState.CONFIRMED, now)
    audit.note(
        registration.person_id, registration.person_id, "place taken", registration.pk, at=now
    )
    return registration


@transaction.atomic
def expire_offers(*, now: datetime) -> None:
    """Take back offers whose time is over, and offer what is free: also a seat whose holder was erased."""
    waits = (RegistrationState.OFFERED, RegistrationState.WAITLISTED)
    for edition in Edition.objects.filter(registrations__state__in=waits).distinct().order_by("id"):
        hold(edition, now)


def free(registration: Registration, seats: Seats, now: datetime) -> None:
    """Give up a seat, an offer or a place in the queue, and offer on what is free."""
    offer = registration.offers.filter(state=OfferState.PENDING).first()
    if offer is not None:
        _end(offer, OfferState.PASSED_ON, now)
    _move(registration, RegistrationState.CANCELLED, now)
    offer_free(seats, now)


def _let_lapse(seats: Seats, now: datetime) -> None:
    over = Offer.objects.filter(
        registration__edition=seats.edition, state=OfferState.PENDING, expires_at__lte=now
    )
    for offer in over.select_related("registration").order_by("expires_at", "registration__number"):
        registration = offer.registration
        _end(offer, OfferState.EXPIRED, now)
        lapsed = registration.offers.filter(state=OfferState.EXPIRED).count()
        registration.number = _number(seats)
        is_last = lapsed >= OFFERS_AT_MOST
        _move(
            registration,
            RegistrationState.CANCELLED if is_last else RegistrationState.WAITLISTED,
            now,
        )


def _number(seats: Seats) -> int:
    number = seats.next_number
    seats.next_number += 1
    seats.save(update_fields=["next_number"])
    return number


def _move(registration: Registration, to: RegistrationState, now: datetime) -> None:
    registration.state, registration.moved_at = to, now
    registration.save(update_fields=["state", "moved_at", "number"])


def _end(offer: Offer, state: OfferState, now: datetime) -> None:
    offer.state, offer.ended_at = state, now
    offer.save(update_fields=["state", "ended_at"])
