"""Which session of an edition is meant, who may take part in it, and who runs it."""

import uuid
from datetime import datetime

import msgspec

from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import SEATED
from fuerza.attendance.models import Registration
from fuerza.core import crypto
from fuerza.people import queries as people
from fuerza.people.choices import RoleName
from fuerza.people.models import Person
from fuerza.programme import queries as programme
from fuerza.programme.choices import EditionState
from fuerza.programme.models import Edition, Session
from fuerza.slots.models import Booking, Turn


class Words(msgspec.Struct, frozen=True):
    """What she wrote for whoever calls her up: a name of her choice, what it is about, what to know before."""

    name: str = ""
    title: str = ""
    note: str = ""


def session_of(edition_id: uuid.UUID, pk: uuid.UUID, kind: str) -> Session | None:
    """One session of this format, or None."""
    found = Session.objects.filter(pk=pk, edition=edition_id, format=kind)
    return found.select_related("edition__place").prefetch_related("texts").first()


def sessions_of(edition_id: uuid.UUID, kind: str) -> list[Session]:
    found = Session.objects.filter(edition=edition_id, format=kind).select_related("edition")
    return list(found.prefetch_related("texts").order_by("on", "starts", "id"))


def place_of(person: Person, edition_id: uuid.UUID) -> Registration | None:
    """Her registration, where she has a place at the edition."""
    found = attendance.registration_of(person, edition_id)
    return found if found is not None and found.state in SEATED else None


def runs(person: Person, edition: Edition) -> bool:
    """Say whether she calls the speakers up: who organises or facilitates this edition."""
    organises = programme.organises(programme.viewer_of(person), edition)
    return organises or people.has_role(person, RoleName.FACILITATOR, edition.pk)


def is_open(session: Session, now: datetime) -> bool:
    """Say whether turns and tables can still be had."""
    if session.edition.state == EditionState.CANCELLED:
        return False
    return session.on is None or programme.moment(session.on, session.ends, session.zone) > now


def badge_of(registration: Registration) -> str:
    return attendance.names_of(registration).badge


def words_of(row: Turn | Booking) -> Words:
    if not row.sealed_words:
        return Words()
    opened = crypto.open_personal(
        row.registration.person_id, bytes(row.sealed_words), words_place(row)
    )
    return msgspec.json.decode(opened.encode(), type=Words)


def words_place(row: Turn | Booking) -> bytes:
    return crypto.place(row._meta.db_table, row.pk, "words")
