"""Asking to come: whether one may, what is asked, and an application as its own link shows it."""

import base64
import hmac
import uuid
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from django.conf import settings
from django.urls import reverse

from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import SEATED
from fuerza.attendance.models import Registration
from fuerza.attendance.queries.sealed import opened
from fuerza.core import crypto
from fuerza.people.models import Person
from fuerza.programme.models import Edition
from fuerza.vetting.choices import APPEAL_DAYS, ApplicationState
from fuerza.vetting.models import Application, Opening, Review, Vouch

Purpose = Literal["mine", "vouch"]
Text = Literal[
    "address",
    "after",
    "answer",
    "answers",
    "appeal",
    "how",
    "name",
    "question",
    "questions",
    "reason",
    "reply",
]
_ID = 32  # letters of an id in a token
_MARK = 16  # bytes


def opening_of(edition: Edition) -> Opening | None:
    return Opening.objects.filter(edition=edition).select_related("edition").first()


def may_ask(edition: Edition, now: datetime) -> bool:
    """Say whether anybody may ask to come to it now."""
    opening = opening_of(edition)
    is_open = opening is not None and opening.is_open
    return is_open and attendance.closed_because(edition, now) is None


def questions_of(opening: Opening | None) -> list[str]:
    found = text_of(opening, "questions") if opening else ""
    return msgspec.json.decode(found, type=list[str]) if found else []


def after_of(opening: Opening | None) -> str:
    """Say what is done with answers, in the organisers' words."""
    return text_of(opening, "after") if opening else ""


def answers_of(application: Application) -> list[tuple[str, str]]:
    """Return what she was asked, as it was then, with what she answered."""
    found = text_of(application, "answers")
    return msgspec.json.decode(found, type=list[tuple[str, str]]) if found else []


def token_of(application: Application, purpose: Purpose = "mine") -> str:
    """Make the token of one of its links: always the same, kept nowhere, gone with the edition's key."""
    key = crypto.data_key(application.edition_id)
    mark = crypto.keyed(key, f"application {purpose}", application.pk.hex)[:_MARK]
    return application.pk.hex + base64.urlsafe_b64encode(mark).decode().rstrip("=")


def application_by(token: str, purpose: Purpose = "mine") -> Application | None:
    """Find the application that a link is of; a link for one purpose opens no other."""
    try:
        pk = uuid.UUID(hex=token[:_ID])
    except ValueError:
        return None
    found = Application.objects.select_related("edition__place", "person").filter(pk=pk).first()
    if found is None or not hmac.compare_digest(
        token_of(found, purpose).encode(), token.encode("utf-8", "surrogatepass")
    ):
        return None
    return found


def link_of(application: Application, purpose: Purpose = "mine") -> str:
    name = {"mine": "vetting:mine", "vouch": "vetting:vouch"}[purpose]
    return f"{settings.ENV.origin}{reverse(name, args=[token_of(application, purpose)])}"


def may_appeal(application: Application, now: datetime) -> bool:
    """Say whether she may still object: once, and for thirty days."""
    settled = application.settled_at
    is_refused = application.state == ApplicationState.REFUSED and application.appealed_at is None
    return is_refused and settled is not None and now <= settled + timedelta(days=APPEAL_DAYS)


def may_vouch(person: Person, application: Application) -> bool:
    """Say whether she can vouch: whoever has or had a place at an edition, is let in, and does not ask herself."""
    is_member = Registration.objects.filter(person=person, state__in=SEATED).exists()
    is_out = bool(attendance.kept_out(application.edition_id, [person.pk]))
    return is_member and not is_out and application.person_id != person.pk


def vouched_by(person: Person, application: Application) -> Vouch | None:
    return application.vouches.filter(voucher=person).first()


def text_of(row: Opening | Application | Review | Vouch, field: Text) -> str:
    """Open one of its texts; nothing where none was written, or the edition was closed for good."""
    return opened(row, field, edition_id=_edition_of(row), place=place_of(row, field))


def place_of(row: Opening | Application | Review | Vouch, field: Text) -> bytes:
    return crypto.place(row._meta.db_table, row.pk, field)


def _edition_of(row: Opening | Application | Review | Vouch) -> uuid.UUID:
    if isinstance(row, Review | Vouch):
        return row.application.edition_id
    return row.edition_id
