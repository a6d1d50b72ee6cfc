"""Opening a door for one phone by a link that works once, and ending it: by hand, or from the phone itself."""

import secrets
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from fuerza.attendance.models import Seats
from fuerza.core import audit, codes
from fuerza.door import queries
from fuerza.door.choices import CODE_LETTERS, LINK_MINUTES, Refusal
from fuerza.door.models import Door
from fuerza.door.services import ticketing
from fuerza.people.models import Person
from fuerza.programme.models import Edition


class Refused(Exception):
    """It could not be done; `why` says so by a code that stays the same."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


class LinkGone(Exception):
    """The link was used already, is too old, or was taken back."""


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone may do at a door, and for how long."""

    hours: int = 8
    asks_legal_name: bool = False
    may_take_list: bool = False


class Opened(msgspec.Struct, frozen=True):
    """A door and the code that opens it on one phone; the code is here and nowhere else."""

    door: Door
    code: str


@transaction.atomic
def open_door(*, edition: Edition, terms: Terms, by: Person, now: datetime) -> Opened:
    """Open a door for one phone; everybody who has a place has a ticket from now on.

    Raises:
        Refused: the edition is over, or was closed for good.

    """
    list(Seats.objects.select_for_update().filter(pk=edition.pk))
    if queries.is_closed_for_good(edition.pk):
        raise Refused(Refusal.CLOSED_FOR_GOOD)
    if queries.is_over(edition, now.date()):
        raise Refused(Refusal.OVER)
    last = queries.doors_of(edition).first()
    code = codes.new_code(CODE_LETTERS)
    door = Door.objects.create(
        edition=edition,
        number=last.number + 1 if last else 1,
        link_hash=queries.link_hash(code),
        link_until=now + timedelta(minutes=LINK_MINUTES),
        opened_by=by,
        made_at=now,
        ends_at=now + timedelta(hours=terms.hours),
        asks_legal_name=terms.asks_legal_name,
        may_take_list=terms.may_take_list,
    )
    ticketing.make_all(edition=edition, now=now)
    audit.note(by.pk, by.pk, "door opened", door.pk, at=now)
    return Opened(door, code)


@transaction.atomic
def enter(*, code: str, now: datetime) -> tuple[Door, str]:
    """Put one phone at a door, and return what its cookie says; the link is used up.

    Raises:
        LinkGone: it can't be used (any more).

    """
    door = queries.door_by_link(code, now)
    cookie = secrets.token_urlsafe(32)
    taken = door and Door.objects.filter(pk=door.pk, link_hash=door.link_hash).update(
        link_hash=None, cookie_hash=queries.link_hash(cookie), entered_at=now
    )
    if door is None or not taken:
        raise LinkGone
    return door, cookie


@transaction.atomic
def take_back(*, door: Door, by: Person, now: datetime) -> None:
    """Have a door let nobody in any more, from this moment; its phone is told so when it next asks."""
    Door.objects.filter(pk=door.pk, taken_back_at=None).update(taken_back_at=now, link_hash=None)
    audit.note(by.pk, by.pk, "door taken back", door.pk, at=now)


def leave(*, door: Door, now: datetime) -> None:
    """End a door from its own phone."""
    Door.objects.filter(pk=door.pk, ends_at__gt=now).update(ends_at=now)
