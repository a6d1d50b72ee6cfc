"""One case: in numbers, as a timeline with every text folded, and what was written into it; and adding to it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.cases import queries, services
from fuerza.cases.forms import NoteForm, TitleForm
from fuerza.cases.views.frame import (
    CaseRequest,
    at_case,
    at_own_case,
    id_in,
    opened_at,
    secrets_at,
    show,
)
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.core.panels import Card, among, pieces
from fuerza.people import queries as people
from fuerza.vault import queries as vault
from fuerza.vault.services import PictureRefused, display_copy

PICTURE_HEADERS = {
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@access(signed_in)
@after_warning
@at_case
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: CaseRequest) -> HttpResponse:
    """Show a case; the keys of whoever she let into it since are handed on while hers is open.

    A masked helper who posts unfolds the one thing that she names; that stands in the owner's trail.
    """
    at, opened, secrets = request.at, opened_at(request), secrets_at(request)
    shown = _unfolded(request) if secrets else None
    if request.method == "POST" and shown is None:
        return redirect("cases:case", pk=at.case.pk)
    if opened and at.is_own:
        services.let_read(at=at, opened=opened, now=now())
    numbers = queries.numbers_of(at)
    page = Paginator(range(numbers.exhibits), queries.ON_A_PAGE).get_page(request.GET.get("page"))
    incidents = queries.masked(at, queries.incidents_told(at, secrets), shown) if secrets else ()
    context = {
        "numbers": numbers,
        "page": page,
        "incidents": incidents,
        "needed": [it for it in incidents if it.needed],
        "aliases": queries.masked(at, queries.aliases_told(at, secrets), shown) if secrets else (),
        "notes": queries.masked(at, queries.notes_told(at, secrets), shown) if secrets else (),
        "events": queries.timeline_page(at, opened, incidents, page.number, shown)
        if opened and secrets
        else (),
        "helpers": _helpers(request),
        "cards": _cards(request),
        "note_form": NoteForm(),
        "title_form": TitleForm(),
    }
    return show(request, "cases/case.html", context)


def _unfolded(request: CaseRequest) -> UUID | None:
    """Name the one thing that a masked helper unfolds now, once that is written into the owner's trail."""
    if request.method != "POST" or not request.at.is_masked:
        return None
    return services.unfold(at=request.at, pk=id_in(request.POST.get("show", "")), now=now())


def _helpers(request: CaseRequest) -> list[people.Watcher]:
    """List who may see the case, to her alone."""
    at = request.at
    watchers = people.who_can_see(at.owner, now()) if at.is_own else []
    return [each for each in watchers if each.scope_id == at.case.pk]


def _cards(request: CaseRequest) -> list[Card]:
    """Ask the domains above what they show on her own case: packs, and which clocks run."""
    at = request.at
    return among(pieces(f"case:{at.case.pk}", at.owner), Card) if at.is_own else []


@access(signed_in)
@at_own_case
@require_safe
def choose(request: CaseRequest) -> HttpResponse:
    """List what she kept, for her to tick what belongs to the case: numbers, times and places, no words."""
    rest = vault.kept_by(request.user).exclude(case_exhibits__case=request.at.case)
    page = Paginator(rest, queries.ON_A_PAGE).get_page(request.GET.get("page"))
    return show(request, "cases/choose.html", {"page": page})


@access(signed_in)
@at_case
@require_safe
def picture(request: CaseRequest, exhibit: int, number: int) -> HttpResponse:
    """Show a picture of an exhibit in the case, drawn anew; the exhibit is named by its number."""
    at, opened = request.at, opened_at(request)
    row = queries.exhibits_in(at).filter(exhibit__number=exhibit).first()
    if row and not queries.may_see(at, row.exhibit):
        raise Http404
    body = vault.body_of(row.exhibit, opened=opened) if row and opened else None
    if body is None or not 0 < number <= len(body.media):
        raise Http404
    try:
        drawn = display_copy(body.media[number - 1])
    except PictureRefused as refused:
        raise Http404 from refused
    return HttpResponse(drawn, content_type="image/webp", headers=PICTURE_HEADERS)
