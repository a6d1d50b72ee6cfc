"""What the clock does: write about what is late, delete what has had its time; and what closing an edition deletes."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from fuerza.core import keyrings, mail
from fuerza.core.choices import MailKind
from fuerza.incidents import queries
from fuerza.incidents.choices import KEPT, Clock, ReportState
from fuerza.incidents.models import Contacts, Duty, Report, Total, Wall


def remind(*, now: datetime) -> int:
    """Write once about each thing that is late, to those who handle it; return to how many reports that applied."""
    found = 0
    for report in Report.objects.exclude(state=ReportState.CLOSED).select_related("edition"):
        fresh = [clock for clock in queries.late(report, now) if clock not in report.warned_of]
        if fresh:
            found += 1
            _remind(report, fresh, now)
    return found


@transaction.atomic
def _remind(report: Report, fresh: list[Clock], now: datetime) -> None:
    report.warned_of = [*report.warned_of, *map(str, fresh)]
    report.save(update_fields=["warned_of"])
    for person in queries.handlers_of(report):
        mail.send(person, MailKind.NOTE, now=now)


def purge(*, now: datetime) -> int:
    """Delete reports that were closed a year ago, with their keys; return how many."""
    return _delete(Report.objects.filter(state=ReportState.CLOSED, closed_at__lte=now - KEPT))


def close(*, edition_id: uuid.UUID) -> None:
    """Delete who was on call, the link and what is closed. What is open stays with those who handle it until it is."""
    _delete(Report.objects.filter(edition=edition_id, state=ReportState.CLOSED))
    with transaction.atomic():
        Duty.objects.filter(edition=edition_id).delete()
        Wall.objects.filter(edition=edition_id).delete()
        if not Report.objects.filter(edition=edition_id).exists():
            Contacts.objects.filter(edition=edition_id).delete()


def _delete(reports: QuerySet[Report]) -> int:
    found = list(reports)
    for report in found:
        owner = report.pk  # of its key: a deleted row has no id any more
        with transaction.atomic():
            Total.objects.get_or_create(edition_id=report.edition_id)
            Total.objects.filter(edition=report.edition_id).update(reports=F("reports") + 1)
            report.delete()
        keyrings.destroy(owner)
    return len(found)
