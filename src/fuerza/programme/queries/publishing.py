"""What goes out to calendars, feed readers and search engines: only of editions that a visitor sees, to the area alone.

What stays in the room stays out of these too: a sealed session stands on the edition's page and nowhere else. An
edition without a day, and a session whose day is not settled, are in no calendar.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from fuerza.programme.choices import (
    AttendanceMode,
    AttributionRule,
    EditionState,
    PartnerRole,
    PlaceKind,
    Visibility,
)
from fuerza.programme.models import Edition, Session
from fuerza.programme.queries.pages import EditionPage
from fuerza.programme.queries.places import name_of
from fuerza.programme.queries.texts import said

Address = Callable[[uuid.UUID], str]
MODES = {
    AttendanceMode.OFFLINE: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.MIXED: "MixedEventAttendanceMode",
}


def title_of(page: EditionPage, language: str) -> str:
    """Name an edition by its issue, else by its place; a made-up one says so first."""
    issue = said(page.words.get(page.edition.pk, ()), "issue", language)
    return apart(page.edition, issue.text if issue else area_of(page, language))


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


def goes_out(session: Session) -> bool:
    """Say whether a session may be told outside its edition's page."""
    return session.attribution_rule != AttributionRule.SEALED


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


def apart(edition: Edition, text: str) -> str:
    return _("Made up: %(title)s") % {"title": text} if edition.is_fictional else text
