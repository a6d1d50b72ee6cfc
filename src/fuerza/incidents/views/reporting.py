"""Reporting what happened: signed in or by the link on the wall; and coming back to what came of it."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from allauth.core.internal import ratelimit as limits
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.core import keyrings
from fuerza.core.access import access, public, signed_in
from fuerza.core.panels import Card, among, pieces
from fuerza.core.workshop import hides_words
from fuerza.incidents import queries, services
from fuerza.incidents.choices import EntryKind, ReportState, Want
from fuerza.incidents.forms import AddForm, CodeForm, ReportForm
from fuerza.people import queries as people
from fuerza.people.queries import PersonRequest


@access(signed_in)
def tell(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Report something in one step, with her name or without."""
    edition = queries.edition_to_report(request.user, pk, now())
    if edition is None:
        raise Http404
    form = ReportForm(request.POST or None, edition=edition, now=now(), is_signed_in=True)
    if not form.is_valid():
        return _ask(request, edition, form)
    if not ratelimit.consume(request, action="report", key=str(request.user.pk)):
        return render(request, "429.html", status=429)
    sent = services.report(
        edition=edition,
        body=form.body(),
        sender=request.user,
        is_anonymous=form.is_anonymous,
        now=now(),
    )
    if sent.code:
        return _with_code(request, sent)
    _say_who(request, sent.readers)
    return redirect("incidents:hers", pk=sent.report.pk)


@access(public)
def wall(request: HttpRequest, token: str) -> HttpResponse:
    """Report something by the link on the wall, without signing in."""
    if not _may_guess(request, dry_run=True):
        return render(request, "429.html", status=429)
    found = queries.wall_by(token, now())
    if found is None:
        _may_guess(request)
        return render(request, "people/link_gone.html", status=404)
    form = ReportForm(request.POST or None, edition=found.edition, now=now(), is_signed_in=False)
    if not form.is_valid():
        return _ask(request, found.edition, form)
    if not ratelimit.consume(request, action="wall", key=str(found.edition.pk)):
        return render(request, "429.html", status=429)
    sent = services.report(
        edition=found.edition, body=form.body(), sender=None, is_anonymous=True, now=now()
    )
    return _with_code(request, sent)


@access(public)
def code(request: HttpRequest) -> HttpResponse:
    """Come back with a code: read what was answered, add to it, or take a copy along."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return _kept_nowhere(render(request, "incidents/code.html", {"form": form}))
    if not _may_guess(request, dry_run=True):
        return render(request, "429.html", status=429)
    typed = form.cleaned_data["code"]
    report = queries.report_by(typed)
    if report is None:
        _may_guess(request)
        form.add_error("code", _("There is nothing under this code. Look at its letters again."))
        page = {"form": form}
        return _kept_nowhere(render(request, "incidents/code.html", page, status=422))
    secret = queries.key_with_code(report, typed)
    if request.POST.get("act") == "copy":
        return _file(report, secret)
    added = AddForm(request.POST if request.POST.get("act") == "add" else None)
    if added.is_valid():
        services.add(report=report, text=added.cleaned_data["text"], secret=secret, now=now())
        added = AddForm()
    elif request.POST.get("act") == "again":
        services.send_on(report=report, secret=secret, now=now())
    page = _thread(report, secret) | {"form": added, "code": typed}
    return _kept_nowhere(render(request, "incidents/mine.html", page))


@access(signed_in)
@require_safe
def hers(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what she reported and what she was told, while she is unlocked."""
    report = _hers(request, pk)
    is_hidden = hides_words(request)
    secret = None if is_hidden else _secret(request, report)
    page = {"report": report, "form": AddForm(), "back": request.path, "is_hidden": is_hidden}
    if secret is not None:
        page |= _thread(report, secret)
    page["cards"] = among(pieces(f"incident {pk}", request.user), Card)
    return render(request, "incidents/mine.html", page)


@access(signed_in)
@require_POST
def add(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Add to what she reported, or have people looked for who can read it."""
    report = _hers(request, pk)
    secret = _secret(request, report)
    form = AddForm(request.POST)
    if secret is None:
        messages.error(request, _("Unlock first; nothing was kept."))
    elif request.POST.get("act") == "again":
        _say_who(request, services.send_on(report=report, secret=secret, now=now()))
    elif form.is_valid():
        services.add(report=report, text=form.cleaned_data["text"], secret=secret, now=now())
        messages.success(request, _("Added."))
    else:
        messages.error(request, _("Write a word first; nothing was kept."))
    return redirect("incidents:hers", pk=pk)


@access(signed_in)
@require_POST
def copy(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Hand her own report over as a text file, to keep or to put into a case of hers."""
    report = _hers(request, pk)
    secret = _secret(request, report)
    if secret is None:
        messages.error(request, _("Unlock first."))
        return redirect("incidents:hers", pk=pk)
    return _file(report, secret)


def _ask(request: HttpRequest, edition: Any, form: ReportForm) -> HttpResponse:
    """Say before she sends it who reads it and when she hears back."""
    handlers = queries.readers_for(edition, (), now())
    page = {
        "edition": edition,
        "form": form,
        "readers": [people.name_of(one) for one in handlers],
        "is_running": queries.runs(edition, now()),
    }
    return _kept_nowhere(
        render(request, "incidents/tell.html", page, status=422 if form.errors else 200)
    )


def _with_code(request: HttpRequest, sent: services.Sent) -> HttpResponse:
    page = {"code": sent.code, "readers": sent.readers, "edition": sent.report.edition}
    return _kept_nowhere(render(request, "incidents/sent.html", page))


def _say_who(request: HttpRequest, readers: int) -> None:
    if readers > 1:
        messages.success(request, _("Sent. Two people or more read it now."))
    elif readers:
        messages.warning(request, _("Sent. One person reads it; a second is being looked for."))
    else:
        messages.warning(request, _("Kept, but nobody can read it yet. See below."))


def _thread(report: Any, secret: bytes) -> dict[str, Any]:
    lines = queries.lines_of(report, secret, is_hers=True)
    return {
        "report": report,
        "is_open": True,
        "lines": [(line, told_of(line)) for line in lines],
        "handlers": [people.name_of(one) for one in queries.handlers_of(report)],
        "is_closed": report.state in (ReportState.TOLD, ReportState.CLOSED),
        "answered": any(line.kind == EntryKind.TO_HER for line in lines),
    }


def told_of(line: queries.Line) -> dict[str, Any]:
    """Say what an entry says in words."""
    return {
        "needs": [Want(one).label for one in line.body.needs],
        "named": queries.names_in(line.body.named),
    }


def _file(report: Any, secret: bytes) -> HttpResponse:
    paragraphs = []
    for line in queries.lines_of(report, secret, is_hers=True):
        told = told_of(line)
        parts = [
            f"{line.at:%Y-%m-%d %H:%M} UTC: {line.kind.label}",
            line.body.text,
            line.body.where,
            line.body.who,
            "\n".join(map(str, [*told["needs"], *told["named"]])),
        ]
        paragraphs.append("\n".join(part for part in parts if part))
    response = HttpResponse(
        "\n\n".join(paragraphs) + "\n", content_type="text/plain; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="notes.txt"'
    return _kept_nowhere(response)


def _hers(request: PersonRequest, pk: UUID) -> Any:
    report = queries.sent(request.user, pk)
    if report is None:
        raise Http404
    return report


def _secret(request: PersonRequest, report: Any) -> bytes | None:
    return queries.key_with(report, keyrings.opened(request, now=now()))


def _may_guess(request: HttpRequest, *, dry_run: bool = False) -> bool:
    """Say whether this network may try another link or code; only those that were none are counted."""
    counted = limits.consume(
        request, app="allauth.account", action="link", dry_run=dry_run, limit_get=True
    )
    return counted is not None


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """Have no browser keep a page that says what happened, though no one is signed in."""
    response["Cache-Control"] = "no-store"
    return response
