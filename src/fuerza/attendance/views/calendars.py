"""Her calendar of an edition: a file, and the address of a feed that is shown once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.attendance import queries, services
from fuerza.attendance.choices import SEATED
from fuerza.attendance.forms import CalendarForm
from fuerza.attendance.views.mine import hers
from fuerza.core.access import access, public, reauthenticate, signed_in
from fuerza.people.queries import PersonRequest


@access(public)
@require_safe
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """Calendars: what follows an address. Whether a token is wrong, old, or its edition over, nobody can tell."""
    return _file(queries.calendar_by(token, now()), "inline")


@access(signed_in)
@require_safe
def calendar(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Hand her the file, as it is now."""
    return _file(queries.calendar_file(_seated(request, pk), now()), "attachment")


@access(signed_in)
@require_POST
def call(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Keep the word by which her calendar calls it."""
    registration, form = _seated(request, pk), CalendarForm(request.POST)
    if form.is_valid():
        services.settle_title(
            registration=registration, title=form.cleaned_data["title"], now=now()
        )
        messages.success(request, _("Kept."))
    return redirect("attendance:mine", pk=pk)


@access(signed_in)
@reauthenticate
@require_POST
def follow(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Make an address that her calendar follows, and show it once; the one before follows nothing."""
    registration = _seated(request, pk)
    token = services.begin_feed(registration=registration, now=now())
    page = {
        "registration": registration,
        "address": queries.feed_address(token),
        "until": queries.calendar_of(registration).expires_at,
    }
    return render(request, "attendance/followed.html", page)


@access(signed_in)
@require_POST
def unfollow(request: PersonRequest, pk: UUID) -> HttpResponse:
    """End her address: calendars that follow it are empty from now on."""
    services.end_feed(registration=_seated(request, pk), now=now())
    messages.success(request, _("Ended. Calendars that follow this address find nothing there."))
    return redirect("attendance:mine", pk=pk)


def _seated(request: PersonRequest, pk: UUID) -> Any:
    registration = hers(request, pk)
    if registration.state not in SEATED:
        raise Http404
    return registration


def _file(body: bytes, how: str) -> HttpResponse:
    reply = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    reply["Content-Disposition"] = f'{how}; filename="calendar.ics"'
    reply["Cache-Control"] = "no-store"
    return reply
