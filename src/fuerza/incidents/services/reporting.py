"""Reporting: what somebody says happened, to people who are no part of it; and what she adds later."""

import uuid
from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.core import audit, codes, crypto, keyrings, mail
from fuerza.core.choices import MailKind
from fuerza.incidents import queries
from fuerza.incidents.choices import MOVES, PAIR, EntryKind, ReportState
from fuerza.incidents.models import Handling, Report
from fuerza.incidents.queries import Body
from fuerza.incidents.services import writing
from fuerza.people.models import Person
from fuerza.programme.models import Edition

_CODE = 16  # letters of a return code: 78 bits, more than anybody guesses


class Sent(msgspec.Struct, frozen=True):
    """A report that is kept now. `code` is there for one without a name, and this once."""

    report: Report
    readers: int
    code: str = ""


def report(
    *, edition: Edition, body: Body, sender: Person | None, is_anonymous: bool, now: datetime
) -> Sent:
    """Seal a report to those who are to handle it, and tell them that there is one.

    `sender` is whoever is signed in: even without her name she and those she avoids are left out of those who read
    it, and nothing of that is kept.
    """
    involved = {*body.named} | ({sender.pk} if sender else set())
    handlers = queries.readers_for(edition, involved, now)
    one = Report(
        id=uuid.uuid4(),
        edition=edition,
        reporter=None if is_anonymous else sender,
        is_anonymous=is_anonymous or sender is None,
        received_at=now,
        moved_at=now,
    )
    readers = [person.pk for person in handlers]
    if one.reporter is not None:
        readers.append(one.reporter.pk)
    key = crypto.new_content_key(owner_id=one.pk, readers=keyrings.readers_of(readers))
    code = ""
    if one.is_anonymous:
        code = codes.in_groups(codes.new_code(_CODE))
        one.code_hash = queries.code_hash(code)
        place = queries.code_place(one.pk)
        one.sealed_for_code = crypto.encrypt(queries.code_key(code), key.secret, place)
    one.key_id = key.id
    one.asks_contact = _contact_may_know(edition, involved)
    writing.set_clocks(one, edition, now)
    _keep(one, body, key.secret, handlers, now)
    return Sent(one, len(handlers), code)


@transaction.atomic
def _keep(one: Report, body: Body, secret: bytes, handlers: list[Person], now: datetime) -> None:
    """Write it down, and tell who is to handle it; or, where nobody can, who was to be told of that."""
    one.save(force_insert=True)
    writing.append(report=one, kind=EntryKind.REPORT, body=body, secret=secret, now=now, by=None)
    take_on(one, handlers, now)
    if not handlers:
        tell_contact(one, now)
    if one.reporter is not None:
        audit.note(one.reporter.pk, one.reporter.pk, "incident report sent", one.pk, at=now)


def _contact_may_know(edition: Edition, involved: set[uuid.UUID]) -> bool:
    contacts = queries.contacts_of(edition)
    contact = contacts.safeguarding if contacts else None
    return contact is not None and not queries.is_barred(contact.pk, involved)


def tell_contact(report: Report, now: datetime) -> None:
    """Tell the safeguarding contact that there is something, unless she is part of it."""
    contacts = queries.contacts_of(report.edition)
    if report.asks_contact and contacts is not None and contacts.safeguarding is not None:
        mail.send(contacts.safeguarding, MailKind.NOTE, now=now)


def take_on(one: Report, handlers: list[Person], now: datetime) -> None:
    """Write down who handles it, and tell them that there is something."""
    for person in handlers:
        Handling.objects.update_or_create(
            report=one, person=person, defaults={"since": now, "aside_at": None}
        )
        mail.send(person, MailKind.NOTE, now=now)


@transaction.atomic
def add(*, report: Report, text: str, secret: bytes, now: datetime) -> Report:
    """Keep what whoever reported it adds; one that was closed, or told, is open again by it."""
    body = Body(text=text)
    writing.append(
        report=report, kind=EntryKind.FROM_HER, body=body, secret=secret, now=now, by=None
    )
    state = ReportState(report.state)
    if ReportState.REOPENED in MOVES[state]:
        writing.go(
            report=report,
            to=ReportState.REOPENED,
            allowed=MOVES[state],
            now=now,
            secret=secret,
            by=None,
        )
    for person in queries.handlers_of(report):
        mail.send(person, MailKind.NOTE, now=now)
    return report


def send_on(*, report: Report, secret: bytes, now: datetime) -> int:
    """Look anew for people to handle it, where fewer than two do; return how many do now."""
    there = queries.handlers_of(report)
    involved = queries.involved_in(report, queries.lines_of(report, secret))
    aside = set(report.handlings.filter(aside_at__isnull=False).values_list("person", flat=True))
    found = queries.readers_for(report.edition, involved, now, aside=aside)
    fresh = [one for one in found if one not in there][: max(0, PAIR - len(there))]
    hand_on(report, secret, fresh)
    with transaction.atomic():
        take_on(report, fresh, now)
    return len(there) + len(fresh)


def hand_on(report: Report, secret: bytes, persons: list[Person]) -> None:
    readers = keyrings.readers_of([one.pk for one in persons])
    crypto.hand_on(writing.secret_for(report, secret), owner_id=report.pk, readers=readers)
