"""How many seats an edition has, and how many of them are spoken for."""

from datetime import datetime

import msgspec
from django.db.models import Count, Q, QuerySet

from fuerza.attendance.choices import SEATED, OfferState, RegistrationState
from fuerza.attendance.models import Registration, Seats
from fuerza.programme.models import Edition


class Numbers(msgspec.Struct, frozen=True):
    """An edition in counts; `taken` has companions and open offers in it."""

    invited: int
    confirmed: int
    companions: int
    offered: int
    waiting: int
    taken: int


def seats_of(edition: Edition) -> Seats | None:
    return Seats.objects.filter(edition=edition).first()


def taken(edition: Edition, now: datetime) -> int:
    """Count the seats spoken for: who has one, who is offered one and can still say yes, and who comes with them."""
    return _size(_holding(edition, now))


def waiting(edition: Edition) -> QuerySet[Registration]:
    """List who waits, in the order in which they came."""
    queue = Registration.objects.filter(edition=edition, state=RegistrationState.WAITLISTED)
    return queue.prefetch_related("companions").select_related("person").order_by("number")


def numbers(edition: Edition, now: datetime) -> Numbers:
    rows = Registration.objects.filter(edition=edition)
    seated = rows.filter(state__in=SEATED)
    confirmed = seated.count()
    return Numbers(
        invited=edition.invitations.count(),
        confirmed=confirmed,
        companions=_size(seated) - confirmed,
        offered=_offered(rows, now).count(),
        waiting=rows.filter(state=RegistrationState.WAITLISTED).count(),
        taken=taken(edition, now),
    )


def _holding(edition: Edition, now: datetime) -> QuerySet[Registration]:
    rows = Registration.objects.filter(edition=edition)
    return rows.filter(Q(state__in=SEATED) | Q(pk__in=_offered(rows, now).values("pk")))


def _offered(rows: QuerySet[Registration], now: datetime) -> QuerySet[Registration]:
    return rows.filter(
        state=RegistrationState.OFFERED,
        offers__state=OfferState.PENDING,
        offers__expires_at__gt=now,
    )


def _size(rows: QuerySet[Registration]) -> int:
    found = rows.aggregate(own=Count("pk", distinct=True), beside=Count("companions"))
    return int(found["own"] + found["beside"])
