"""Editions as a visitor finds them in the list, as events of a calendar: public sessions, to the area alone.

An edition without a day, and a session whose day is not settled, are in no calendar.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from fuerza.programme.choices import EditionState, Precision, Visibility
from fuerza.programme.models import Session
from fuerza.programme.queries import (
    VISITOR,
    Address,
    EditionPage,
    apart,
    area_of,
    countries,
    goes_out,
    listed_editions_for,
    moment,
    said,
    title_of,
    words_of,
)
from safeguard.publish.ics import Event


def pages_listed(language: str) -> list[EditionPage]:
    """Every edition that stands in the list for a visitor, with its agenda, in a number of queries that stays."""
    editions = list(listed_editions_for(VISITOR, language=language).prefetch_related("sessions"))
    words = words_of(editions, language) if editions else {}
    named = countries(language)
    return [
        EditionPage(
            edition=one,
            partnerships=[],
            sessions=sorted(one.sessions.all(), key=lambda row: (row.starts, row.ends, row.pk)),
            days=[],
            claims=[],
            words=words,
            countries=named,
        )
        for one in editions
    ]


def public_sessions(page: EditionPage) -> list[Session]:
    """The sessions that may be told outside the edition's page, by day and hour."""
    out = [one for one in page.sessions if one.on is not None and goes_out(one)]
    return sorted(out, key=lambda one: (one.on or date.min, one.starts))


def session_title(page: EditionPage, session: Session, language: str) -> str:
    title = said(page.words.get(session.pk, ()), "title", language)
    return title.text if title else str(session.get_format_display())


def events_of(pages: Iterable[EditionPage], language: str, address: Address) -> list[Event]:
    """Put editions into a calendar: their public sessions, or the whole day where no session is settled."""
    return [event for page in pages for event in _events(page, language, address)]


def _events(page: EditionPage, language: str, address: Address) -> Iterator[Event]:
    edition = page.edition
    same: dict[str, Any] = {
        "location": area_of(page, language),
        "url": address(edition.pk),
        "is_cancelled": edition.state == EditionState.CANCELLED,
        "visibility": "PUBLIC" if edition.visibility == Visibility.PUBLIC else "PRIVATE",
    }
    if not any(one.on for one in page.sessions):
        yield from _whole_day(page, language, same)
    for session in public_sessions(page):
        on = session.on or date.min  # it has a day
        yield Event(
            uid=str(session.pk),
            begins=moment(on, session.starts, session.zone),
            ends=moment(on, session.ends, session.zone),
            summary=apart(edition, session_title(page, session, language)),
            description=f"{session.get_format_display()}. {session.get_attribution_rule_display()}",
            sequence=edition.sequence + session.sequence,
            changed_at=max(edition.changed_at, session.changed_at),
            **same,
        )


def _whole_day(page: EditionPage, language: str, same: dict[str, Any]) -> Iterator[Event]:
    edition = page.edition
    if edition.precision == Precision.DAY and edition.first_day is not None:
        yield Event(
            uid=str(edition.pk),
            begins=edition.first_day,
            ends=edition.first_day + timedelta(days=1),
            summary=title_of(page, language),
            sequence=edition.sequence,
            changed_at=edition.changed_at,
            **same,
        )
