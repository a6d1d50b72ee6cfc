"""What those who handle a report do: write, move it on, tell, decide by two, step aside, ask somebody in."""

import uuid
from datetime import datetime

from django.db import transaction

from fuerza.core import keyrings, mail
from fuerza.core.choices import MailKind
from fuerza.core.models import Keyring, SealedKey
from fuerza.incidents import queries
from fuerza.incidents.choices import BY_HAND, BY_ONE, MOVES, UNDECIDED, EntryKind, ReportState
from fuerza.incidents.models import Entry, Report
from fuerza.incidents.queries import Body
from fuerza.incidents.services import writing
from fuerza.incidents.services.reporting import hand_on, send_on, take_on, tell_contact
from fuerza.people.models import Person


class NeedsTwo(ValueError):
    """A decision was to be agreed to by the one who proposed it."""


class NotFree(ValueError):
    """Somebody was asked in who is part of it, kept apart from it, or handles it already."""


@transaction.atomic
def write(
    *, report: Report, kind: EntryKind, text: str, secret: bytes, by: Person, now: datetime
) -> Entry:
    """Write a note, what somebody named says, or words to whoever reported it; those move a decided one on."""
    assert kind in BY_HAND
    entry = writing.append(
        report=report, kind=kind, body=Body(text=text), secret=secret, now=now, by=by
    )
    if kind == EntryKind.TO_HER:
        if report.state == ReportState.DECIDED:
            moves = MOVES[ReportState.DECIDED]
            writing.go(
                report=report, to=ReportState.TOLD, allowed=moves, now=now, secret=secret, by=by
            )
        if report.reporter is not None:
            mail.send(report.reporter, MailKind.NOTE, now=now)
    return entry


def move(*, report: Report, to: ReportState, secret: bytes, by: Person, now: datetime) -> Report:
    """Take the next step that one alone can take.

    Raises:
        MoveRefused: it does not follow on where the report stands, or needs two, or somebody else was faster.

    """
    allowed = tuple(one for one in MOVES[ReportState(report.state)] if one in BY_ONE)
    return writing.go(report=report, to=to, allowed=allowed, now=now, secret=secret, by=by)


@transaction.atomic
def propose(
    *,
    report: Report,
    measures: tuple[str, ...],
    reason: str,
    secret: bytes,
    by: Person,
    now: datetime,
) -> Report:
    """Propose what to do; nothing is decided before another agrees. A second proposal takes the place of the first.

    Raises:
        MoveRefused: the report is not where something can be decided.

    """
    if report.state not in UNDECIDED:
        raise writing.MoveRefused(report.state)
    body = Body(text=reason, measures=measures)
    entry = writing.append(
        report=report, kind=EntryKind.PROPOSED, body=body, secret=secret, now=now, by=by
    )
    report.proposal = entry.number
    report.save(update_fields=["proposal"])
    for person in queries.handlers_of(report):
        if person.pk != by.pk:
            mail.send(person, MailKind.NOTE, now=now)
    return report


@transaction.atomic
def agree(*, report: Report, number: int, secret: bytes, by: Person, now: datetime) -> Report:
    """Agree to the proposal that was read: with that it is decided.

    Raises:
        NeedsTwo: it is her own.
        MoveRefused: another proposal stands there by now, or none.

    """
    held = Report.objects.select_for_update().get(pk=report.pk)
    if held.proposal is None or held.proposal != number or held.state not in UNDECIDED:
        raise writing.MoveRefused(held.state)
    proposed = report.entries.get(number=number)
    if proposed.by_id == by.pk:
        raise NeedsTwo
    [line] = [one for one in queries.lines_of(report, secret) if one.number == number]
    report.proposal = None
    moves = MOVES[ReportState(report.state)]
    writing.append(
        report=report, kind=EntryKind.AGREED, body=line.body, secret=secret, now=now, by=by
    )
    return writing.go(
        report=report, to=ReportState.DECIDED, allowed=moves, now=now, secret=secret, by=by
    )


def step_aside(*, report: Report, secret: bytes, by: Person, now: datetime) -> int:
    """Let go of a report: what she read, she has read; from now on there is no way to it. Others are looked for.

    Returns how many handle it now.
    """
    with transaction.atomic():
        report.handlings.filter(person=by.pk).update(aside_at=now)
        writing.append(
            report=report, kind=EntryKind.ASIDE, body=Body(), secret=secret, now=now, by=by
        )
    left = send_on(report=report, secret=secret, now=now)
    _shut(report, by.pk)
    if not left:
        tell_contact(report, now)
    return left


def ask_in(*, report: Report, person: Person, secret: bytes, by: Person, now: datetime) -> Report:
    """Have somebody more handle it.

    Raises:
        NotFree: she is part of it, kept apart from somebody in it, or handles it or did.

    """
    lines = queries.lines_of(report, secret)
    if person not in queries.may_join(report, queries.involved_in(report, lines)):
        raise NotFree(str(person.pk))
    hand_on(report, secret, [person])
    with transaction.atomic():
        take_on(report, [person], now)
        writing.append(
            report=report,
            kind=EntryKind.BROUGHT,
            body=Body(brought=person.pk),
            secret=secret,
            now=now,
            by=by,
        )
    return report


def name(
    *, report: Report, named: tuple[uuid.UUID, ...], secret: bytes, by: Person, now: datetime
) -> list[Person]:
    """Write who else is named in it. Whoever of them, or kept apart from them, handles it has no way to it any more.

    Returns who has none now.
    """
    writing.append(
        report=report,
        kind=EntryKind.NAMED,
        body=Body(named=named),
        secret=secret,
        now=now,
        by=by,
    )
    involved = queries.involved_in(report, queries.lines_of(report, secret))
    barred = [
        person for person in queries.handlers_of(report) if queries.is_barred(person.pk, involved)
    ]
    for person in barred:
        step_aside(report=report, secret=secret, by=person, now=now)
    return barred


def is_aside_now(*, report: Report, secret: bytes, person: Person, now: datetime) -> bool:
    """Before a record is read: have her step aside who has come to be part of it, or kept apart from it, since."""
    involved = queries.involved_in(report, queries.lines_of(report, secret))
    if not queries.is_barred(person.pk, involved):
        return False
    step_aside(report=report, secret=secret, by=person, now=now)
    return True


def _shut(report: Report, person_id: uuid.UUID) -> None:
    """Delete the way of one person to a report's key, from every keyring she ever had."""
    rings = Keyring.objects.filter(person_id=person_id).values_list("id", flat=True)
    SealedKey.objects.filter(key_id=report.key_id, holder_id__in=list(rings)).delete()
    keyrings.empty_journals()
