"""Pages of what is linked and what is not."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.connections import queries, services
from fuerza.core import disclosure
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.workshop import hides_words
from fuerza.people.queries import PersonRequest

PLANS_SHOWN = IMPORTS_SHOWN = 10


@access(signed_in)
@require_safe
def show(request: PersonRequest) -> HttpResponse:
    """List linked accounts with how far they were read, what is not connected, plans and files."""
    person = request.user
    linked = disclosure.shown(person, queries.connections_of(person), "page")
    handles = {} if hides_words(request) else queries.handles_of(linked)
    context = {
        "linked": [
            (each, queries.label_of(each.platform), handles.get(each.pk, "")) for each in linked
        ],
        "missing": [queries.label_of(name) for name in queries.not_connected(person)],
        "plans": disclosure.shown(person, queries.plans_of(person)[:PLANS_SHOWN], "page"),
        "imports": disclosure.shown(person, queries.imports_of(person)[:IMPORTS_SHOWN], "page"),
    }
    return render(request, "connections/show.html", context)


@access(signed_in)
@require_POST
def pause(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Stop reading an account for now."""
    services.pause(connection=_connection(request, pk), by=request.user, now=now())
    messages.success(request, _("Paused. What comes meanwhile is not looked at until you go on."))
    return redirect("connections:show")


@access(signed_in)
@require_POST
def read_on(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Go on reading an account, or try again where access was lost."""
    services.read_on(connection=_connection(request, pk), by=request.user, now=now())
    messages.success(request, _("It is read again from where it was left."))
    return redirect("connections:show")


@access(signed_in)
@reauthenticate
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask, then end a connection; what was taken in stays hers."""
    connection = _connection(request, pk)
    if request.method == "POST":
        services.end(connection=connection, by=request.user, now=now())
        messages.success(request, _("The connection has ended. What was taken in stays yours."))
        return redirect("connections:show")
    page = {
        "name": _("Connections"),
        "question": _("End the connection to %(platform)s?")
        % {"platform": queries.label_of(connection.platform)},
        "points": [
            _("Nothing more is read from it, and its key is deleted here."),
            _("What was taken in stays on your desk."),
            _("What was muted or blocked stays so, and can't be undone from here any more."),
        ],
        "verb": _("End the connection"),
        "back_url": reverse("connections:show"),
        "is_grave": True,
    }
    return render(request, "confirm.html", page)


def _connection(request: PersonRequest, pk: UUID) -> Any:
    connection = queries.connection_of(request.user, pk)
    if connection is None or not disclosure.may_show(request.user, connection, "page"):
        raise Http404
    return connection
