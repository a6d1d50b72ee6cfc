"""What organisers of the programme keep of a campaign: what is handed out, what was counted, days together."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.campaigns import queries, services
from fuerza.campaigns.forms import AssetForm, CountForm, DayForm
from fuerza.campaigns.views.reading import named
from fuerza.core.access import access
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries as programme


@access(organiser)
@require_safe
def behind(request: PersonRequest, campaign: UUID) -> HttpResponse:
    """Show what is kept of a campaign; of days only when they are, and never who joined or how many."""
    found = _organised(request, campaign)
    page = {
        "campaign": found,
        "assets": [named(one) for one in queries.assets_of(found)],
        "counts": queries.counts_of(found, _language()),
        "days": [(one, queries.is_open(one, now())) for one in queries.days_of(found)],
    }
    return render(request, "campaigns/behind.html", page)


@access(organiser)
def add_asset(request: PersonRequest, campaign: UUID) -> HttpResponse:
    """Add something to hand out; a file that can't be cleaned is not taken."""
    found = _organised(request, campaign)
    form = AssetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            services.add_asset(campaign=found, new=form.new(), by=request.user, now=now())
        except services.Refused as refused:
            form.add_error("file", refused.why.label)
        else:
            messages.success(request, _("Added. Everybody can have it now."))
            return redirect("campaigns:behind", campaign=campaign)
    return _form_page(request, found, form, _("Something to hand out"), _("Add it for everybody"))


@access(organiser)
def add_count(request: PersonRequest, campaign: UUID) -> HttpResponse:
    """Write down one number, with its source and its day."""
    found = _organised(request, campaign)
    editions = list(programme.organised_by(request.user, language=_language()))
    form = CountForm(request.POST or None, editions=editions, language=_language())
    if form.is_valid():
        services.add_count(campaign=found, new=form.new(), by=request.user, now=now())
        messages.success(request, _("Kept."))
        return redirect("campaigns:behind", campaign=campaign)
    return _form_page(request, found, form, _("A number"), _("Keep this number"))


@access(organiser)
@require_POST
def take_away(request: PersonRequest, campaign: UUID, kind: str, part: UUID) -> HttpResponse:
    """Take an asset or a number away."""
    found = _organised(request, campaign)
    of: dict[str, Any] = {"asset": queries.asset_of, "count": queries.count_of}
    thing = of[kind](found, part) if kind in of else None
    if thing is None:
        raise Http404
    services.take_away(thing=thing, by=request.user, now=now())
    messages.success(request, _("Taken away."))
    return redirect("campaigns:behind", campaign=campaign)


@access(organiser)
def open_day(request: PersonRequest, campaign: UUID) -> HttpResponse:
    """Open a day on which members speak together; each sees it on her own page, and joins or not."""
    found = _organised(request, campaign)
    form = DayForm(request.POST or None, zone=request.user.zone or "UTC")
    if form.is_valid():
        begins = form.cleaned_data["begins_at"]
        ends = begins + timedelta(hours=form.cleaned_data["hours"])
        services.open_day(
            campaign=found, begins_at=begins, ends_at=ends, by=request.user, now=now()
        )
        messages.success(request, _("Opened. Whoever has a place at an edition can join it."))
        return redirect("campaigns:behind", campaign=campaign)
    return _form_page(request, found, form, _("A day together"), _("Open it for members"))


@access(organiser)
def end_day(request: PersonRequest, campaign: UUID, part: UUID) -> HttpResponse:
    """Ask, then end a day: at once, for everybody."""
    day = queries.day_of(_organised(request, campaign), part)
    if day is None or not queries.is_open(day, now()):
        raise Http404
    if request.method == "POST":
        services.end_day(day=day, by=request.user, now=now())
        messages.success(request, _("Ended. Nobody sees anybody on it any more."))
        return redirect("campaigns:behind", campaign=campaign)
    page = {
        "name": _("Campaign"),
        "question": _("End this day?"),
        "points": [
            _("Whoever joined is taken off it now, and sees the others no more."),
            _("Whoever wrote handles down has them still."),
            _("This can't be taken back. You can open another day."),
        ],
        "verb": _("End it now"),
        "is_grave": True,
        "back_url": reverse("campaigns:behind", args=[campaign]),
    }
    return render(request, "confirm.html", page)


def _organised(request: PersonRequest, pk: UUID) -> Any:
    found = queries.campaign_for(request.user, pk)
    if found is None:
        raise Http404
    return found


def _language() -> str:
    return get_language() or "en"


def _form_page(
    request: PersonRequest, campaign: Any, form: Any, name: str, verb: str
) -> HttpResponse:
    page = {"campaign": campaign, "form": form, "name": name, "verb": verb}
    return render(request, "campaigns/form.html", page, status=422 if form.errors else 200)
