"""A plan by page: what it would do, before it begins; then what it does, and what is left to her hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fuerza.acts import queries, services
from fuerza.acts.choices import SILENCES, ActionKind, ActionState, Cause, LeftOut
from fuerza.acts.forms import BeginForm, ChangeForm
from fuerza.acts.views import wording
from fuerza.acts.views.by_hand import action_of
from fuerza.core import disclosure, keyrings
from fuerza.core.access import access, signed_in
from fuerza.core.workshop import hides_words
from fuerza.people.queries import PersonRequest

ON_A_PAGE = 50


@access(signed_in)
@require_safe
def review(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show a plan account by account: before it begins as a dry run, and then how each act stands."""
    return _page(request, _plan(request, pk))


@access(signed_in)
@require_POST
def run(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Begin a plan that was shown, or have what is left of it done now."""
    plan = _plan(request, pk)
    if plan.begun_at is None:
        form = BeginForm(request.POST, plan=plan)
        if not form.is_valid():
            return _page(request, plan, form=form, status=422)
        services.go_ahead(plan=plan, by=request.user, now=now())
    else:
        failed = bool(request.POST.get("failed"))
        services.run_again(plan=plan, by=request.user, now=now(), with_failed=failed)
    _lend(request)
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
    messages.success(request, text % wording.number(spared))
    return redirect("connections:review", pk=pk)


@access(signed_in)
@require_POST
def undo(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take back a plan that no decision on the desk stands behind; one of those is undone there (desk:undo_plan)."""
    plan = _plan(request, pk)
    if plan.cause == Cause.DECISION or plan.kind == ActionKind.REPORT:
        raise Http404
    services.take_back(plans=[plan], by=request.user, now=now())
    messages.success(request, _("It is being undone. What another plan of yours wants too stays."))
    _lend(request)
    return redirect("connections:review", pk=pk)


@access(signed_in)
@require_POST
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Put one act in or leave it out: whoever she follows is in only by her word."""
    action = action_of(request, pk)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        raise Http404
    does = {"in": services.put_in, "out": services.leave_out}[form.cleaned_data["act"]]
    if not does(action=action, by=request.user, now=now()):
        messages.info(request, _("It was begun or changed meanwhile: here is how it stands."))
    return redirect("connections:review", pk=action.plan_id)


def _lend(request: PersonRequest) -> None:
    """Lend what she has begun the right to act, or say that it waits until her desk is open."""
    opened = keyrings.opened(request, now=now())
    if not services.lend_what_waits(person=request.user, opened=opened, now=now()):
        messages.warning(
            request,
            _(
                "It waits for you: what may act in your name is locked with your desk. Open the desk, then go on here."
            ),
        )


def _page(
    request: PersonRequest, plan: Any, *, form: BeginForm | None = None, status: int = 200
) -> HttpResponse:
    """Show a plan. Names are read only while her desk is open, and never in a workshop."""
    page = Paginator(queries.actions_of(plan), ON_A_PAGE).get_page(request.GET.get("page"))
    may_name = not hides_words(request) and keyrings.opened(request, now=now()) is not None
    aims = queries.aims_of(request.user, list(page)) if may_name else {}
    counts = queries.counts_of(plan)
    outlooks = queries.outlook(plan, now=now())
    context = {
        "plan": plan,
        "words": wording.sentence(plan),
        "page": page,
        "acts": [_row(action, aims.get(action.pk)) for action in page],
        "may_name": may_name,
        "hides_words": hides_words(request),
        "counts": wording.counts(counts),
        "standing": counts,
        "takes": [wording.takes(each, now()) for each in outlooks],
        "look": queries.look_of(plan) if plan.begun_at is None else None,
        "block_list": plan.block_list,
        "hidden_problems": _hidden_problems(plan),
        "list_name": _list_name(plan) if may_name else "",
        "form": form or BeginForm(plan=plan),
        "is_block": plan.kind == ActionKind.BLOCK,
        "is_public": queries.has_public_blocks(each.connection for each in outlooks),
        "cannot_ask": wording.who_cannot_tell(outlooks) if plan.kind in SILENCES else "",
        **_may(plan, counts),
        **_left_out(counts),
    }
    return render(request, "acts/review.html", context, status=status)


def _row(action: Any, aim: queries.Aim | None) -> tuple[Any, queries.Aim | None, str]:
    """Put an act beside whom it is aimed at and the page it is done on by hand, while names may be read."""
    return action, aim, queries.way_to(action.kind, aim) if aim else ""


def _may(plan: Any, counts: queries.Counts) -> dict[str, object]:
    """Say what she may do with a plan as it stands."""
    states = counts.states
    is_waiting = plan.begun_at is None and plan.stopped_at is None
    pending = sum(states.get(one, 0) for one in queries.PENDING)
    undoable = plan.kind != ActionKind.REPORT and any(one not in _OVER for one in states)
    return {
        "is_waiting": is_waiting,
        "her_yes": wording.verb(plan, states.get(ActionState.PLANNED, 0)),
        "is_running": bool(pending) and not is_waiting,
        "may_stop": bool(states.get(ActionState.PLANNED)) and not is_waiting,
        "failed": states.get(ActionState.FAILED, 0),
        "may_undo": undoable and not is_waiting and plan.taken_back_at is None,
        "is_from_desk": plan.cause == Cause.DECISION,
    }


def _left_out(counts: queries.Counts) -> dict[str, int]:
    stands = counts.states.get(ActionState.STANDS, 0)
    return {
        "followed": counts.left_out.get(LeftOut.FOLLOWED, 0),
        "by_her": counts.left_out.get(LeftOut.BY_HER, 0),
        "ours_before": stands - counts.hers_before,
    }


_OVER = {ActionState.UNDONE, ActionState.STOPPED}


def _list_name(plan: Any) -> str:
    if plan.block_list is None:
        return ""
    return queries.list_names_of([plan.block_list])[plan.block_list.pk]


def _hidden_problems(plan: Any) -> int:
    made = plan.block_list
    return made.problem_count - len(made.problems) if made else 0


def _plan(request: PersonRequest, pk: UUID) -> Any:
    plan = queries.plan_of(request.user, pk)
    if plan is None or not disclosure.may_show(request.user, plan, "page"):
        raise Http404
    return plan
