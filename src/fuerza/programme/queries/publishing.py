"""What goes out to calendars, feed readers and search engines: only of editions that a visitor sees, to the area alone.

What stays in the room stays out of these too: a sealed session stands on the edition's page and nowhere else. An
edition without a day, and a session whose day is not settled, are in no calendar.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from fuerza.programme.choices import (
    AttendanceMode,
    AttributionRule,
    EditionState,
    PartnerRole,
    PlaceKind,
    Precision,
    Visibility,
)
from fuerza.programme.models import Edition, Session
from fuerza.programme.queries.agenda import moment
from fuerza.programme.queries.editions import listed_editions_for
from fuerza.programme.queries.pages import EditionPage, words_of
from fuerza.programme.queries.places import countries, name_of
from fuerza.programme.queries.seeing import VISITOR
from fuerza.programme.queries.texts import said
from safeguard.publish.ics import Event

Address = Callable[[uuid.UUID], str]
MODES = {
    AttendanceMode.OFFLINE: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.MIXED: "MixedEventAttendanceMode",
}


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


def title_of(page: EditionPage, language: str) -> str:
    """Name an edition by its issue, else by its place; a made-up one says so first."""
    issue = said(page.words.get(page.edition.pk, ()), "issue", language)
    return _apart(page.edition, issue.text if issue else area_of(page, language))


def programme_name(page: EditionPage, language: str) -> str:
    name = said(page.words.get(page.edition.programme_id, ()), "name", language)
    return name.text if name else ""


def area_of(page: EditionPage, language: str) -> str:
    """Name the city and the country, and never anything nearer."""
    place = page.edition.place
    values = {"place": name_of(place, language), "country": page.countries.get(place.country, "")}
    if place.kind == PlaceKind.COUNTRY or not values["country"]:
        return values["place"]
    return _("%(place)s, %(country)s") % values


def public_sessions(page: EditionPage) -> list[Session]:
    """The sessions that may be told outside the edition's page, by day and hour."""
    out = [one for one in page.sessions if one.on is not None and goes_out(one)]
    return sorted(out, key=lambda one: (one.on or date.min, one.starts))


def goes_out(session: Session) -> bool:
    """Say whether a session may be told outside its edition's page."""
    return session.attribution_rule != AttributionRule.SEALED


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
            summary=_apart(edition, session_title(page, session, language)),
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


def structured(page: EditionPage, language: str, address: Address) -> dict[str, Any] | None:
    """Say an edition in schema.org's terms, or None where search engines are to know nothing: unlisted, or made up.

    Its date is as exact as is known; of its place there is the locality, and nobody but partners is named.
    """
    edition = page.edition
    if edition.visibility != Visibility.PUBLIC or edition.is_fictional:
        return None
    is_off = edition.state == EditionState.CANCELLED
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": title_of(page, language),
        "url": address(edition.pk),
        "startDate": edition.starts,
        "eventStatus": f"https://schema.org/Event{'Cancelled' if is_off else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{MODES[AttendanceMode(edition.attendance_mode)]}",
        "inLanguage": list(edition.languages),
        "location": _location(page, language),
        "superEvent": {"@type": "Event", "name": edition.host_event} if edition.host_event else {},
        "organizer": {"@type": "Organization", "name": programme_name(page, language)},
        "sponsor": [
            {"@type": "Organization", "name": one.partner.name}
            for one in page.partnerships
            if one.role == PartnerRole.FUNDER
        ],
    }
    return {name: value for name, value in told.items() if value}


def _location(page: EditionPage, language: str) -> dict[str, Any]:
    place = page.edition.place
    if place.kind != PlaceKind.CITY:
        return {}
    locality = {"@type": "PostalAddress", "addressLocality": name_of(place, language)}
    return {"@type": "Place", "address": locality}


def _apart(edition: Edition, text: str) -> str:
    return _("Made up: %(title)s") % {"title": text} if edition.is_fictional else text
