"""A report on a programme: begun, built by a job, reviewed by somebody else, published; nothing public before that."""

import uuid
from collections.abc import Callable
from datetime import datetime

import msgspec
from django.db import transaction

from fuerza.core import audit, crypto, jobs
from fuerza.impact import queries
from fuerza.impact.choices import LEAST, MOST, OUT, ReportState
from fuerza.impact.models import ImpactReport
from fuerza.people.models import Person
from fuerza.programme.models import Programme
from safeguard.publish.printing import printed
from safeguard.publish.suppression import Issue, issue

Beat = Callable[[int, int], None]
_SECONDS = 60
_STEPS = 3


class NotNow(RuntimeError):
    """A report was not in the state for that; `code` says what stood in the way."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _unheard(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def begin(
    *,
    programme: Programme,
    least: int = LEAST,
    language: str = "en",
    is_sample: bool = False,
    by: Person,
    now: datetime,
) -> ImpactReport:
    """Have a report built. Numbers under `least` (5 to 10) are hidden in it, and what would tell them."""
    crypto.data_key(programme.pk)  # keys first, rows after (seams.md)
    with transaction.atomic():
        report = ImpactReport.objects.create(
            programme=programme,
            is_sample=is_sample,
            language=language,
            least=min(MOST, max(LEAST, least)),
            built_by=by,
            made_at=now,
        )
        job = jobs.enqueue("impact.build_report", key=str(report.pk), report=report.pk, now=now)
        report.job = job.pk
        report.save(update_fields=["job"])
        audit.note(by.pk, by.pk, "report begun", report.pk, at=now)
    return report


def build(*, report_id: uuid.UUID, now: datetime, beat: Beat = _unheard) -> None:
    """Count, hide what has to be hidden beside all that was published before, and print."""
    report = ImpactReport.objects.filter(pk=report_id, digest="").first()
    if report is None:
        return
    beat(0, _STEPS)
    counted = queries.counted(queries.editions_in(report))
    beat(1, _STEPS)
    fill_in(report=report, counted=counted, now=now)
    beat(2, _STEPS)
    with transaction.atomic():
        report.save()
        beat(_STEPS, _STEPS)


def fill_in(*, report: ImpactReport, counted: queries.Counted, now: datetime) -> None:
    """Write into a report what may be shown of these counts, and print it; it is not saved yet."""
    shown = issue(
        counted.counts,
        counted.tables,
        earlier=queries.earlier_issues(report),
        least=report.least,
        unprinted=counted.unprinted,
    )
    report.content = queries.content_of(report, counted, shown)
    report.digest = queries.digest_of(report.content)
    report.paper = printed(queries.paper_of(report, made_at=now), seconds=_SECONDS)
    made = Issue(counted.counts, counted.tables, sorted(shown), counted.unprinted)
    plain = msgspec.json.encode(made).decode()
    place = queries.counts_place(report.pk)
    report.sealed_counts = crypto.seal_personal(report.programme_id, plain, place)
    report.built_at = now


@transaction.atomic
def review(*, report: ImpactReport, by: Person, now: datetime) -> ImpactReport:
    """Say that a report may be published; whoever had it built can't.

    Raises:
        NotNow: she had it built (`same_person`), or it is not a built draft (`state`).

    """
    fresh = _locked(report)
    if fresh.state != ReportState.DRAFT or not fresh.digest:
        raise NotNow("state")
    if fresh.built_by_id is None or fresh.built_by_id == by.pk:
        raise NotNow("same_person")
    fresh.state, fresh.reviewed_by, fresh.reviewed_at = ReportState.REVIEWED, by, now
    fresh.save(update_fields=["state", "reviewed_by", "reviewed_at"])
    audit.note(by.pk, by.pk, "report reviewed", fresh.pk, at=now)
    return fresh


@transaction.atomic
def publish(*, report: ImpactReport, by: Person, now: datetime) -> ImpactReport:
    """Let everybody read a report, in place of the one before.

    Raises:
        NotNow: it was not reviewed (`state`), or another came out after this one was built (`outdated`).

    """
    list(Programme.objects.select_for_update().filter(pk=report.programme_id))  # one at a time
    fresh = _locked(report)
    if fresh.state != ReportState.REVIEWED or fresh.built_at is None:
        raise NotNow("state")
    out = ImpactReport.objects.filter(
        programme=fresh.programme_id, is_sample=fresh.is_sample, state__in=OUT
    )
    if out.filter(published_at__gte=fresh.built_at).exists():
        raise NotNow("outdated")
    out.filter(state=ReportState.PUBLISHED).update(state=ReportState.SUPERSEDED)
    fresh.state, fresh.published_at = ReportState.PUBLISHED, now
    fresh.save(update_fields=["state", "published_at"])
    audit.note(by.pk, by.pk, "report published", fresh.pk, at=now)
    return fresh


@transaction.atomic
def discard(*, report: ImpactReport, by: Person, now: datetime) -> None:
    """Delete a report that nobody outside has seen.

    Raises:
        NotNow: it is out (`state`), and what is out is kept, since later ones are held against it.

    """
    fresh = _locked(report)
    if fresh.state in OUT:
        raise NotNow("state")
    audit.note(by.pk, by.pk, "report discarded", fresh.pk, at=now)
    fresh.delete()


def _locked(report: ImpactReport) -> ImpactReport:
    return ImpactReport.objects.select_for_update().get(pk=report.pk)
