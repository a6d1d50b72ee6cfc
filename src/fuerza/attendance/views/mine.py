"""Her own page of an edition: where she stands, what she agreed to, what she needs; all of it hers to change."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.attendance import queries, services
from fuerza.attendance.choices import IN_TOUCH, SEATED, Layer
from fuerza.attendance.forms import CalendarForm, CompanionsForm, MineForm
from fuerza.attendance.views.edition import told_of
from fuerza.core.access import access, signed_in
from fuerza.core.panels import Card, among, pieces
from fuerza.people.queries import PersonRequest


@access(signed_in)
@require_safe
def mine(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show where she stands with an edition; without a registration of hers there is no such page."""
    registration = hers(request, pk)
    context = {
        **told_of(registration.edition),
        "registration": registration,
        "offer": queries.offer_to(registration, now()),
        "ahead": queries.ahead_of(registration),
        "is_in_touch": registration.state in IN_TOUCH,
        "is_seated": registration.state in SEATED,
        "form": MineForm(registration=registration, now=now()),
        "companions": CompanionsForm(
            initial={"companions": [one.support for one in registration.companions.all()]}
        ),
        "cards": among(pieces(f"mine {pk}", request.user), Card),
        "brought": queries.brought_by(registration),
        "asked_code": queries.code_of(registration) if queries.asked_for_by(registration) else "",
        **_where(registration),
        **_calendar(registration),
    }
    return render(request, "attendance/mine.html", context)


@access(signed_in)
@require_POST
def place(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show where it is, as far as she may read it now: on this page alone, and each look at the address is logged."""
    registration = hers(request, pk)
    where = services.read_place(registration=registration, now=now())
    page = {
        "registration": registration,
        "where": where,
        "code": queries.code_of(registration) if where.phone else "",
    }
    return render(request, "attendance/place.html", page)


@access(signed_in)
@require_POST
def settle(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep her names, the colour for photos, what she agrees to and what she needs."""
    registration = hers(request, pk)
    form = MineForm(request.POST, registration=registration, now=now())
    if registration.state not in IN_TOUCH:
        raise Http404
    if form.is_valid():
        wishes = form.wishes()
        services.settle_names(
            registration=registration,
            names=form.names(),
            legal=form.cleaned_data["legal"],
            now=now(),
        )
        services.settle_consent(
            registration=registration, purposes=wishes.purposes, photo=wishes.photo, now=now()
        )
        services.settle_needs(registration=registration, needs=wishes.needs, now=now())
        messages.success(
            request,
            _("Kept. What you took back holds from now on; copies already sent can't be recalled."),
        )
    else:
        messages.error(request, _("That could not be kept. Look at the names again."))
    return redirect("attendance:mine", pk=pk)


@access(signed_in)
@require_POST
def companions(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep who comes along, where there is a place for each."""
    registration = hers(request, pk)
    form = CompanionsForm(request.POST)
    if registration.state not in IN_TOUCH:
        raise Http404
    if form.is_valid():
        chosen = form.cleaned_data["companions"]
        _try(
            request,
            lambda: services.settle_companions(
                registration=registration, companions=chosen, now=now()
            ),
        )
    else:
        messages.error(request, _("Three can come along at most."))
    return redirect("attendance:mine", pk=pk)


@access(signed_in)
@require_POST
def bring(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask to bring somebody with a name of her own; an organiser asks her back, in private."""
    registration = hers(request, pk)
    if registration.state not in IN_TOUCH:
        raise Http404
    _try(request, lambda: services.ask_to_bring(registration=registration, now=now()))
    return redirect("attendance:mine", pk=pk)


@access(signed_in)
@require_POST
def bring_nobody(request: PersonRequest, pk: UUID, brought: UUID) -> HttpResponse:
    """End it: an invitation is taken back, a place goes on, and nobody is told why."""
    found = queries.brought_by(hers(request, pk)).filter(pk=brought).first()
    if found is None:
        raise Http404
    _try(request, lambda: services.stop_bringing(brought=found, now=now()))
    return redirect("attendance:mine", pk=pk)


@access(signed_in)
@require_POST
def claim(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say yes to a place that was offered."""
    registration = hers(request, pk)
    _try(request, lambda: services.claim(registration=registration, now=now()))
    return redirect("attendance:mine", pk=pk)


@access(signed_in)
def leave(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask, saying what it means; then she is not coming, and her place goes on."""
    registration = hers(request, pk)
    if registration.state not in IN_TOUCH:
        raise Http404
    if request.method == "POST":
        services.leave(registration=registration, now=now())
        services.stop_for_who_left(now=now())
        messages.success(request, _("You are not coming. Your place goes to whoever is next."))
        return redirect("attendance:mine", pk=pk)
    page = {
        "name": _("Edition"),
        "question": _("Not come after all?"),
        "points": [
            _("Your place goes to whoever is next. Nobody is told who left, or why."),
            _("Your names, your needs and what you agreed to for it are deleted or end now."),
            _("Your account stays as it is."),
        ],
        "verb": _("I am not coming"),
        "back_url": reverse("attendance:mine", args=[pk]),
    }
    return render(request, "confirm.html", page)


def _where(registration: Any) -> dict[str, Any]:
    """Say how much of where it is she may read, without reading it."""
    venue = queries.venue_of(registration.edition)
    if venue is None:
        return {"venue": None}
    layer = queries.layer_of(venue, registration, now())
    return {
        "venue": venue,
        "district": queries.where_of(venue, min(layer, Layer.DISTRICT)).district,
        "can_read": layer == Layer.EXACT,
        "code": "" if registration.verified_at else queries.code_of(registration),
    }


def _calendar(registration: Any) -> dict[str, Any]:
    own = queries.calendar_of(registration)
    is_followed = own.expires_at is not None and own.expires_at > now()
    form = CalendarForm(initial={"title": own.title})
    return {"calendar": form, "followed_until": own.expires_at if is_followed else None}


def hers(request: PersonRequest, pk: UUID) -> Any:
    """Return her registration; without one there is no page of hers."""
    registration = queries.registration_of(request.user, pk)
    if registration is None:
        raise Http404
    return registration


def _try(request: PersonRequest, do: Any) -> None:
    try:
        do()
    except services.Refused as refused:
        messages.error(request, refused.why.label)
    else:
        messages.success(request, _("Kept."))
