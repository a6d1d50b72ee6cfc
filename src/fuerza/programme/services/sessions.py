"""The agenda: sessions at local hours of a zone, none at an hour that its clocks leave out."""

from collections.abc import Mapping
from datetime import date, time

import msgspec
from django.db import transaction

from fuerza.programme.choices import SLOT_SECONDS, AttributionRule, Format, Precision, TextStatus
from fuerza.programme.models import Edition, Session
from fuerza.programme.queries import is_skipped
from fuerza.programme.services.texts import write_text


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


@transaction.atomic
def add_session(*, edition: Edition, new: NewSession, status: str = TextStatus.DRAFT) -> Session:
    """Put a session on an edition's agenda. Only the soapbox has slots, of 140 seconds unless told otherwise.

    Raises:
        ZoneUnknown: neither the edition nor its place has a time zone.
        EndedBeforeItBegan: it would not end after it begins.
        NoSuchHour: the zone's clocks leave out the hour it begins or ends at.
        OutsideTheEdition: its day is before the edition's first possible day.

    """
    on = _day(edition, new.on)
    _check(edition, new, on)
    is_soapbox = new.format == Format.SOAPBOX
    session = Session.objects.create(
        edition=edition,
        format=new.format,
        on=on,
        starts=new.starts,
        ends=new.ends,
        zone=edition.zone,
        capacity=new.capacity,
        attribution_rule=new.attribution_rule,
        slot_seconds=(new.slot_seconds or SLOT_SECONDS) if is_soapbox else None,
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


def _day(edition: Edition, on: date | None) -> date | None:
    if on is None:
        return edition.first_day if edition.precision == Precision.DAY else None
    if edition.first_day is not None and on < edition.first_day:
        raise OutsideTheEdition
    return on


def _check(edition: Edition, new: NewSession, on: date | None) -> None:
    if not edition.zone:
        raise ZoneUnknown
    if new.ends <= new.starts:
        raise EndedBeforeItBegan
    if on is not None and any(is_skipped(on, at, edition.zone) for at in (new.starts, new.ends)):
        raise NoSuchHour
