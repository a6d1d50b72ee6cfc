"""An organiser's doors of an edition: opened for one phone each, taken back at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.attendance.views.organising import organised
from fuerza.core import disclosure
from fuerza.core.access import access, reauthenticate
from fuerza.core.codes import in_groups
from fuerza.door import queries, services
from fuerza.door.choices import LINK_MINUTES
from fuerza.door.forms import DoorForm
from fuerza.people.queries import PersonRequest, organiser


@access(organiser)
@reauthenticate
def doors(request: PersonRequest, pk: UUID) -> HttpResponse:
    """List the doors, and open one: its link is shown once."""
    edition = organised(request, pk)
    form = DoorForm(request.POST or None)
    opened = None
    if form.is_valid():
        try:
            opened = services.open_door(
                edition=edition, terms=form.terms(), by=request.user, now=now()
            )
        except services.Refused as refused:
            messages.error(request, refused.why.label)
            return redirect("door:doors", pk=pk)
    listed = disclosure.shown(request.user, queries.doors_of(edition), "page")
    page: dict[str, Any] = {
        "edition": edition,
        "form": form,
        "doors": [(one, queries.shut_because(one, now())) for one in listed],
        "totals": queries.totals(edition),
        "now": now(),
    }
    if opened is not None:
        address = queries.address_of(opened.code)
        page |= {
            "opened": opened.door,
            "code": in_groups(opened.code),
            "address": address,
            "picture": queries.drawn(address),
            "typed": queries.door_page(),
            "form": DoorForm(),
            "minutes": LINK_MINUTES,
        }
    return render(request, "door/doors.html", page, status=422 if form.errors else 200)


@access(organiser)
@require_POST
def take_back(request: PersonRequest, pk: UUID, door: UUID) -> HttpResponse:
    """Have a door let nobody in any more."""
    found = queries.door_of(organised(request, pk), door)
    if found is None:
        raise Http404
    services.take_back(door=found, by=request.user, now=now())
    messages.success(request, _("Taken back. That phone lets nobody in any more."))
    return redirect("door:doors", pk=pk)
