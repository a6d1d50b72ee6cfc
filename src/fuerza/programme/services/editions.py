"""Editions: opened, changed, dated by what a source says of the event, and moved on from state to state."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from django.db import transaction

from fuerza.core import audit
from fuerza.people.models import Person
from fuerza.programme.choices import AttendanceMode, EditionState, Precision, Visibility
from fuerza.programme.models import Edition, EditionFact, Place, Programme
from fuerza.programme.queries import is_zone, missing_to_announce, moves_of
from fuerza.programme.services.copying import take_over
from fuerza.programme.services.dates import dated, may_overlap
from fuerza.programme.services.sessions import shift_sessions
from safeguard.publish import edtf


class EditionTwice(ValueError):
    """The programme had an edition at this place that could be the same one; it is `other`."""

    def __init__(self, other: Edition) -> None:
        super().__init__("an edition at this place could have been the same one")
        self.other = other


class NoSuchZone(ValueError):
    """The time zone was none."""


class WrittenAlready(ValueError):
    """The language written first was to change after texts had been written."""


class NotAboutTheStart(ValueError):
    """An edition was to be dated by something that did not say when it took place."""


class MoveRefused(ValueError):
    """An edition could not go from its state to this one."""


class NotReady(ValueError):
    """An edition was to be announced while something was missing; `missing` names what."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """What is settled about an edition; `starts` is EDTF, as precise as is known."""

    starts: str = ""
    host_event: str = ""
    zone: str = ""
    languages: Sequence[str] = ()
    formats: Sequence[str] = ()
    attendance_mode: str = AttendanceMode.OFFLINE
    visibility: str = Visibility.PUBLIC
    distinct_because: str = ""
    source_language: str = "en"
    is_fictional: bool = False


@transaction.atomic
def open_edition(
    *,
    programme: Programme,
    place: Place,
    details: Details,
    now: datetime,
    by: Person | None = None,
    like: Edition | None = None,
) -> Edition:
    """Open an edition as a draft, which nobody but its organisers sees. Its zone is the place's unless given.

    What hangs from an edition that it is `like` comes along, and what takes place there and in which languages where
    nobody says otherwise.

    Raises:
        EditionTwice: another one at the place could be the same, and nobody said why it is not.
        NotAPartialDate, NoSuchZone: `starts` or the zone was none.

    """
    edition = Edition(programme=programme, place=place, made_at=now, changed_at=now)
    _settle(edition, details if like is None else _filled(details, like))
    edition.save(force_insert=True)
    if like is not None:
        take_over(edition=edition, like=like, now=now)
    _note(by, "edition opened", edition, now)
    return edition


def _filled(details: Details, like: Edition) -> Details:
    return msgspec.structs.replace(
        details,
        languages=details.languages or like.languages,
        formats=details.formats or like.formats,
        source_language=like.source_language,
    )


@transaction.atomic
def change_edition(
    *, edition: Edition, details: Details, now: datetime, by: Person | None = None
) -> Edition:
    """Settle an edition's details anew; its agenda moves with its day.

    Raises:
        EditionTwice, NotAPartialDate, NoSuchZone: as when opening it.
        WrittenAlready: the language written first was to change, and texts are there.

    """
    if details.source_language != edition.source_language and edition.texts.exists():
        raise WrittenAlready
    was = edition.first_day if edition.precision == Precision.DAY else None
    _settle(edition, details)
    _changed(edition, now)
    edition.save()
    if was is not None and was != edition.first_day:
        shift_sessions(edition=edition, since=was, now=now)
    _note(by, "edition changed", edition, now)
    return edition


def details_of(edition: Edition) -> Details:
    """Return an edition's details, to be changed in part (msgspec.structs.replace)."""
    return Details(**{name: getattr(edition, name) for name in Details.__struct_fields__})


@transaction.atomic
def settle_start(*, edition: Edition, fact: EditionFact, now: datetime) -> Edition:
    """Date an edition by what one of its sources says of the event itself.

    When a source was published is never when the event took place, so only a claim about the start will do.

    Raises:
        NotAboutTheStart: the claim is about something else, is another edition's, or gives no date.
        EditionTwice: dated so, it could be the same as another edition at the place.

    """
    if fact.field != "starts" or fact.edition_id != edition.pk:
        raise NotAboutTheStart(fact.field)
    try:
        dated(edition, fact.value)
    except edtf.NotAPartialDate as error:
        raise NotAboutTheStart(fact.value) from error
    _refuse_twin(edition)
    _changed(edition, now)
    edition.save()
    return edition


@transaction.atomic
def move_on(*, edition: Edition, to: str, now: datetime, by: Person | None = None) -> Edition:
    """Move an edition to another state; announcing is what makes it visible.

    A draft can go straight to having taken place, for editions that are entered afterwards.

    Raises:
        MoveRefused: there is no way from its state to this one, or it lies ahead and can't have taken place.
        NotReady: something is missing that people must know before it is announced.

    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if to not in moves_of(edition):
        raise MoveRefused(f"{edition.state} to {to}")
    if to == EditionState.COMPLETED and _lies_ahead(edition, now.date()):
        raise MoveRefused("it lies ahead")
    if to == EditionState.ANNOUNCED and (missing := missing_to_announce(edition)):
        raise NotReady(missing)
    edition.state = to
    if to != EditionState.CANCELLED and edition.announced_at is None:
        edition.announced_at = now
    _changed(edition, now)
    edition.save(update_fields=["state", "announced_at", "sequence", "changed_at"])
    _note(by, f"edition {to}", edition, now)
    return edition


def _changed(edition: Edition, now: datetime) -> None:
    edition.sequence += 1
    edition.changed_at = now


def _settle(edition: Edition, details: Details) -> None:
    zone = details.zone or edition.place.zone
    if zone and not is_zone(zone):
        raise NoSuchZone(zone)
    for name in Details.__struct_fields__:
        value = getattr(details, name)
        setattr(edition, name, list(value) if isinstance(value, tuple) else value)
    edition.zone = zone
    dated(edition, details.starts)
    _refuse_twin(edition)


def _refuse_twin(edition: Edition) -> None:
    """Hold that one programme, place and stretch of time are one edition, unless somebody said why not."""
    Place.objects.select_for_update().get(pk=edition.place_id)  # two at once wait for each other
    twins = (
        Edition.objects.filter(
            programme=edition.programme_id,
            place=edition.place_id,
            is_fictional=edition.is_fictional,
        )
        .exclude(pk=edition.pk)
        .exclude(state=EditionState.CANCELLED)
    )
    for other in twins:
        if not (edition.distinct_because or other.distinct_because) and may_overlap(edition, other):
            raise EditionTwice(other)


def _lies_ahead(edition: Edition, today: date) -> bool:
    return edition.first_day is not None and edition.first_day > today


def _note(by: Person | None, verb: str, edition: Edition, now: datetime) -> None:
    if by is not None:
        audit.note(by.pk, by.pk, verb, edition.pk, at=now)
