"""The list, the search, one guide, and help near her. Nothing is written down of who reads what."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.core.access import access, public
from fuerza.guides import queries
from fuerza.guides.forms import SearchForm


def language() -> str:
    return get_language() or "en"


def unstored(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Draw a page that no browser keeps on its disk: which guide somebody read is hers, even without an account."""
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


@access(public)
@require_http_methods(["GET", "HEAD", "POST"])
def everything(request: HttpRequest) -> HttpResponse:
    """List all guides, or those that a search means; what is searched for stands in no address."""
    form = SearchForm(request.POST or None)
    query = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    rows = queries.results(query, language()) if query else queries.listed(language())
    context = {"form": form, "query": query, "rows": rows, "may_write": queries.writer(request)}
    return unstored(request, "guides/all.html", context)


@access(public)
@require_safe
def read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one guide, in the reader's language where it is there."""
    guide = queries.guide_of(pk)
    if guide is None:
        raise Http404
    shown = queries.shown(guide, language(), now().date())
    address = request.build_absolute_uri(request.path)
    return unstored(request, "guides/read.html", {"shown": shown, "address": address})


@access(public)
@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """List helplines and offices of all places at once, so that nobody has to say where she is."""
    rows = queries.contacts_by_place(now().date())
    return unstored(request, "guides/near.html", {"rows": rows})
