"""Deciding, one by one and in bulk: asked first where accounts are many, kept first always, undone with one tap."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.acts.services import AT_ONCE as ACTS_AT_ONCE
from fuerza.core.access import access, signed_in
from fuerza.core.returning import way_back
from fuerza.desk import queries, services
from fuerza.desk.choices import UNDOABLE, Decision
from fuerza.desk.forms import DecideForm, ManyForm
from fuerza.desk.views import acts
from fuerza.desk.views.desks import (
    DONE,
    DeskRequest,
    at_desk,
    at_own_desk,
    name_of,
    opened_at,
    show,
)
from fuerza.vault.services import KeepingFailed, ShowsAMinor


@access(signed_in)
@at_desk
@require_POST
def decide(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Take one decision on one mention; answer htmx with its row, and a plain form with the page it came from."""
    form = DecideForm(request.POST)
    mention = queries.mention_in(request.desk, pk)
    if mention is None or not form.is_valid():
        raise Http404
    choice = form.choice()
    rows = queries.mentions_in(request.desk).filter(pk=pk)
    if _must_ask(request, choice, 1) and not form.cleaned_data["sure"]:
        return _ask(request, rows, choice, {"address": request.path})
    return _take(request, rows, choice, {"address": request.path}, mention)


@access(signed_in)
@at_desk
@require_POST
def decide_many(request: DeskRequest) -> HttpResponse:
    """Take one decision on those ticked, or on all of a list; muting and blocking are asked first."""
    form = ManyForm(request.POST, desk=request.desk)
    scope = queries.scope_in(request.desk, request.POST.get("of", ""))
    if scope is None or not form.is_valid():
        raise Http404
    choice, is_all = form.choice(), form.cleaned_data["which"] == "all"
    rows = queries.aimed_at(scope, choice.decision) if is_all else form.cleaned_data["mention"]
    again = {
        "address": request.path,
        "of": scope.name,
        "which": form.cleaned_data["which"],
        "mentions": [] if is_all else [each.pk for each in rows],
    }
    number = rows.count()
    if not number:
        messages.info(request, _("Nothing was ticked, or all of it was decided before."))
        return redirect(way_back(request, "desk:watch"))
    if _must_ask(request, choice, number) and not form.cleaned_data["sure"]:
        return _ask(request, rows, choice, again)
    return _take(request, rows, choice, again)


@access(signed_in)
@at_desk
@require_POST
def undo(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Put back what one decision changed; what was kept stays kept."""
    return _undo(request, queries.entry_in(request.desk, pk))


@access(signed_in)
@at_own_desk
@require_POST
def undo_plan(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Put back what the decision behind a plan changed."""
    return _undo(request, queries.entry_of_plan(request.desk, pk))


def _undo(request: DeskRequest, entry: Any) -> HttpResponse:
    if entry is None:
        raise Http404
    try:
        services.undo(desk=request.desk, entry=entry, now=now(), opened=opened_at(request))
    except services.AlreadyUndone:
        messages.info(request, _("That was undone before."))
    except (services.NotAllowed, services.NotUndoable) as refused:
        raise Http404 from refused
    else:
        messages.success(request, _("Undone. What was kept as evidence stays kept."))
    return redirect(way_back(request, "desk:watch"))


def _must_ask(request: DeskRequest, choice: services.Choice, number: int) -> bool:
    """Ask before accounts are muted or blocked in bulk, and before an official blocks anybody."""
    if choice.decision is Decision.BLOCKED and request.desk.owner.is_public_official:
        return True
    return choice.decision in acts.MAY_MUTE and number > 1


def _ask(
    request: DeskRequest,
    rows: QuerySet[Any],
    choice: services.Choice,
    again: dict[str, Any],
) -> HttpResponse:
    """Say who would be muted or blocked, how many, and that it is kept first."""
    if not request.desk.may_decide(choice.decision):
        raise Http404
    mentions, accounts = queries.how_many(rows)
    most = services.at_once(choice.decision)
    context = again | {
        "choice": choice,
        "mentions_number": mentions,
        "accounts": accounts,
        "verb": acts.verb(choice.decision, accounts),
        "is_block": choice.decision is Decision.BLOCKED,
        "takes_two": request.desk.takes_two(choice.decision),
        "at_once": most if mentions > most else 0,
        "is_shown_first": request.desk.is_own and accounts > ACTS_AT_ONCE,
        "is_open": opened_at(request) is not None,
        "back": way_back(request, "desk:watch"),
    }
    return show(request, "desk/ask.html", context)


def _take(
    request: DeskRequest,
    rows: QuerySet[Any],
    choice: services.Choice,
    again: dict[str, Any],
    one: Any = None,
) -> HttpResponse:
    """Decide, and say what was done; what stands in the way is said, and nothing of hers is lost."""
    try:
        decided = services.decide(
            desk=request.desk, mentions=rows, choice=choice, opened=opened_at(request), now=now()
        )
    except services.NotAllowed as refused:
        raise Http404 from refused
    except services.AlreadyDecided:
        messages.info(request, _("All of it was decided so before."))
        return redirect(way_back(request, "desk:watch"))
    except (services.DeskLocked, KeepingFailed) as failed:
        return not_decided(request, choice, again, failed)
    if decided.plan and decided.plan.begun_at is None and request.desk.is_own:
        return redirect("connections:review", pk=decided.plan.pk)
    done = done_with(request, decided, rows)
    if one is not None and getattr(request, "htmx", False):
        context = {
            "done": done,
            "back": way_back(request, "desk:watch"),
            "desk_name": name_of(request.desk),
        }
        return render(request, "desk/parts/done_row.html", context)
    request.session[DONE] = done
    return redirect(way_back(request, "desk:watch"))


def done_with(
    request: DeskRequest, decided: services.Decided, rows: QuerySet[Any] | None = None
) -> dict[str, Any]:
    """Put into words what was done, for the next page; ids and numbers only."""
    decision, left = Decision(decided.entry.decision), 0
    if rows is not None and decided.count == services.at_once(decision):
        left = rows.exclude(decision=decision).count()
    takes_two = request.desk.takes_two(decision)
    return {
        "text": acts.done(decision, decided.count, takes_two=takes_two),
        "entry": str(decided.entry.pk) if decision in UNDOABLE else "",
        "plan": str(decided.plan.pk) if decided.plan and request.desk.is_own else "",
        "left": left,
    }


def not_decided(
    request: DeskRequest, choice: services.Choice, again: dict[str, Any], failed: Exception
) -> HttpResponse:
    """Say that nothing was changed and why; whoever must act now can do so without evidence."""
    context = again | {"choice": choice, "back": way_back(request, "desk:watch")}
    if isinstance(failed, KeepingFailed):
        context |= {
            "why": str(failed.code),
            "is_young": isinstance(failed, ShowsAMinor),
            "may_act_anyway": choice.decision in acts.MAY_MUTE and request.desk.is_own,
            "seen_url": reverse("desk:add_seen"),
        }
        return show(request, "desk/not_kept.html", context, status=422)
    context["is_open"] = opened_at(request) is not None
    return show(request, "desk/locked.html", context, status=422)
