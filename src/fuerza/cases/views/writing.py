"""What is written into a case, changed and taken out; and what she does with the case as a whole."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fuerza.cases import queries, services
from fuerza.cases.choices import Entry
from fuerza.cases.forms import IncidentForm, NoteForm, SameForm, TitleForm, shown_in
from fuerza.cases.views.frame import (
    CaseRequest,
    at_case,
    at_own_case,
    opened_at,
    remember,
    secret_at,
    show,
)
from fuerza.core.access import access, signed_in
from fuerza.desk.queries import desk_of
from fuerza.desk.views.desks import OWN


@access(signed_in)
@at_case
@require_http_methods(["GET", "HEAD", "POST"])
def incident(request: CaseRequest) -> HttpResponse:
    """Log something that happened, online or not."""
    at = request.at
    if not at.may_write:
        raise Http404
    form = IncidentForm(request.POST or None, zone=request.user.zone, now=now())
    if form.is_valid() and (exhibits := _evidence(request, form)) is not None:
        services.log_incident(
            at=at, happened_at=form.cleaned_data["when"], body=form.body(exhibits), now=now()
        )
        remember(request, _("It is in the incident log."))
        return redirect("cases:case", pk=at.case.pk)
    context = {"form": form, "is_new": True}
    return show(request, "cases/incident.html", context, status=422 if form.errors else 200)


@access(signed_in)
@at_case
@require_http_methods(["GET", "HEAD", "POST"])
def change_incident(request: CaseRequest, line: UUID) -> HttpResponse:
    """Say a line of the incident log anew; it must be open to be read first."""
    at, secret = request.at, secret_at(request)
    row = queries.entries_in(at, Entry.INCIDENT).filter(pk=line).first()
    if row is None or not at.may_change(row.by_id):
        raise Http404
    told = [it for it in queries.incidents_told(at, secret) if it.id == line] if secret else []
    initial = _initial(request, told[0]) if told else {}
    form = IncidentForm(
        request.POST or None if told else None, zone=request.user.zone, now=now(), initial=initial
    )
    if form.is_valid() and (exhibits := _evidence(request, form)) is not None:
        services.change_incident(
            at=at,
            row=row,
            happened_at=form.cleaned_data["when"],
            body=form.body(exhibits),
            now=now(),
        )
        remember(request, _("The incident log is changed."))
        return redirect("cases:case", pk=at.case.pk)
    context = {"form": form, "is_new": False, "is_told": bool(told)}
    return show(request, "cases/incident.html", context, status=422 if form.errors else 200)


def _initial(request: CaseRequest, told: queries.ToldIncident) -> dict[str, Any]:
    inside = queries.exhibits_in(request.at).filter(exhibit__in=told.exhibits)
    numbers = inside.values_list("exhibit__number", flat=True)
    return {
        "what": told.what,
        "when": shown_in(told.happened_at, told.zone),
        "exactness": told.exactness,
        "zone": told.zone,
        "is_offline": told.is_offline,
        "who": told.who,
        "why": told.why,
        "needed": told.needed,
        "evidence": ", ".join(str(number) for number in numbers),
    }


def _evidence(request: CaseRequest, form: IncidentForm) -> list[UUID] | None:
    """Find the exhibits by their numbers; None, and an error on the form, where one is not in the case."""
    wanted = set(form.cleaned_data["evidence"])
    inside = queries.exhibits_in(request.at).filter(exhibit__number__in=wanted)
    found = dict(inside.values_list("exhibit__number", "exhibit_id"))
    if missing := sorted(wanted - found.keys()):
        numbers = ", ".join(str(number) for number in missing)
        form.add_error("evidence", _("Not in this case: %(numbers)s.") % {"numbers": numbers})
        return None
    return list(found.values())


@access(signed_in)
@at_own_case
@require_http_methods(["GET", "HEAD", "POST"])
def same(request: CaseRequest) -> HttpResponse:
    """Say that accounts are one person: her judgement, with her reason."""
    at, opened = request.at, opened_at(request)
    known = queries.accounts_in(at, opened) if opened else []
    form = SameForm(request.POST or None if opened else None, known=known)
    if form.is_valid():
        row = services.say_alias(at=at, body=form.body(), now=now())
        undo = reverse("cases:line", args=[at.case.pk, Entry.ALIAS, row.pk])
        remember(request, _("Said. It stands in this case alone."), undo, act="out")
        return redirect("cases:case", pk=at.case.pk)
    return show(request, "cases/same.html", {"form": form}, status=422 if form.errors else 200)


@access(signed_in)
@at_case
@require_POST
def note(request: CaseRequest) -> HttpResponse:
    """Write a note into the case."""
    if not request.at.may_write:
        raise Http404
    form = NoteForm(request.POST)
    if form.is_valid():
        row = services.write_note(at=request.at, text=form.cleaned_data["text"], now=now())
        undo = reverse("cases:line", args=[request.at.case.pk, Entry.NOTE, row.pk])
        remember(request, _("The note is in the case."), undo, act="out")
    return redirect("cases:case", pk=request.at.case.pk)


@access(signed_in)
@at_case
@require_POST
def line(request: CaseRequest, kind: str, line: UUID) -> HttpResponse:
    """Take a line out of the case, or put it back."""
    at = request.at
    if kind not in Entry.values:
        raise Http404
    is_back = request.POST.get("act") == "back"
    move = services.put_line_back if is_back else services.take_line_out
    try:
        is_moved = move(at=at, kind=Entry(kind), pk=line, now=now())
    except services.NotAllowed as refused:
        raise Http404 from refused
    if not is_moved:
        raise Http404
    if is_back:
        remember(request, _("It is in the case again."))
    else:
        text = _("Taken out. It can be put back now; in thirty days it is gone.")
        remember(request, text, request.path, act="back")
    return redirect("cases:case", pk=at.case.pk)


@access(signed_in)
@at_own_case
@require_POST
def do(request: CaseRequest) -> HttpResponse:
    """Rename, close, open again or put away the case, take exhibits out of it, or undo the least."""
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    return act(request) or redirect("cases:case", pk=request.at.case.pk)


def _rename(request: CaseRequest) -> None:
    form = TitleForm(request.POST)
    if form.is_valid():
        services.rename(at=request.at, title=form.cleaned_data["title"], now=now())


def _close(request: CaseRequest) -> None:
    services.close(at=request.at, now=now())
    remember(request, _("Closed. Nothing is lost."), request.path, act="open")


def _open_again(request: CaseRequest) -> None:
    services.open_again(at=request.at, now=now())


def _put_away(request: CaseRequest) -> HttpResponse:
    services.put_away(at=request.at, now=now())
    return _away(request)


def _undo_least(request: CaseRequest) -> HttpResponse:
    named = request.POST.get("entry", "")
    try:
        entry = UUID(named) if named else None
    except ValueError as error:
        raise Http404 from error
    services.undo_least(
        desk=desk_of(request.user),
        case=request.at.case,
        entry=entry,
        opened=opened_at(request),
        now=now(),
    )
    return _away(request)


def _away(request: CaseRequest) -> HttpResponse:
    """Say that the case is away, with the way back."""
    back = reverse("cases:take_back", args=[request.at.case.pk])
    text = _("The case is put away. What was kept as evidence stays kept.")
    remember(request, text, back)
    return redirect("cases:all")


def _take_out(request: CaseRequest) -> None:
    at, number = request.at, request.POST.get("number", "")
    rows = queries.exhibits_in(at).filter(exhibit__number=number if number.isdecimal() else 0)
    if row := rows.first():
        services.take_out(at=at, exhibits=[row.exhibit], now=now())
        text = _("Taken out of the case. It stays kept, and can be added again.")
        into = {"case": str(at.case.pk), "exhibits": str(row.exhibit_id), "desk": OWN}
        remember(request, text, reverse("cases:gather"), **into)


_ACTS: dict[str, Any] = {
    "rename": _rename,
    "close": _close,
    "open": _open_again,
    "away": _put_away,
    "undo_least": _undo_least,
    "out": _take_out,
}
