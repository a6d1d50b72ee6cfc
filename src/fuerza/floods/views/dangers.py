"""What may come to her door: all of it at once, one by one with what to do now, and that she has seen to it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from fuerza.core import disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.desk.queries import scope_in
from fuerza.desk.views.desks import DeskRequest, at_desk, at_own_desk, note_watched, show
from fuerza.desk.views.listing import listed
from fuerza.floods import queries, services

ON_A_PAGE = 15


@access(signed_in)
@after_warning
@at_desk
@require_safe
def dangers(request: DeskRequest) -> HttpResponse:
    """List what may come to her door, the most urgent first, those seen to below."""
    pages = Paginator(queries.dangers_in(request.desk), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    note_watched(request, "dangers")
    shown = disclosure.shown(request.desk, page.object_list, "page")
    told = [(each, queries.signs_of(each)) for each in shown]
    context = {
        "dangers": [(each, signs) for each, signs in told if not queries.is_settled(each)],
        "settled": [(each, signs) for each, signs in told if queries.is_settled(each)],
        "page": page,
    }
    return show(request, "floods/dangers.html", context)


@access(signed_in)
@after_warning
@at_desk
@require_safe
def danger(request: DeskRequest, pk: UUID) -> HttpResponse:
    """List what one hand said, below what to do now; no limit on reading hides it."""
    scope = scope_in(request.desk, f"{queries.DANGER}:{pk}")
    if scope is None:
        raise Http404
    return listed(request, scope)


@access(signed_in)
@at_own_desk
@require_POST
def settle(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Note that she has seen to it, or bring it up again."""
    found = queries.danger_in(request.desk, pk)
    if found is None:
        raise Http404
    is_settled = request.POST.get("seen") != "no"
    services.settle(danger=found, by=request.user, now=now(), is_settled=is_settled)
    return redirect("floods:dangers")
