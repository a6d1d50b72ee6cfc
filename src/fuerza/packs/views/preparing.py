"""Preparing a report: where she is, which ways there are, and beginning a pack for one of them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format, number_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fuerza.cases import queries as cases
from fuerza.cases.queries import CaseAt
from fuerza.core import audit, disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.core.returning import way_back
from fuerza.packs import queries, services
from fuerza.packs.choices import HAZARDS, Kind
from fuerza.packs.forms import BeginForm, WhereForm
from fuerza.packs.views.ways import ANY_PLATFORM, languages_of, ways_for, words_of
from fuerza.people.queries import PersonRequest
from fuerza.vault import queries as vault
from safeguard.platforms.names import NAMES


@access(signed_in)
@require_POST
def choose_where(request: PersonRequest) -> HttpResponse:
    """Keep where she is and how public: hers alone to say."""
    form = WhereForm(request.POST)
    if not form.is_valid():
        raise Http404
    services.choose_where(person=request.user, where=form.where(), now=now())
    messages.success(request, _("Noted. You can change it here whenever you like."))
    return redirect(way_back(request, "site:today"))


@access(signed_in)
@after_warning
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show the ways from a case; a way that was chosen is asked what the pack is to be, and then begun."""
    at = cases.case_at(request.user, pk, now())
    if at is None or not queries.may_prepare(at):
        raise Http404
    if request.method == "POST":
        return _begin(request, at)
    if not at.is_own:
        audit.note(at.owner.pk, at.actor.pk, "cases.read", at.case.pk, at=now())
    where = queries.where_is(at.owner)
    context = {
        "at": at,
        "where": where,
        "form": WhereForm(initial={"place": where.place, "tier": where.tier}),
        "groups": ways_for(where.place, now().date()),
        "hazards": words_of(queries.hazards_for(where.place, set())),
        "packs": [
            (each, queries.route_of_pack(each.route))
            for each in disclosure.shown(at.owner, queries.packs_of(at), "page")
        ],
    }
    return render(request, "packs/prepare.html", context)


def _begin(request: PersonRequest, at: CaseAt) -> HttpResponse:
    chosen = request.POST.get("route", "")
    route = _route(chosen)
    if route is None:
        raise Http404
    rows = [row.exhibit for row in cases.exhibits_in(at)]
    form = BeginForm(
        request.POST if "category" in request.POST else None,
        exhibits=vault.kept_by(at.owner)
        .filter(pk__in=[each.pk for each in rows])
        .order_by("number"),
        names={each.pk: _name(each) for each in rows},
        languages=languages_of(route, now().date()),
    )
    if form.is_bound and form.is_young():
        return render(request, "packs/young.html", {"at": at, "ways": _removing()}, status=422)
    refused = ""
    if form.is_bound and form.is_valid():
        try:
            pack = services.begin(at=at, wanted=_wanted(chosen, form.cleaned_data), now=now())
        except services.PackRefused as because:
            refused = because.code
        else:
            return redirect("cases:pack", pk=pack.pk)
    where = queries.where_is(at.owner)
    closed, _colon, hazard = refused.partition(":")
    context = {
        "at": at,
        "form": form,
        "chosen": chosen,
        "route": route,
        "refused": closed,
        "why": HAZARDS.get(hazard, ""),
        "hazards": words_of(
            [each for each in queries.hazards_for(where.place, set()) if each.asks_first]
        ),
    }
    status = 422 if refused or form.errors else 200
    return render(request, "packs/begin.html", context, status=status)


def _wanted(chosen: str, given: dict[str, Any]) -> services.Wanted:
    exhibits = list(given["exhibits"])
    if chosen == ANY_PLATFORM:
        chosen = queries.platform_route(exhibits[0].platform).id
    return services.Wanted(
        route=chosen,
        language=given["language"],
        category=given["category"],
        exhibits=exhibits,
        knows_hazard=given["knows"],
    )


def _route(chosen: str) -> queries.Route | None:
    if chosen == ANY_PLATFORM:
        return queries.route_of(queries.OTHER_PLATFORM)
    try:
        route = queries.route_of(chosen)
    except KeyError:
        return None
    return route if languages_of(route, now().date()) and route.kind is not Kind.PLATFORM else None


def _removing() -> list[queries.Route]:
    """List the services that remove pictures, those for minors first."""
    found = [each for each in queries.routes_for("") if each.kind is Kind.REMOVAL]
    return sorted(found, key=lambda route: route.for_whom != "minors")


def _name(exhibit: Any) -> str:
    """Say which exhibit it is without a word of what it says."""
    number = number_format(exhibit.number, force_grouping=True)
    on = date_format(exhibit.written_at or exhibit.kept_at, settings.SHORT_DATE_FORMAT)
    return _("Number %(number)s: %(platform)s, %(day)s") % {
        "number": number,
        "platform": NAMES.get(exhibit.platform, _("elsewhere")),
        "day": on,
    }
