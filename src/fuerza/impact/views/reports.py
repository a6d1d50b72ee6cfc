"""Reports: built and reviewed by organisers of the whole programme, and read by everybody once they are out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.core.access import access, public, reauthenticate
from fuerza.impact import queries, services
from fuerza.impact.choices import LEAST, OUT
from fuerza.impact.forms import ReportForm
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries as programme

NAME = "documents"  # R19: the name of a file on a device tells nothing


@access(organiser)
def all_reports(request: PersonRequest) -> HttpResponse:
    """List the reports, and have a new one built."""
    here = programme.programme_here()
    if here is None or not programme.may_open(request.user):
        raise Http404
    start = {"least": LEAST, "language": get_language()}
    form = ReportForm(request.POST or None, initial=start)
    if form.is_valid():
        made = services.begin(programme=here, **form.cleaned_data, by=request.user, now=now())
        return redirect("impact:report", report=made.pk)
    page = {"form": form, "reports": queries.reports_for(request.user)}
    return render(request, "impact/reports.html", page, status=422 if form.errors else 200)


@access(organiser)
@require_safe
def report(request: PersonRequest, report: UUID) -> HttpResponse:
    """Show one report as it would be published, and what can be done with it now."""
    one = _mine(request, report)
    page = {
        "report": one,
        "step": queries.step_of(one),
        "may_review": one.built_by_id not in (None, request.user.pk),
        "is_out": one.state in OUT,
        **_read(one),
    }
    return render(request, "impact/report.html", page)


@access(organiser)
@require_safe
def paper(request: PersonRequest, report: UUID) -> HttpResponse:
    """Hand over the PDF before it is out: what is reviewed is what will be published."""
    return _file(_built(_mine(request, report)).paper, "application/pdf", "pdf")


@access(organiser)
@reauthenticate
@require_POST
def review(request: PersonRequest, report: UUID) -> HttpResponse:
    """Say that it may be published."""
    return _do(request, report, services.review, _("Reviewed. It can be published now."))


@access(organiser)
@reauthenticate
def publish(request: PersonRequest, report: UUID) -> HttpResponse:
    """Ask, saying what it means; then everybody can read it."""
    one = _mine(request, report)
    if request.method == "POST":
        return _do(request, report, services.publish, _("It is out."))
    page = {
        "name": _("Report"),
        "question": _("Publish this report?"),
        "points": [
            _("Everybody can read it, without an account. Copies can't be recalled."),
            _("It stays for good: what later reports may show depends on it."),
            _("The one before stays readable, and says that there is a later one."),
        ],
        "verb": _("Publish it"),
        "is_grave": True,
        "back_url": reverse("impact:report", args=[one.pk]),
    }
    return render(request, "confirm.html", page)


@access(organiser)
@require_POST
def discard(request: PersonRequest, report: UUID) -> HttpResponse:
    """Delete a report that is not out."""
    try:
        services.discard(report=_mine(request, report), by=request.user, now=now())
    except services.NotNow as refused:
        messages.error(request, _why(refused.code))
        return redirect("impact:report", report=report)
    messages.success(request, _("Deleted. Nobody outside has seen it."))
    return redirect("impact:reports")


@access(public)
@require_safe
def published(request: HttpRequest, report: UUID) -> HttpResponse:
    """Show a report that is out."""
    one = _out(report)
    return render(request, "impact/published.html", {"report": one, **_read(one)})


@access(public)
@require_safe
def published_paper(request: HttpRequest, report: UUID) -> HttpResponse:  # noqa: ARG001 -- a view gets its request
    """Hand over the PDF of a report that is out."""
    return _file(_out(report).paper, "application/pdf", "pdf")


@access(public)
@require_safe
def published_lines(request: HttpRequest, report: UUID) -> HttpResponse:  # noqa: ARG001 -- a view gets its request
    """Hand over the numbers of a report that is out, for a spreadsheet."""
    return _file(queries.lines_of_report(_out(report)), "text/csv; charset=utf-8", "csv")


def _read(one: Any) -> dict[str, Any]:
    if not one.digest:
        return {"parts": [], "notes": []}
    return {"parts": queries.parts_of(one.content), "notes": queries.notes_of(one)}


def _mine(request: PersonRequest, pk: UUID) -> Any:
    one = queries.report_for(request.user, pk)
    if one is None:
        raise Http404
    return one


def _built(one: Any) -> Any:
    if not one.digest:
        raise Http404
    return one


def _out(pk: UUID) -> Any:
    one = queries.published_report(pk)
    if one is None:
        raise Http404
    return one


def _do(request: PersonRequest, pk: UUID, do: Callable[..., Any], said: str) -> HttpResponse:
    try:
        do(report=_mine(request, pk), by=request.user, now=now())
    except services.NotNow as refused:
        messages.error(request, _why(refused.code))
    else:
        messages.success(request, said)
    return redirect("impact:report", report=pk)


def _why(code: str) -> str:
    return {
        "same_person": _("Somebody else has to review it: whoever built it can't."),
        "outdated": _("Another report came out since this one was built. Build a new one."),
        "state": _("That is not possible now."),
    }[code]


def _file(body: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(bytes(body), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{NAME}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
