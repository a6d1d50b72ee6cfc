"""Deciding, one by one and in bulk: asked first where accounts are many, kept first always, undone with one tap."""

from typing import Any
from uuid import UUID

import msgspec
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


class Asked(msgspec.Struct, frozen=True):
    """What is decided on and how; `again` is what a page needs to ask for the same again."""

    rows: QuerySet[Any]
    choice: services.Choice
    again: dict[str, Any]


@access(signed_in)
@at_desk
@require_POST
def decide(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Take one decision on one mention; answer htmx with its row, and a plain form with the page it came from."""
    form = DecideForm(request.POST)
    mention = queries.mention_in(request.desk, pk)
    if mention is None or not form.is_valid():
        raise Http404
    rows = queries.mentions_in(request.desk).filter(pk=pk)
    asked = Asked(rows, form.choice(), {"address": request.path, "fields": {}})
    if _must_ask(request, asked.choice, 1) and not form.cleaned_data["sure"]:
        return _ask(request, asked)
    return _take(request, asked, is_one=True)


@access(signed_in)
@at_desk
@require_POST
def decide_many(request: DeskRequest) -> HttpResponse:
    """Take one decision on those ticked, or on all of a list; muting and blocking are asked first.

    What may put her in danger is not put away with a whole list: how much of it is left is said with what was done.
    """
    form = ManyForm(request.POST, desk=request.desk)
    scope = queries.scope_in(request.desk, request.POST.get("of", ""))
    if scope is None or not form.is_valid():
        raise Http404
    leaves_danger, is_all = form.leaves_danger(scope), form.cleaned_data["which"] == "all"
    choice = msgspec.structs.replace(form.choice(), leaves_danger=leaves_danger)
    rows = (
        queries.aimed_at(scope, choice.decision, leaves_danger=leaves_danger)
        if is_all
        else form.cleaned_data["mention"]
    )
    again = {
        "address": request.path,
        "of": scope.name,
        "which": form.cleaned_data["which"],
        "mentions": [] if is_all else [each.pk for each in rows],
        "fields": {"told": "on"} if form.cleaned_data["told"] else {},
        "stay": queries.left_of(scope).count() if leaves_danger else 0,
    }
    asked, number = Asked(rows, choice, again), rows.count()
    if not number:
        messages.info(request, acts.nothing_done(again["stay"]))
        return redirect(way_back(request, "desk:watch"))
    if _must_ask(request, choice, number) and not form.cleaned_data["sure"]:
        return _ask(request, asked)
    onto = queries.entry_gone_on_with(request.desk, form.cleaned_data["onto"], choice.decision)
    return _take(request, asked, onto=onto)


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


def _ask(request: DeskRequest, asked: Asked) -> HttpResponse:
    """Say who would be muted or blocked, how many, and that it is kept first."""
    choice = asked.choice
    if not request.desk.may_decide(choice.decision):
        raise Http404
    mentions, accounts = queries.how_many(asked.rows)
    context = asked.again | {
        "choice": choice,
        "mentions_number": mentions,
        "accounts": accounts,
        "verb": acts.verb(choice.decision, accounts),
        "is_block": choice.decision is Decision.BLOCKED,
        "takes_two": request.desk.takes_two(choice.decision),
        "is_long": mentions > services.at_once(choice.decision),
        "is_shown_first": request.desk.is_own and accounts > ACTS_AT_ONCE,
        "is_open": opened_at(request) is not None,
        "back": way_back(request, "desk:watch"),
    }
    return show(request, "desk/ask.html", context)


def _take(
    request: DeskRequest, asked: Asked, *, is_one: bool = False, onto: Any = None
) -> HttpResponse:
    """Decide, and say what was done; what stands in the way is said, and nothing of hers is lost."""
    try:
        decided = services.decide_on_all(
            desk=request.desk,
            mentions=asked.rows,
            choice=asked.choice,
            opened=opened_at(request),
            clock=now,
            onto=onto,
        )
    except services.NotAllowed as refused:
        raise Http404 from refused
    except (services.AlreadyDecided, services.AlreadyUndone):
        messages.info(request, _("All of it was decided so before."))
        return redirect(way_back(request, "desk:watch"))
    except (services.DeskLocked, KeepingFailed) as failed:
        return not_decided(request, asked.choice, asked.again, failed)
    done = done_with(request, decided, stay=asked.again.get("stay", 0))
    if decided.has_more:
        return _half_done(request, asked, decided, done)
    if decided.plan and decided.plan.begun_at is None and request.desk.is_own:
        return leave_for(request, reverse("connections:review", args=[decided.plan.pk]))
    if is_one and getattr(request, "htmx", False):
        context = {
            "done": done,
            "back": way_back(request, "desk:watch"),
            "desk_name": name_of(request.desk),
        }
        return render(request, "desk/parts/done_row.html", context)
    request.session[DONE] = done
    return leave_for(request, way_back(request, "desk:watch"))


def _half_done(
    request: DeskRequest, asked: Asked, decided: services.Decided, done: dict[str, Any]
) -> HttpResponse:
    """Show how far it is, or what stopped it; with script it goes on by itself, and all of it is undone as one."""
    fields = asked.again["fields"] | {"sure": "on", "onto": decided.entry.pk}
    again = asked.again | {"fields": fields}
    if decided.stopped_by:
        request.session[DONE] = done
        return not_decided(request, asked.choice, again, decided.stopped_by)
    left = asked.rows.exclude(decision=asked.choice.decision).count()
    context = again | {
        "choice": asked.choice,
        "number": decided.count,
        "total": decided.count + left,
        "entry": decided.entry,
        "back": way_back(request, "desk:watch"),
    }
    return show(request, "desk/going_on.html", context)


def leave_for(request: DeskRequest, address: str) -> HttpResponse:
    """Go to another page, whether a page or a script asked."""
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def done_with(request: DeskRequest, decided: services.Decided, *, stay: int = 0) -> dict[str, Any]:
    """Put into words what was done, for the next page; ids and numbers only."""
    decision = Decision(decided.entry.decision)
    takes_two = request.desk.takes_two(decision)
    return {
        "text": acts.done(decision, decided.count, takes_two=takes_two),
        "entry": str(decided.entry.pk) if decision in UNDOABLE else "",
        "plan": str(decided.plan.pk) if decided.plan and request.desk.is_own else "",
        "stay": stay,
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
