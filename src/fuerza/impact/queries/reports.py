"""Reports: who may read which, and a report as paper and as a file for a spreadsheet."""

import uuid
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from fuerza.core import jobs
from fuerza.core.models import Job
from fuerza.core.times import in_utc
from fuerza.impact.choices import OUT
from fuerza.impact.models import ImpactReport
from fuerza.impact.queries.parts import Part, parts_of
from fuerza.programme import queries as programme
from safeguard.platforms.block_lists.writing import row
from safeguard.publish.blocks import Block, Document, Facts, Heading, Paragraph, Table, Words


def reports_for(looking: programme.Looking) -> list[ImpactReport]:
    """List the reports, the latest first, to whoever organises the whole programme; to others none."""
    if not programme.may_open(looking):
        return []
    return list(ImpactReport.objects.order_by("-made_at", "id"))


def report_for(looking: programme.Looking, pk: uuid.UUID) -> ImpactReport | None:
    return next((one for one in reports_for(looking) if one.pk == pk), None)


def published_report(pk: uuid.UUID) -> ImpactReport | None:
    """Find a report that anybody may read: published, or replaced by a later one."""
    return ImpactReport.objects.filter(pk=pk, state__in=OUT).first()


def step_of(report: ImpactReport) -> Job | None:
    """Return the job that builds a report, while it does."""
    return jobs.find(report.job) if report.job and not report.digest else None


def notes_of(report: ImpactReport) -> list[str]:
    """Say how to read a report, in the language in force."""
    values = {"least": report.content["least"]}
    notes = [
        _(
            "A number is not shown where it is fewer than %(least)s, or where such a number could be "
            "worked out from it. It does not mean nought."
        )
        % values,
        _("Editions that are not for everybody, and people at them, are not counted."),
        _("Our numbers hold no name, no face and no answer of one person."),
    ]
    if report.is_sample:
        notes.insert(0, _("Made up: this shows what a report looks like. No number in it is true."))
    return notes


def paper_of(report: ImpactReport, *, made_at: datetime) -> Document:
    """Set a report as a document in its language."""
    with translation.override(report.language):
        title = _("What the programme did")
        blocks = _name(report)
        blocks += [Paragraph(note) for note in notes_of(report)]
        for part in parts_of(report.content):
            blocks += _blocks(part)
        blocks.append(Heading(_("Where it comes from")))
        digest = Words(text=report.digest, direction="ltr")
        blocks.append(Facts(((_("Made"), in_utc(made_at)), (_("Fingerprint (SHA-256)"), digest))))
        return Document(
            title=title,
            language=report.language,
            blocks=tuple(blocks),
            made_at=made_at,
            footer=f"{title} · {in_utc(made_at)}",
        )


def lines_of_report(report: ImpactReport) -> bytes:
    """Write a report for a spreadsheet: each line has its table's title first."""
    lines = [row(_("Fingerprint (SHA-256)"), report.digest)]
    for part in parts_of(report.content):
        lines += [row(part.title, *part.head), *(row(part.title, *cells) for cells in part.rows)]
    lines += [row(note) for note in notes_of(report)]
    return b"".join(lines)


def _name(report: ImpactReport) -> list[Block]:
    """Name the programme, in the paper's language where it has a name in it."""
    name = programme.said(report.programme.texts.all(), "name", report.language)
    return [Paragraph(Words(text=name.text, language=name.language))] if name else []


def _blocks(part: Part) -> list[Block]:
    note = [Paragraph(part.note)] if part.note else []
    rows = tuple(tuple(Words(text=cell) for cell in cells) for cells in part.rows)
    return [Heading(part.title), *note, Table(part.head, rows)]
