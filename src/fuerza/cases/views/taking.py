"""The incident log and the timeline, to take away: as a page to print, and as a table."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuerza.cases import queries
from fuerza.cases.queries import Event, Span, Told
from fuerza.cases.views.frame import CaseRequest, at_own_case, opened_at, show
from fuerza.core import audit, times
from fuerza.core.access import access, reauthenticate, signed_in
from safeguard.platforms.block_lists.writing import row

MARK = b"\xef\xbb\xbf"  # or a spreadsheet reads another alphabet as rubbish


@access(signed_in)
@reauthenticate
@at_own_case
@require_safe
def paper(request: CaseRequest) -> HttpResponse:
    """Show all of the case on one page, words and all, to print it."""
    told = _told(request)
    if told is None:
        return redirect("cases:case", pk=request.at.case.pk)
    _note(request, "cases.printed")
    context = {
        "told": told,
        "numbers": queries.numbers_of(request.at),
        "events": _events(request, told),
        "by_number": _by_id(told),
        "now": now(),
    }
    return show(request, "cases/paper.html", context)


@access(signed_in)
@reauthenticate
@at_own_case
@require_safe
def sheet(request: CaseRequest) -> HttpResponse:
    """Hand out the same as a table; no cell of it begins as a formula does."""
    told = _told(request)
    if told is None:
        return redirect("cases:case", pk=request.at.case.pk)
    _note(request, "cases.took_sheet")
    named = {"Content-Disposition": 'attachment; filename="table.csv"'}
    rows = b"".join(_rows(request, told))
    return HttpResponse(rows, content_type="text/csv; charset=utf-8", headers=named)


def _told(request: CaseRequest) -> Told | None:
    return queries.told(request.at, opened_at(request))


def _note(request: CaseRequest, verb: str) -> None:
    at = request.at
    audit.note(at.owner.pk, at.actor.pk, verb, at.case.pk, at=now())


def _events(request: CaseRequest, told: Told) -> list[Event]:
    return queries.timeline(request.at, told.exhibits, told.incidents, Span())


def _by_id(told: Told) -> dict[Any, int]:
    return {it.exhibit.pk: it.exhibit.number for it in told.exhibits}


def _rows(request: CaseRequest, told: Told) -> Iterator[bytes]:
    yield MARK + row(
        _("What"),
        _("Number"),
        _("When"),
        _("Time zone"),
        _("How exactly"),
        _("Platform"),
        _("Account"),
        _("Words"),
        _("Address"),
        _("Who"),
        _("Why it concerns me"),
        _("What is still needed"),
        _("Evidence"),
    )
    numbers = _by_id(told)
    for event in _events(request, told):
        if event.exhibit:
            yield _exhibit(event, request.user.zone)
        elif event.incident:
            yield _incident(event, numbers)


def _exhibit(event: Event, zone: str) -> bytes:
    it = event.exhibit
    assert it is not None
    return row(
        _("kept"),
        str(it.exhibit.number),
        *_moment(event, zone),
        "",
        it.platform,
        it.author,
        it.text or "",
        it.url,
    )


def _incident(event: Event, numbers: dict[Any, int]) -> bytes:
    it = event.incident
    assert it is not None
    evidence = " ".join(str(numbers[pk]) for pk in it.exhibits)
    return row(
        _("offline") if it.is_offline else _("incident"),
        "",
        *_moment(event, it.zone),
        str(it.exactness.label),
        "",
        "",
        it.what,
        "",
        it.who,
        it.why,
        it.needed,
        evidence,
    )


def _moment(event: Event, zone: str) -> tuple[str, str]:
    here = times.local(event.at, zone)
    return here.isoformat(sep=" ", timespec="minutes"), zone
