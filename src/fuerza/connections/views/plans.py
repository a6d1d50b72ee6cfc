"""Pages of plans: what each did, does, or leaves to her hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fuerza.connections import queries, services
from fuerza.connections.choices import ActionKind, ActionState
from fuerza.core import disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.workshop import hides_words
from fuerza.people.queries import PersonRequest

ON_A_PAGE = 50


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
