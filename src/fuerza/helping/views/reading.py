"""Who looked at what of hers; limits on reading that somebody sets herself; and being spared texts for a while."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuerza.core.access import access, signed_in
from fuerza.core.returning import way_back
from fuerza.helping import queries, services
from fuerza.helping.forms import LimitsForm, SpareForm
from fuerza.people.queries import PersonRequest

ON_A_PAGE = 50


@access(signed_in)
@require_safe
def log(request: PersonRequest) -> HttpResponse:
    """Say who looked at what of hers and did what, the newest first; what one act did to many is one line."""
    return _lines(request, queries.trail_of(request.user))


@access(signed_in)
@require_safe
def singly(request: PersonRequest, pk: int) -> HttpResponse:
    """Show each line of what one act did to many."""
    rows = queries.singly(request.user, pk)
    if rows is None:
        raise Http404
    return _lines(request, rows, is_part=True)


def _lines(request: PersonRequest, rows: Any, *, is_part: bool = False) -> HttpResponse:
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = queries.lines_of(request.user, page.object_list)
    context = {"page": page, "lines": lines, "is_part": is_part}
    return render(request, "helping/log.html", context)


@access(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: PersonRequest) -> HttpResponse:
    """Let her set how much she wants to read in a day, or nothing of the kind."""
    person = request.user
    now_is = {"reads": person.reads_a_day, "minutes": person.minutes_a_day}
    form = LimitsForm(request.POST if request.method == "POST" else None, initial=now_is)
    if form.is_valid():
        services.set_limits(person=person, now=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("helping:limits")
    context = {"form": form, "today": queries.read_today(person, now())}
    return render(request, "helping/limits.html", context, status=422 if form.errors else 200)


@access(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def spare(request: PersonRequest) -> HttpResponse:
    """Keep texts from her for a while, at her own wish."""
    form = SpareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.spare(person=request.user, hours=form.cleaned_data["hours"], now=now())
        messages.success(request, _("Texts are kept from you until then, or until you open them."))
        return redirect("desk:watch")
    until = request.user.spared_until
    is_spared = until is not None and now() < until
    context = {"form": form, "is_spared": is_spared}
    return render(request, "helping/spare.html", context, status=422 if form.errors else 200)


@access(signed_in)
@require_POST
def open_alone(request: PersonRequest) -> HttpResponse:
    """End that by herself: a minute later texts show again."""
    services.open_alone(person=request.user, now=now())
    messages.success(request, _("In one minute texts show again. You can leave this page."))
    return redirect(way_back(request, "desk:watch"))
