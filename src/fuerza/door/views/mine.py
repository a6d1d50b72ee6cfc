"""Her ticket: a picture to hold out, the same as a code to read out, and a way to make a new one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.attendance import queries as attendance
from fuerza.core.access import access, signed_in
from fuerza.core.codes import in_groups
from fuerza.door import queries, services
from fuerza.door.choices import TicketState
from fuerza.people.queries import PersonRequest


@access(signed_in)
@require_safe
def ticket(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show her ticket; without a place of hers there is no such page."""
    registration = _hers(request, pk)
    try:
        made = services.ticket_for(registration=registration, now=now())
    except services.NoTicket:
        raise Http404 from None
    page: dict[str, Any] = {"registration": registration, "is_used": True}
    if made.state == TicketState.ISSUED:
        page |= {
            "is_used": False,
            "code": in_groups(queries.code_for(made.pk)),
            "picture": queries.drawn(queries.ticket_address(made)),
        }
    return render(request, "door/mine.html", page)


@access(signed_in)
@require_POST
def renew(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Make a new ticket; the one before stops holding."""
    try:
        services.renew(registration=_hers(request, pk), now=now())
    except services.NoTicket:
        raise Http404 from None
    messages.success(request, _("This is your new ticket. The one before doesn't hold any more."))
    return redirect("door:mine", pk=pk)


def _hers(request: PersonRequest, pk: UUID) -> Any:
    registration = attendance.registration_of(request.user, pk)
    if registration is None:
        raise Http404
    return registration
