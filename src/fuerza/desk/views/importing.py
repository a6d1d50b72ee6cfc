"""Bringing a file: checked whole and shown first, then taken in by the worker, all of it or nothing."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.connections import queries as connections
from fuerza.connections import services
from fuerza.connections.choices import Ask
from fuerza.connections.forms import ColumnsForm, DayForm, ParticipantsForm
from fuerza.connections.services import ImportRefused
from fuerza.connections.views.locking import after_own_lock
from fuerza.core import disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.desk import queries
from fuerza.desk.forms import FileForm, GoOnForm
from fuerza.desk.views.desks import DeskRequest, at_own_desk, is_placeholder, opened_at, show
from safeguard.platforms.table.columns import COLUMNS, REQUIRED

SAMPLE = Path(__file__).parent.parent / "templates" / "desk" / "sample.csv"


@access(signed_in)
@after_warning
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
@after_own_lock
def bring_file(request: DeskRequest) -> HttpResponse:
    """Take a file, check all of it, and show what taking it in would do; nothing is stored yet."""
    form = FileForm(request.POST or None, request.FILES or None)
    problems: tuple[Any, ...] = ()
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            upload = services.upload_of(file.file, file.name)
            made, _checked = services.bring(
                person=request.user,
                file=upload.pieces,
                names=upload.names,
                zone=form.cleaned_data["zone"],
                mine=form.handles(),
                now=now(),
            )
        except ImportRefused as refused:
            form.add_error("file", connections.said(refused.code))
            problems = refused.problems
        else:
            return redirect("desk:check", pk=made.pk)
    context = {
        "form": form,
        "problems": [(it.line, it.code, it.column, it.detail) for it in problems],
        "columns": [(name, name in REQUIRED) for name in COLUMNS],
    }
    return show(request, "desk/bring_file.html", context, status=422 if form.errors else 200)


@access(signed_in)
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Show how a file stands: checked, on its way, taken in, or let go."""
    made = connections.import_of(request.user, pk)
    if made is None or not disclosure.may_show(request.user, made, "page"):
        raise Http404
    job = connections.job_of(made)
    if made.state != "staged":
        new = queries.taken_from(made)
        return show(request, "desk/file_done.html", {"made": made, "new": new})
    if job is not None and not job.is_over:
        return show(request, "desk/file_running.html", {"made": made, "job": job})
    if services.asks_of(made) or request.POST.get("act") == "answer":
        return _answer(request, made)
    form = GoOnForm(request.POST or None, made=made)
    if request.method == "POST" and form.is_valid():
        return _go_on(request, made, form)
    return show(request, "desk/check_file.html", _checked(request, made, form, job))


def _go_on(request: DeskRequest, made: Any, form: GoOnForm) -> HttpResponse:
    if form.cleaned_data["act"] == "drop":
        services.let_go(made=made, by=request.user, now=now())
        return redirect("desk:import")
    if form.cleaned_data["act"] == "zone":
        made.zone = form.cleaned_data["zone"]
        services.check_again(made, now=now())
        made.save()
    elif made.rows:
        keep_good = form.cleaned_data["keep_good"]
        services.confirm(made=made, keep_good=keep_good, by=request.user, now=now())
    return redirect("desk:check", pk=made.pk)


def _answer(request: DeskRequest, made: Any) -> HttpResponse:
    """Ask what only she can say of the file, and check it again with what she said."""
    if request.POST.get("act") == "drop":
        services.let_go(made=made, by=request.user, now=now())
        return redirect("desk:import")
    ask = next(iter(services.asks_of(made)), Ask.DAY)
    data = request.POST if request.POST.get("act") == "answer" else None
    form = _form(ask, made, data)
    if form.is_valid():
        try:
            services.check_again(made, answers=form.answers(), now=now())
        except ImportRefused as refused:
            form.add_error(None, connections.said(refused.code))
        else:
            made.save()
            return redirect("desk:check", pk=made.pk)
    is_open = opened_at(request) is not None
    signs = connections.signs_of(services.sniff(made))
    context = {"made": made, "form": form, "ask": ask, "is_open": is_open, "signs": signs}
    return show(request, "desk/ask_file.html", context, status=422 if form.errors else 200)


def _form(ask: Ask, made: Any, data: Any) -> ParticipantsForm | ColumnsForm | DayForm:
    said = services.answers_of(made)
    if ask == Ask.MINE:
        return ParticipantsForm(data, people=services.participants_of(made, now=now()), said=said)
    if ask == Ask.COLUMNS:
        return ColumnsForm(data, sniffed=services.sniff(made), said=said)
    return DayForm(data, said=said)


def _checked(request: DeskRequest, made: Any, form: GoOnForm, job: Any) -> dict[str, Any]:
    """Gather what the dry run shows; the first rows only to an open desk, and in no workshop."""
    look = services.look_at(made, now=now())
    is_open = opened_at(request) is not None
    sniffed = look.sniffed
    return {
        "made": made,
        "signs": connections.signs_of(sniffed),
        "form": form,
        "day": _form(Ask.DAY, made, None) if Ask.DAY in services.may_ask(made) else None,
        "asks_zone": Ask.ZONE in services.may_ask(made),
        "has_died": job is not None and job.has_died,
        "columns": [
            (name, sniffed.mapped.get(name, "")) for name in sniffed.columns[:COLUMNS_SHOWN]
        ],
        "skipped": [((0, code, "", ""), count) for code, count in sorted(made.skipped.items())],
        "first": look.posts if is_open and not is_placeholder(request) else (),
        "is_open": is_open,
        "hidden_problems": made.problem_count - len(made.problems),
    }


COLUMNS_SHOWN = 40


@access(signed_in)
@require_safe
def sample_file(_request: DeskRequest) -> HttpResponse:
    """Hand out a small file that shows the columns."""
    return HttpResponse(
        SAMPLE.read_bytes(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="sample.csv"'},
    )
