"""Pages of connections: what is linked and what is not, and what each plan did, does, or leaves to her hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fuerza.connections import queries, services
from fuerza.connections.choices import ActionKind, ActionState
from fuerza.core import disclosure
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.workshop import hides_words
from fuerza.people.queries import PersonRequest

ON_A_PAGE = 50
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


# Plans


@access(signed_in)
@require_safe
def review(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what a plan did and does, account by account, and what is left to her hand."""
    plan = _plan(request, pk)
    page = Paginator(queries.actions_of(plan), ON_A_PAGE).get_page(request.GET.get("page"))
    aims = {} if hides_words(request) else queries.aims_of(request.user, list(page))
    states = queries.states_of(plan)
    context = {
        "plan": plan,
        "words": _words(plan),
        "page": page,
        "hides_words": hides_words(request),
        "acts": [(action, aims.get(action.pk)) for action in page],
        "counts": [
            (number, state.label, "needs" if state == ActionState.BY_HAND else "")
            for state, number in states.items()
        ],
        "may_stop": bool(states.get(ActionState.PLANNED)),
        "may_run": bool(states.get(ActionState.PLANNED)),
        "may_undo": plan.kind != ActionKind.REPORT and any(state not in _ENDED for state in states),
    }
    return render(request, "connections/review.html", context)


_ENDED = {ActionState.UNDONE, ActionState.STOPPED}


@access(signed_in)
@require_POST
def run(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Have what is still planned done now."""
    services.run_again(plan=_plan(request, pk), by=request.user, now=now())
    return redirect("connections:review", pk=pk)


@access(signed_in)
@require_POST
def stop(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Stop a plan: what was not begun will not be done."""
    spared = services.stop(plan=_plan(request, pk), by=request.user, now=now())
    text = ngettext(
        "Stopped. %(n)s act was not begun and will not be done.",
        "Stopped. %(n)s acts were not begun and will not be done.",
        spared,
    )
    messages.success(request, text % {"n": spared})
    return redirect("connections:review", pk=pk)


@access(signed_in)
@require_POST
def done_by_hand(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Note that she did it herself on the platform."""
    action = queries.action_of(request.user, pk)
    if action is None or not disclosure.may_show(request.user, action, "page"):
        raise Http404
    services.done_by_hand(action=action, by=request.user, now=now())
    return redirect("connections:review", pk=action.plan_id)


def _connection(request: PersonRequest, pk: UUID) -> Any:
    connection = queries.connection_of(request.user, pk)
    if connection is None or not disclosure.may_show(request.user, connection, "page"):
        raise Http404
    return connection


def _plan(request: PersonRequest, pk: UUID) -> Any:
    plan = queries.plan_of(request.user, pk)
    if plan is None or not disclosure.may_show(request.user, plan, "page"):
        raise Http404
    return plan


def _words(plan: Any) -> str:
    """Say what the plan is for."""
    sentences = {
        ActionKind.MUTE: ngettext("Muting %(n)s account", "Muting %(n)s accounts", plan.acts),
        ActionKind.BLOCK: ngettext("Blocking %(n)s account", "Blocking %(n)s accounts", plan.acts),
        ActionKind.REPORT: ngettext(
            "Reporting %(n)s message", "Reporting %(n)s messages", plan.acts
        ),
    }
    return sentences[plan.kind] % {"n": plan.acts}
