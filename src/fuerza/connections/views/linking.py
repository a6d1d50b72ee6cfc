"""Pages of what is linked and what is not: how far each account was read, what it may do, and the end of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuerza.connections import queries, services
from fuerza.core import disclosure, keyrings
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.panels import Card, among, pieces
from fuerza.core.workshop import hides_words
from fuerza.people.queries import PersonRequest

IMPORTS_SHOWN = 10


@access(signed_in)
@require_safe
def show(request: PersonRequest) -> HttpResponse:
    """List linked accounts with how far they were read, what is not connected, plans and files."""
    person = request.user
    linked = disclosure.shown(person, queries.connections_of(person), "page")
    handles = {} if hides_words(request) else queries.handles_of(linked)
    missing = queries.not_connected(person)
    context = {
        "linked": [
            (
                each,
                queries.label_of(each.platform),
                handles.get(each.pk, ""),
                queries.cost_of(each.connector, now=now()),
            )
            for each in linked
        ],
        "missing": [queries.label_of(name) for name in missing],
        "may_link": bool(queries.on_offer()),
        "cards": _cards(request),
        "imports": disclosure.shown(person, queries.imports_of(person)[:IMPORTS_SHOWN], "page"),
    }
    return render(request, "connections/show.html", context)


def _cards(request: PersonRequest) -> list[Card]:
    """Ask the site for what else is shown here: what she asked platforms to do."""
    return among(pieces("connections", request.user), Card)


@access(signed_in)
@require_safe
def open_one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show one linked account: how it stands, how far it was read, what it lets this desk do and what not."""
    connection = connection_of(request, pk)
    context = {
        "connection": connection,
        "label": queries.label_of(connection.platform),
        "handle": "" if hides_words(request) else queries.handles_of([connection])[pk],
        "about": queries.about(connection),
        "cost": queries.cost_of(connection.connector, now=now()),
        "asked": queries.asked_in_words(services.scopes_held(connection)),
        "may_act": services.may_act(connection),
        "is_real": bool(queries.code_of(connection.connector)),
        "is_first": connection.covered_to is None and not connection.trouble,
    }
    return render(request, "connections/open.html", context)


@access(signed_in)
@require_POST
def pause(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Stop reading an account for now."""
    services.pause(connection=connection_of(request, pk), by=request.user, now=now())
    messages.success(request, _("Paused. What comes meanwhile is not looked at until you go on."))
    return redirect("connections:open", pk=pk)


@access(signed_in)
@require_POST
def read_on(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Go on reading an account, or try again where access was lost or the network was in trouble."""
    services.read_on(connection=connection_of(request, pk), by=request.user, now=now())
    messages.success(request, _("It is read again from where it was left."))
    return redirect("connections:open", pk=pk)


@access(signed_in)
@reauthenticate
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask, then end a connection; what was taken in stays hers."""
    connection = connection_of(request, pk)
    opened = keyrings.opened(request, now=now())
    if request.method == "POST":
        services.end(connection=connection, by=request.user, now=now(), opened=opened)
        messages.success(request, _("The connection has ended. What was taken in stays yours."))
        return redirect("connections:show")
    points = [
        _("Nothing more is read from it. Its keys are deleted here and given back to the network."),
        _("What was taken in stays on your desk."),
        _("What was muted or blocked stays so, and can't be undone from here any more."),
    ]
    if connection.is_whole:
        points.append(
            _("An app password stays valid there until you delete it there: do that, too.")
        )
    elif connection.act_token and opened is None:
        points.append(
            _(
                "Your desk is locked, so the right to act can only be deleted here, not given back. Open your desk "
                "first, or take Fuerza off the list of apps in your settings there."
            )
        )
    page = {
        "name": _("Connections"),
        "question": _("End the connection to %(platform)s?")
        % {"platform": queries.label_of(connection.platform)},
        "points": points,
        "verb": _("End the connection"),
        "back_url": reverse("connections:open", args=[pk]),
        "is_grave": True,
    }
    return render(request, "confirm.html", page)


def connection_of(request: PersonRequest, pk: UUID) -> Any:
    """Find an account of hers.

    Raises:
        Http404: it is another's, or is not there.
    """
    connection = queries.connection_of(request.user, pk)
    if connection is None or not disclosure.may_show(request.user, connection, "page"):
        raise Http404
    return connection
