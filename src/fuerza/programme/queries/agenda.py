"""An edition's agenda by day, as moments: local hours with their offset, so that no time can be read two ways."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from fuerza.programme.models import Edition, Session


class Hours(msgspec.Struct, frozen=True):
    """A session and when it begins and ends; without a settled day there are hours only."""

    session: Session
    begins: datetime | None
    ends: datetime | None


class Day(msgspec.Struct, frozen=True):
    """One local day of an agenda; `on` is None for sessions whose day is not settled."""

    on: date | None
    hours: list[Hours]


def agenda_of(edition: Edition) -> list[Day]:
    """Part an edition's sessions into days, each in the order of its hours; unsettled ones come last."""
    return days_of(edition.sessions.prefetch_related("texts").order_by("starts", "ends", "id"))


def days_of(sessions: Iterable[Session]) -> list[Day]:
    """Part sessions that stand in the order of their hours into days."""
    ordered = sorted(sessions, key=lambda one: (one.on is None, one.on or date.min))
    return [
        Day(on, [hours_of(session) for session in group])
        for on, group in groupby(ordered, key=lambda one: one.on)
    ]


def hours_of(session: Session) -> Hours:
    if session.on is None:
        return Hours(session, None, None)
    return Hours(
        session,
        moment(session.on, session.starts, session.zone),
        moment(session.on, session.ends, session.zone),
    )


def slots_of(session: Session) -> list[time]:
    """When each voice of a soapbox begins, by the clock on the wall: as many as fit whole into its hours."""
    began = datetime.combine(date.min, session.starts)
    lasts = datetime.combine(date.min, session.ends) - began
    each = timedelta(seconds=session.slot_seconds or 0)
    return [(began + number * each).time() for number in range(lasts // each)] if each else []


def moment(on: date, at: time, zone: str) -> datetime:
    """Read a local time; of an hour that comes twice when clocks go back, the first is meant."""
    return datetime.combine(on, at, ZoneInfo(zone))


def is_skipped(on: date, at: time, zone: str) -> bool:
    """Say whether clocks jump over this local time: there is no such moment."""
    here = moment(on, at, zone)
    return here.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != here.replace(
        tzinfo=None
    )


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def begins_at(edition: Edition) -> datetime | None:
    """Return when its first session begins, or None: a day alone is no moment."""
    moments = list(_moments(edition))
    return min(moments) if moments else None


def _moments(edition: Edition) -> Iterator[datetime]:
    for session in edition.sessions.all():
        if session.on is not None:
            yield moment(session.on, session.starts, session.zone)
