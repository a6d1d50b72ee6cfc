"""The agenda: sessions at local hours of a zone, none at an hour that its clocks leave out."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import NamedTuple

import msgspec
from django.db import transaction

from fuerza.programme.choices import SLOT_SECONDS, AttributionRule, Format, Precision, TextStatus
from fuerza.programme.models import Edition, Session
from fuerza.programme.queries import is_skipped
from fuerza.programme.services.texts import noted, write_text


class ZoneUnknown(ValueError):
    """A session was to be set at an hour before anybody knew in which time zone."""


class EndedBeforeItBegan(ValueError):
    """A session's end was not after its beginning."""


class NoSuchHour(ValueError):
    """Clocks go forward over this hour: it never comes."""


class OutsideTheEdition(ValueError):
    """A session was to be on a day before its edition begins."""


class NewSession(msgspec.Struct, frozen=True, kw_only=True):
    """A session to add; without `on` it is the edition's day, or not settled while that is not known."""

    format: str
    starts: time
    ends: time
    titles: Mapping[str, str]
    on: date | None = None
    capacity: int | None = None
    attribution_rule: str = AttributionRule.OPEN
    slot_seconds: int | None = None


class Hours(NamedTuple):
    """When a session is, in its edition's own time; without `on` its day is not settled."""

    starts: time
    ends: time
    on: date | None = None


@transaction.atomic
def add_sessions(*, edition: Edition, every: Iterable[NewSession], now: datetime) -> int:
    """Put several sessions on an agenda, all or none; say how many.

    Raises:
        EndedBeforeItBegan, NoSuchHour, OutsideTheEdition, ZoneUnknown: as for one; then none was added.

    """
    return len([add_session(edition=edition, new=new, now=now) for new in every])


@transaction.atomic
def add_session(
    *, edition: Edition, new: NewSession, now: datetime, status: str = TextStatus.DRAFT
) -> Session:
    """Put a session on an edition's agenda. Only the soapbox has slots, of 140 seconds unless told otherwise.

    Raises:
        ZoneUnknown: neither the edition nor its place has a time zone.
        EndedBeforeItBegan: it would not end after it begins.
        NoSuchHour: the zone's clocks leave out the hour it begins or ends at.
        OutsideTheEdition: its day is before the edition's first possible day.

    """
    hours = Hours(new.starts, new.ends, _day(edition, new.on))
    _check(edition, hours)
    noted(edition)
    is_soapbox = new.format == Format.SOAPBOX
    session = Session.objects.create(
        edition=edition,
        format=new.format,
        on=hours.on,
        starts=hours.starts,
        ends=hours.ends,
        zone=edition.zone,
        capacity=new.capacity,
        attribution_rule=new.attribution_rule,
        slot_seconds=(new.slot_seconds or SLOT_SECONDS) if is_soapbox else None,
        changed_at=now,
    )
    first = edition.source_language
    for language in sorted(new.titles, key=lambda one: one != first):
        write_text(
            holder=session,
            field="title",
            language=language,
            text=new.titles[language],
            status=status,
        )
    return session


def move_session(*, session: Session, to: Hours, now: datetime) -> Session:
    """Put a session at another hour or day; whoever has it in a calendar sees it move.

    Raises:
        EndedBeforeItBegan, NoSuchHour, OutsideTheEdition, ZoneUnknown: as when adding it.

    """
    edition = session.edition
    hours = Hours(to.starts, to.ends, _day(edition, to.on))
    _check(edition, hours)
    session.on, session.starts, session.ends, session.zone = (
        hours.on,
        hours.starts,
        hours.ends,
        edition.zone,
    )
    _changed(session, now)
    return session


def shift_sessions(*, edition: Edition, since: date, now: datetime) -> None:
    """Move an agenda with its edition, from the day it began on to the day it begins now.

    A session whose hour never comes on its new day, since clocks go forward, is left without one.
    """
    if edition.first_day is None or edition.precision != Precision.DAY:
        return
    away = edition.first_day - since
    for session in edition.sessions.exclude(on=None):
        hours = Hours(session.starts, session.ends, session.on and session.on + away)
        session.zone, session.on = edition.zone, day_that_comes(hours, edition.zone)
        _changed(session, now)


def day_that_comes(hours: Hours, zone: str) -> date | None:
    """Return the day of these hours, or None where there is none or clocks go forward over them that day."""
    return None if hours.on is None or _never_comes(hours, hours.on, zone) else hours.on


def _changed(session: Session, now: datetime) -> None:
    session.sequence += 1
    session.changed_at = now
    session.save()


def _day(edition: Edition, on: date | None) -> date | None:
    if on is None:
        return edition.first_day if edition.precision == Precision.DAY else None
    if edition.first_day is not None and on < edition.first_day:
        raise OutsideTheEdition
    return on


def _check(edition: Edition, hours: Hours) -> None:
    if not edition.zone:
        raise ZoneUnknown
    if hours.ends <= hours.starts:
        raise EndedBeforeItBegan
    if hours.on is not None and _never_comes(hours, hours.on, edition.zone):
        raise NoSuchHour


def _never_comes(hours: Hours, on: date, zone: str) -> bool:
    return any(is_skipped(on, at, zone) for at in (hours.starts, hours.ends))
