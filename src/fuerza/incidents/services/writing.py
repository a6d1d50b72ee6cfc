"""Appending to a record: each entry sealed under the report's key, and chained to the one before."""

from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.core import audit, crypto
from fuerza.incidents import queries
from fuerza.incidents.choices import LATER, SOON, TELL, TRIAGE, EntryKind, ReportState
from fuerza.incidents.models import Entry, Report
from fuerza.incidents.queries import Body
from fuerza.people.models import Person
from fuerza.programme.models import Edition


class MoveRefused(ValueError):
    """A report could not go from where it stood to where it was sent."""


@transaction.atomic
def append(
    *, report: Report, kind: EntryKind, body: Body, secret: bytes, now: datetime, by: Person | None
) -> Entry:
    """Write one entry; `by` is None for whoever reported it, with her name or without."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    number = held.last_number + 1
    where = queries.entry_place(report.pk, number)
    entry = Entry(
        report=held,
        number=number,
        kind=kind,
        by_id=by.pk if by else None,
        at=now,
        sealed=crypto.encrypt(secret, msgspec.json.encode(body), where),
    )
    entry.seal = queries.seal_of(bytes(held.last_seal), entry)
    entry.save(force_insert=True)
    report.last_number, report.last_seal = number, entry.seal
    report.save(update_fields=["last_number", "last_seal"])
    if by is not None:
        audit.note(by.pk, by.pk, f"incident {kind}", f"{report.pk}:{number}", at=now)
    return entry


@transaction.atomic
def go(
    *,
    report: Report,
    to: ReportState,
    allowed: tuple[ReportState, ...],
    now: datetime,
    secret: bytes,
    by: Person | None,
) -> Report:
    """Move a report on, where it may go there from where it stands now.

    Raises:
        MoveRefused: it may not, or somebody else was faster.

    """
    held = Report.objects.select_for_update().get(pk=report.pk)
    if to not in allowed or held.state != report.state:
        raise MoveRefused(f"{held.state} to {to}")
    report.state, report.moved_at = to, now
    report.closed_at = now if to == ReportState.CLOSED else None
    if to == ReportState.REOPENED:
        set_clocks(report, report.edition, now)
    report.save()
    append(
        report=report,
        kind=EntryKind.MOVED,
        body=Body(state=to),
        secret=secret,
        now=now,
        by=by,
    )
    return report


def set_clocks(report: Report, edition: Edition, now: datetime) -> None:
    report.acknowledge_by = now + (SOON if queries.runs(edition, now) else LATER)
    report.triage_by, report.tell_by = now + TRIAGE, now + TELL
    report.warned_of = []


def secret_for(report: Report, secret: bytes) -> crypto.ContentKey:
    """Name a report's key together with what it is, to hand it on."""
    return crypto.ContentKey(report.key_id, secret)
