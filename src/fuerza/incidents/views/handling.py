"""What those who handle a report see and do. To everybody else, whoever stepped aside too, there is no such page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.core import disclosure, keyrings
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.workshop import hides_words
from fuerza.incidents import queries, services
from fuerza.incidents.choices import MOVES, UNDECIDED, VERBS, Measure, ReportState
from fuerza.incidents.forms import AgreeForm, AskInForm, DecideForm, NameForm, WriteForm
from fuerza.incidents.views.reporting import told_of
from fuerza.people import queries as people
from fuerza.people.queries import PersonRequest


@access(signed_in)
@require_safe
def all_of_hers(request: PersonRequest) -> HttpResponse:
    """List what she handles: where each stands and what is late; nothing of what is in it."""
    shown = disclosure.shown(request.user, queries.handled_by(request.user), "page")
    page = {"reports": [(one, queries.next_due(one), queries.late(one, now())) for one in shown]}
    return render(request, "incidents/all.html", page)


@access(signed_in)
@reauthenticate
@require_safe
def record(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show the record, while she is unlocked."""
    report = _report(request, pk)
    is_hidden = hides_words(request)
    secret = None if is_hidden else _secret(request, report)
    page: dict[str, Any] = {"report": report, "back": request.path, "is_open": secret is not None}
    if secret is None:
        page["is_hidden"] = is_hidden
        page["has_lost_way"] = not is_hidden and keyrings.opened(request, now=now()) is not None
        return render(request, "incidents/record.html", page)
    return render(request, "incidents/record.html", page | _opened(request, report, secret))


@access(signed_in)
@require_POST
def write(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write a note, what somebody says, or words to whoever reported it."""
    form = WriteForm(request.POST)

    def do(report: Any, secret: bytes) -> None:
        kind, text = form.kind_chosen(), form.cleaned_data["text"]
        services.write(
            report=report, kind=kind, text=text, secret=secret, by=request.user, now=now()
        )

    return _do(request, pk, form.is_valid(), do)


@access(signed_in)
@require_POST
def move(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take the next step."""
    to = request.POST.get("to", "")

    def do(report: Any, secret: bytes) -> None:
        services.move(report=report, to=ReportState(to), secret=secret, by=request.user, now=now())

    return _do(request, pk, to in ReportState.values, do)


@access(signed_in)
@require_POST
def decide(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Propose what is to be done."""
    form = DecideForm(request.POST)

    def do(report: Any, secret: bytes) -> None:
        services.propose(
            report=report,
            measures=tuple(form.cleaned_data["measures"]),
            reason=form.cleaned_data["reason"],
            secret=secret,
            by=request.user,
            now=now(),
        )

    return _do(request, pk, form.is_valid(), do)


@access(signed_in)
@reauthenticate
@require_POST
def agree(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Agree to what another proposed: the one that was read, by its number."""
    form = AgreeForm(request.POST)

    def do(report: Any, secret: bytes) -> None:
        number = form.cleaned_data["number"]
        services.agree(report=report, number=number, secret=secret, by=request.user, now=now())

    return _do(request, pk, form.is_valid(), do)


@access(signed_in)
@require_POST
def name(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write down who else is named in it."""
    report = _report(request, pk)
    form = NameForm(request.POST, report=report, now=now())

    def do(report: Any, secret: bytes) -> None:
        named = queries.signed(report.edition, form.cleaned_data["named"])
        services.name(report=report, named=named, secret=secret, by=request.user, now=now())

    return _do(request, pk, form.is_valid(), do)


@access(signed_in)
@reauthenticate
@require_POST
def ask_in(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Have somebody more handle it."""
    report = _report(request, pk)
    secret = _secret(request, report)
    free = [] if secret is None else _free(report, secret)
    form = AskInForm(request.POST, free=free)

    def do(report: Any, secret: bytes) -> None:
        services.ask_in(
            report=report, person=form.chosen(), secret=secret, by=request.user, now=now()
        )

    return _do(request, pk, form.is_valid(), do)


@access(signed_in)
@reauthenticate
def step_aside(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask, saying what it means; then there is no way for her to it any more."""
    report = _report(request, pk)
    secret = _secret(request, report)
    if request.method == "POST" and secret is not None:
        services.step_aside(report=report, secret=secret, by=request.user, now=now())
        messages.success(request, _("You stepped aside. Nobody is told why."))
        return redirect("incidents:all")
    page = {
        "name": _("Report"),
        "question": _("Step aside?"),
        "points": [
            _("From now on you can't open it, and it does not stand in your list."),
            _("Where fewer than two are left, others are looked for. You give no reason."),
            _("What you wrote in it stays there."),
            _("This can't be taken back."),
        ],
        "verb": _("Step aside"),
        "is_grave": True,
        "back_url": reverse("incidents:record", args=[pk]),
    }
    if secret is None:
        messages.error(request, _("Unlock first."))
        return redirect("incidents:record", pk=pk)
    return render(request, "confirm.html", page)


def _opened(request: PersonRequest, report: Any, secret: bytes) -> dict[str, Any]:
    """Open a record for its page; whoever has come to be part of it steps aside instead."""
    person = request.user
    if services.is_aside_now(report=report, secret=secret, person=person, now=now()):
        raise Http404
    lines = queries.lines_of(report, secret)
    free = _free(report, secret)
    state = ReportState(report.state)
    proposal = next((line for line in lines if line.number == report.proposal), None)
    names: dict[UUID | None, str] = {
        one.pk: people.name_of(one) for one in queries.writers_of(lines)
    }
    return {
        "lines": [(line, _said(line) | {"by": names.get(line.by_id)}) for line in lines],
        "handlers": [people.name_of(one) for one in queries.handlers_of(report)],
        "reporter": people.name_of(report.reporter) if report.reporter else "",
        "due": queries.next_due(report),
        "late": queries.late(report, now()),
        "is_whole": queries.is_whole(report),
        "moves": [(one, VERBS[one]) for one in MOVES[state] if one in VERBS],
        "may_decide": state in UNDECIDED,
        "proposal": proposal,
        "is_own_proposal": proposal is not None and proposal.by_id == person.pk,
        "write": WriteForm(),
        "decide": DecideForm(),
        "naming": NameForm(report=report, now=now()),
        "ask_in": AskInForm(free=free) if free else None,
    }


def _said(line: queries.Line) -> dict[str, Any]:
    body = line.body
    return told_of(line) | {
        "measures": [Measure(one).label for one in body.measures],
        "state": ReportState(body.state).label if body.state else "",
        "brought": queries.names_in([body.brought] if body.brought else []),
    }


def _free(report: Any, secret: bytes) -> list[Any]:
    lines = queries.lines_of(report, secret)
    return queries.may_join(report, queries.involved_in(report, lines))


def _do(
    request: PersonRequest, pk: UUID, is_filled_in: bool, do: Callable[[Any, bytes], None]
) -> HttpResponse:
    """Do one thing with a record she handles; say plainly when it could not be done."""
    report = _report(request, pk)
    secret = _secret(request, report)
    if secret is None:
        messages.error(request, _("Unlock first; nothing was kept."))
        return redirect("incidents:record", pk=pk)
    if services.is_aside_now(report=report, secret=secret, person=request.user, now=now()):
        raise Http404
    if is_filled_in:
        _try(request, lambda: do(report, secret))
    else:
        messages.error(request, _("Something was missing; nothing was kept."))
    is_hers = queries.record_for(request.user, pk) is not None
    return redirect("incidents:record", pk=pk) if is_hers else redirect("incidents:all")


def _try(request: PersonRequest, do: Callable[[], None]) -> None:
    try:
        do()
    except services.NeedsTwo:
        messages.error(request, _("Somebody else has to agree: this is your own proposal."))
    except services.MoveRefused:
        messages.error(request, _("It stands elsewhere by now. Look at it again."))
    except services.NotFree:
        messages.error(request, _("She can't be asked in."))
    else:
        messages.success(request, _("Kept."))


def _report(request: PersonRequest, pk: UUID) -> Any:
    report = queries.record_for(request.user, pk)
    if report is None:
        raise Http404
    return report


def _secret(request: PersonRequest, report: Any) -> bytes | None:
    return queries.key_with(report, keyrings.opened(request, now=now()))
