"""Reports: hers to whoever sent one, and the record to those who handle it. To anybody else there is none."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.conf import settings
from django.db.models import QuerySet

from fuerza.apart.queries import kept_apart
from fuerza.attendance import queries as attendance
from fuerza.attendance.choices import SEATED
from fuerza.attendance.models import Registration
from fuerza.core import crypto, keyrings
from fuerza.core.codes import LETTERS
from fuerza.core.keyrings import Opened
from fuerza.core.models import SealedKey
from fuerza.incidents.choices import (
    AFTER,
    PAIR,
    TO_REPORTER,
    TO_TELL,
    Clock,
    EntryKind,
    ReportState,
)
from fuerza.incidents.models import Entry, Handling, Report, Wall
from fuerza.incidents.queries.cover import OVER, contacts_of, duties_of, is_there, team_of
from fuerza.people import queries as people
from fuerza.people.choices import Purpose
from fuerza.people.models import Person
from fuerza.programme.choices import EditionState
from fuerza.programme.models import Edition

_START = b"\x00" * 32


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an entry says, sealed as a whole. `named` are ids of people, `who` is what she wrote of somebody."""

    text: str = ""
    where: str = ""
    needs: tuple[str, ...] = ()
    named: tuple[uuid.UUID, ...] = ()
    who: str = ""
    measures: tuple[str, ...] = ()
    state: str = ""
    brought: uuid.UUID | None = None


class Line(msgspec.Struct, frozen=True):
    """One entry, opened."""

    number: int
    kind: EntryKind
    by_id: uuid.UUID | None
    at: datetime
    body: Body


# Who reads it


def is_barred(person_id: uuid.UUID, involved: Iterable[uuid.UUID]) -> bool:
    """Say whether she is part of it, or one of her and somebody who is avoids the other (invariant 15)."""
    them = set(involved)
    return person_id in them or bool(kept_apart(person_id, them))


def readers_for(
    edition: Edition,
    involved: Iterable[uuid.UUID],
    now: datetime,
    *,
    aside: Iterable[uuid.UUID] = (),
) -> list[Person]:
    """List who would handle a report that involves these people.

    Whoever is on call now; where fewer than two of them are free to, others who are on call at another time, and
    last whoever was chosen outside. Nobody who can't open anything: she would only seem to read it.
    """
    duties, contacts = duties_of(edition), contacts_of(edition)
    team = set(team_of(edition).values_list("pk", flat=True)) - set(aside)
    duties = [one for one in duties if one.person_id in team]
    there = [one.person for one in duties if one.starts_at <= now < one.ends_at]
    others = [one.person for one in duties]
    if contacts and contacts.outside and contacts.outside_id not in set(aside):
        others.append(contacts.outside)
    apart = set(involved)
    first, rest = _fit(there, apart), _fit(others, apart)
    more = [one for one in rest if one not in first]
    return first + more[: max(0, PAIR - len(first))]


def may_join(report: Report, involved: Iterable[uuid.UUID]) -> list[Person]:
    """List who could be asked in: of the team or chosen outside, free to, and without a way to it so far.

    Whoever handles it and has got new keys since is among them; whoever stepped aside is not.
    """
    contacts = contacts_of(report.edition)
    outside = [contacts.outside] if contacts and contacts.outside else []
    aside = set(report.handlings.filter(aside_at__isnull=False).values_list("person", flat=True))
    holders = set(
        SealedKey.objects.filter(key_id=report.key_id).values_list("holder_id", flat=True)
    )
    persons = [
        one
        for one in (*team_of(report.edition), *outside)
        if one.pk not in aside and not holders & set(keyrings.readers_of([one.pk]))
    ]
    return _fit(persons, set(involved))


def _fit(persons: Iterable[Person], involved: set[uuid.UUID]) -> list[Person]:
    distinct = {one.pk: one for one in persons}
    holders = [pk for pk in distinct if keyrings.keyring_of(pk) is not None]
    return [distinct[pk] for pk in holders if not is_barred(pk, involved)]


def to_name(edition: Edition, now: datetime, *, room: bool) -> list[tuple[str, str]]:
    """List who can be named by a tick, with a sign that is good for this edition alone.

    The team; and `room`: whoever agreed to be on the list of the room, for those who are in it.
    """
    found = {one.pk: people.name_of(one) for one in team_of(edition)}
    rows = Registration.objects.filter(edition=edition, state__in=SEATED).select_related("person")
    for row in rows if room else ():
        badge = attendance.names_of(row).badge
        scope = str(edition.pk)
        if badge and people.effective_consent(row.person, Purpose.ROOM_LIST, scope, at=now):
            found.setdefault(row.person_id, badge)
    signed = [(sign_of(edition.pk, pk), name) for pk, name in found.items()]
    return sorted(signed, key=lambda pair: pair[1].casefold())


def sign_of(edition_id: uuid.UUID, person_id: uuid.UUID) -> str:
    key = crypto.keyed(settings.ENV.master_key, "incident sign", f"{edition_id}|{person_id}")
    return key[:9].hex()


def signed(edition: Edition, signs: Iterable[str]) -> tuple[uuid.UUID, ...]:
    """Find who is meant by signs that were ticked."""
    wanted = set(signs)
    there = Registration.objects.filter(edition=edition).values_list("person", flat=True)
    known = {*there, *team_of(edition).values_list("pk", flat=True)}
    return tuple(sorted(pk for pk in known if sign_of(edition.pk, pk) in wanted))


# Finding one


def handled_by(person: Person) -> QuerySet[Report]:
    """List what she handles; what she stepped aside from is not there."""
    rows = Report.objects.filter(handlings__person=person.pk, handlings__aside_at=None)
    return rows.select_related("edition__place").order_by("received_at")


def record_for(person: Person, report_id: uuid.UUID) -> Report | None:
    return handled_by(person).filter(pk=report_id).first()


def sent_by(person: Person) -> QuerySet[Report]:
    """List what she reported with her name."""
    rows = Report.objects.filter(reporter=person.pk).select_related("edition__place")
    return rows.order_by("-received_at")


def answered_for(person: Person) -> set[uuid.UUID]:
    """Say of which of her reports she was told something."""
    rows = Entry.objects.filter(report__reporter=person.pk, kind=EntryKind.TO_HER)
    return set(rows.values_list("report", flat=True))


def sent(person: Person, report_id: uuid.UUID) -> Report | None:
    return sent_by(person).filter(pk=report_id).first()


def report_by(code: str) -> Report | None:
    """Find a report by its return code."""
    rows = Report.objects.filter(code_hash=code_hash(code), code_hash__isnull=False)
    return rows.select_related("edition__place").first()


def wall_by(token: str, now: datetime) -> Wall | None:
    """Find the edition whose link this is, while it takes reports."""
    rows = Wall.objects.filter(token_hash=token_hash(token)).select_related("edition__place")
    wall = rows.first()
    return wall if wall is not None and takes_reports(wall.edition, now) else None


def takes_reports(edition: Edition, now: datetime) -> bool:
    """Say whether something can be reported: from when it is announced until three months after."""
    if edition.announced_at is None or edition.state == EditionState.ARCHIVED:
        return False
    return edition.last_day is None or now.date() <= edition.last_day + timedelta(days=AFTER.days)


def edition_to_report(person: Person, edition_id: uuid.UUID, now: datetime) -> Edition | None:
    """Return an edition at which she is, or was, while it takes reports."""
    edition = Edition.objects.filter(pk=edition_id).select_related("place").first()
    if edition is None or not takes_reports(edition, now) or not is_there(person, edition):
        return None
    return edition


def handlers_of(report: Report) -> list[Person]:
    rows = (
        report.handlings.filter(aside_at=None).select_related("person").order_by("person__username")
    )
    return [one.person for one in rows]


def unread(person: Person) -> list[Edition]:
    """List the editions for which she is the safeguarding contact and where a report has nobody to read it."""
    waiting = Report.objects.filter(
        asks_contact=True, edition__contacts__safeguarding=person.pk
    ).exclude(handlings__in=Handling.objects.filter(aside_at=None))
    found = Edition.objects.filter(pk__in=waiting.values("edition")).select_related("place")
    return list(found.order_by("first_day", "pk"))


# Codes and keys


def token_hash(token: str) -> bytes:
    return crypto.keyed(settings.ENV.master_key, "incident link", token)


def bare(code: str) -> str:
    """Leave of a code what counts: its letters, however they were typed."""
    return "".join(letter for letter in code.upper() if letter in LETTERS)


def code_hash(code: str) -> bytes:
    return crypto.keyed(settings.ENV.master_key, "incident code", bare(code))


def code_key(code: str) -> bytes:
    """Make of a code the key that it is."""
    return crypto.keyed(bare(code).encode(), "incident key", "1")


def code_place(report_id: uuid.UUID) -> bytes:
    return crypto.place("incidents_report", report_id, "for_code")


def entry_place(report_id: uuid.UUID, number: int) -> bytes:
    return crypto.place("incidents_entry", f"{report_id}.{number}", "sealed")


def key_with(report: Report, opened: Opened | None) -> bytes | None:
    """Open a report's key with an opened keyring; None while it is locked, or where it was not sealed to it."""
    return opened.content_key(report.key_id) if opened else None


def key_with_code(report: Report, code: str) -> bytes:
    return crypto.decrypt(code_key(code), bytes(report.sealed_for_code), code_place(report.pk))


# Reading


def lines_of(report: Report, secret: bytes, *, is_hers: bool = False) -> list[Line]:
    """Open a record; `is_hers`: as much of it as whoever reported it is told."""
    rows = report.entries.order_by("number")
    if is_hers:
        rows = rows.filter(kind__in=TO_REPORTER)
    return [_line(row, secret) for row in rows]


def _line(row: Entry, secret: bytes) -> Line:
    plain = crypto.decrypt(secret, bytes(row.sealed), entry_place(row.report_id, row.number))
    body = msgspec.json.decode(plain, type=Body)
    return Line(row.number, EntryKind(row.kind), row.by_id, row.at, body)


def said_in(body: Body) -> dict[str, Any]:
    """Say what an entry says in plain values: for her copy, where names stand for ids."""
    return {
        "text": body.text,
        "where": body.where,
        "needs": list(body.needs),
        "who": body.who,
        "named": names_in(body.named),
    }


def names_in(person_ids: Iterable[uuid.UUID]) -> list[str]:
    """Name people by what they are called here; who was erased is not there to be named."""
    found = Person.objects.filter(pk__in=set(person_ids)).order_by("username")
    return [people.name_of(one) for one in found]


def writers_of(lines: Iterable[Line]) -> list[Person]:
    """List who of those who handle it wrote something in it and is still here."""
    return list(Person.objects.filter(pk__in={line.by_id for line in lines if line.by_id}))


def involved_in(report: Report, lines: Iterable[Line]) -> set[uuid.UUID]:
    """Name everybody in it: who is named, and who reported it with her name."""
    named = {pk for line in lines for pk in line.body.named}
    return named | ({report.reporter_id} if report.reporter_id else set())


def seal_of(before: bytes, entry: Entry) -> bytes:
    """Seal an entry to the one before it (HMAC-SHA256 under a key made from the master key)."""
    what = hashlib.sha256(bytes(entry.sealed)).hexdigest()
    line = "|".join(
        [
            (before or _START).hex(),
            str(entry.report_id),
            str(entry.number),
            entry.kind,
            str(entry.by_id),
            entry.at.isoformat(),
            what,
        ]
    )
    return crypto.keyed(settings.ENV.master_key, "incident entry", line)


def is_whole(report: Report) -> bool:
    """Say whether no entry was changed, dropped, moved or cut off since it was written."""
    before = b""
    rows = list(report.entries.order_by("number"))
    for number, entry in enumerate(rows, start=1):
        if entry.number != number or bytes(entry.seal) != seal_of(before, entry):
            return False
        before = bytes(entry.seal)
    return len(rows) == report.last_number and before == bytes(report.last_seal)


# Clocks


def late(report: Report, now: datetime) -> list[Clock]:
    """List what should have happened by now and has not."""
    waits = {
        Clock.ACKNOWLEDGE: (report.acknowledge_by, (ReportState.RECEIVED,)),
        Clock.TRIAGE: (
            report.triage_by,
            (ReportState.RECEIVED, ReportState.ACKNOWLEDGED, ReportState.REOPENED),
        ),
        Clock.TELL: (report.tell_by, TO_TELL),
    }
    return [clock for clock, (by, states) in waits.items() if report.state in states and by < now]


def next_due(report: Report) -> tuple[Clock, datetime] | None:
    """Return what is due next, for whoever handles it."""
    if report.state == ReportState.RECEIVED:
        return Clock.ACKNOWLEDGE, report.acknowledge_by
    if report.state in (ReportState.ACKNOWLEDGED, ReportState.REOPENED):
        return Clock.TRIAGE, report.triage_by
    return (Clock.TELL, report.tell_by) if report.state in TO_TELL else None


def runs(edition: Edition, now: datetime) -> bool:
    """Say whether people are together now, as far as is known."""
    is_in_days = (
        edition.first_day is not None
        and edition.last_day is not None
        and edition.first_day <= now.date() <= edition.last_day
        and edition.state not in OVER
    )
    return edition.state == EditionState.RUNNING or is_in_days
