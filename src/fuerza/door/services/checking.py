"""Letting in: one after the other for an edition, so that of two doors exactly one lets her in; and taking it back."""

import uuid
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.db.models import F

from fuerza.attendance.choices import RegistrationState
from fuerza.attendance.models import Registration, Seats
from fuerza.door import queries
from fuerza.door.choices import SEND_HOURS, UNDO_MINUTES, Refusal, TicketState, Who
from fuerza.door.models import CheckIn, Door, Ticket
from fuerza.door.queries import Asking, Face

_MISSES = (Refusal.UNREADABLE, Refusal.UNKNOWN, Refusal.FORGED, Refusal.GONE)


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """A check-in that a phone noted without a connection: its own id for it, the moment, what was shown."""

    id: uuid.UUID
    at: datetime
    text: str
    who: str = Who.HERSELF


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. `why` is empty where she is in; only then is there a face."""

    why: str = ""
    face: Face | None = None
    check_in: uuid.UUID | None = None
    minutes_ago: int | None = None

    @property
    def words(self) -> str:
        return str(Refusal(self.why).label) if self.why else ""


@transaction.atomic
def check_in(*, door: Door, text: str, who: str = Who.HERSELF, now: datetime) -> Result:
    """Let in whoever shows this ticket or reads out this code, or say why not. A refusal is noted nowhere."""
    door = _held(door)
    why = queries.shut_because(door, now)
    if why is not None:
        return Result(why=why)
    return _judged(door, text, Asking(shown=_NOTHING, who=who, at=now), now, uuid.uuid4())


@transaction.atomic
def take_noted(*, door: Door, noted: Noted, now: datetime) -> Result:
    """Take what a phone noted without a connection. Sent twice, it is one; where it can't hold, that is said."""
    door = _held(door)
    known = CheckIn.objects.filter(pk=noted.id).first()
    if known is not None and known.door_id == door.pk:
        return Result(check_in=known.pk)
    why = Refusal.LIST_OVER if known else _unsendable(door, noted, now)
    if why is not None:
        return Result(why=why)
    asking = Asking(shown=_NOTHING, who=noted.who, at=noted.at, is_sent=True)
    return _judged(door, noted.text, asking, now, noted.id)


@transaction.atomic
def undo(*, door: Door, check_in_id: uuid.UUID, now: datetime) -> bool:
    """Take back a mistaken check-in of this door, minutes old; False where it is too late, or another door's."""
    door = _held(door)
    since = now - timedelta(minutes=UNDO_MINUTES)
    found = CheckIn.objects.filter(pk=check_in_id, door=door, at__gte=since)
    one = found.select_related("ticket").first()
    if one is None or queries.shut_because(door, now) is not None:
        return False
    ticket = one.ticket
    if one.who == Who.ALONG:
        one.delete()
        return True
    ticket.check_ins.all().delete()  # whoever came along came in with her
    Ticket.objects.filter(pk=ticket.pk).update(state=TicketState.ISSUED, ended_at=None)
    attended = Registration.objects.filter(
        pk=ticket.registration_id, state=RegistrationState.ATTENDED
    )
    attended.update(state=RegistrationState.CONFIRMED)
    return True


_NOTHING = queries.Shown("")


def _held(door: Door) -> Door:
    """Wait for whoever lets in or takes a seat at this edition; then look again whether the door is open."""
    list(Seats.objects.select_for_update().filter(pk=door.edition_id))
    return Door.objects.select_related("edition").get(pk=door.pk)


def _judged(door: Door, text: str, asking: Asking, now: datetime, id_: uuid.UUID) -> Result:
    shown = queries.read(text)
    if shown is None:
        return _refused(door, Refusal.UNREADABLE, None, now)
    ticket = None if shown.is_ours is False else queries.ticket_with(shown.code)
    asking = msgspec.structs.replace(asking, shown=shown)
    why = queries.refusal_of(asking, ticket, door)
    if why is not None or ticket is None:
        return _refused(door, why or Refusal.UNKNOWN, ticket, now)
    _let_in(ticket, asking, now)
    made = CheckIn.objects.create(id=id_, ticket=ticket, door=door, who=asking.who, at=asking.at)
    if door.misses:
        Door.objects.filter(pk=door.pk).update(misses=0)
    return Result(face=queries.face_of(ticket.registration, door), check_in=made.pk)


def _let_in(ticket: Ticket, asking: Asking, now: datetime) -> None:
    if asking.who == Who.ALONG:
        return
    Ticket.objects.filter(pk=ticket.pk).update(state=TicketState.USED, ended_at=asking.at)
    Registration.objects.filter(pk=ticket.registration_id).update(
        state=RegistrationState.ATTENDED, moved_at=now
    )


def _refused(door: Door, why: Refusal, ticket: Ticket | None, now: datetime) -> Result:
    if why in _MISSES:
        Door.objects.filter(pk=door.pk).update(misses=F("misses") + 1)
    minutes = None
    if why == Refusal.ALREADY_IN and ticket is not None and ticket.ended_at is not None:
        minutes = max(0, int((now - ticket.ended_at).total_seconds()) // 60)
    return Result(why=why, minutes_ago=minutes)


def _unsendable(door: Door, noted: Noted, now: datetime) -> Refusal | None:
    """Say why a phone's note can't be taken; its clock is believed only while the door was open."""
    is_late = now >= door.ends_at + timedelta(hours=SEND_HOURS)
    shut = queries.shut_because(door, now)
    if shut is not None and (shut != Refusal.DOOR_OVER or is_late):
        return shut
    entered = door.entered_at
    if not door.may_take_list or entered is None or not entered <= noted.at <= door.ends_at:
        return Refusal.LIST_OVER
    return None
