"""Her rules: tried before they are made, paused, undone and dropped; and the list of what they hid."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.acts.views import wording
from fuerza.core import disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.desk import queries as desk_queries
from fuerza.desk.views.desks import DeskRequest, at_own_desk, is_placeholder, opened_at, show
from fuerza.desk.views.listing import listed
from fuerza.sorting import queries, services
from fuerza.sorting.forms import RuleForm


@access(signed_in)
@at_own_desk
@require_safe
def rules(request: DeskRequest) -> HttpResponse:
    """List her rules with what each keeps hidden; what they ask only while her desk is open."""
    opened = None if is_placeholder(request) else opened_at(request)
    standing = queries.standing_rules(request.desk, opened, now())
    context = {
        "standing": [it for it in standing if disclosure.may_show(request.user, it.rule, "page")],
        "hidden": queries.hidden_by_rules(request.desk.owner),
        "is_open": opened_at(request) is not None,
    }
    return show(request, "sorting/rules.html", context)


@access(signed_in)
@after_warning
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: DeskRequest) -> HttpResponse:
    """Fill a rule in, see what it would have caught, and only then make it."""
    form, opened = RuleForm(request.POST or None), opened_at(request)
    is_sent = request.method == "POST" and form.is_valid()
    tried = None
    if is_sent and opened is not None:
        if request.POST.get("act") == "make" and request.POST.get("tried") == form.mark():
            return _made(request, form)
        tried = queries.tried(request.desk, form.wish(), opened)
    context = {"form": form, "tried": tried, "is_open": opened is not None}
    return show(request, "sorting/rule.html", context, status=422 if form.errors else 200)


def _made(request: DeskRequest, form: RuleForm) -> HttpResponse:
    moment = now()
    try:
        rule = services.make_rule(
            person=request.desk.owner,
            wish=form.wish(),
            expires_at=form.expires_at(moment),
            now=moment,
        )
    except services.TooManyRules:
        messages.warning(
            request,
            _("You have fifty rules, and no more can be asked of each message. Drop one first."),
        )
        return redirect("sorting:rules")
    return redirect("sorting:rule", pk=rule.pk)


@access(signed_in)
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Look through what is stored with one rule, a second at a time; pause it, undo it, drop it."""
    found = queries.rule_in(request.desk, pk)
    if found is None or not disclosure.may_show(request.user, found, "page"):
        raise Http404
    opened = opened_at(request)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "look" and opened is not None:
            services.look_on(desk=request.desk, rule=found, opened=opened, clock=now)
        elif act in _ACTS:
            _ACTS[act](request, found)
            return redirect("sorting:rules")
    waiting = desk_queries.standing(request.desk, now())
    context = {
        "rule": found,
        "wish": None
        if opened is None or is_placeholder(request)
        else queries.wishes_of(request.desk.owner, [found])[found.pk],
        "waiting": sum(it.waiting for it in (waiting.support, *waiting.needs_her, *waiting.rest)),
        "is_open": opened is not None,
    }
    return show(request, "sorting/one_rule.html", context)


@access(signed_in)
@after_warning
@at_own_desk
@require_safe
def hidden(request: DeskRequest, pk: UUID | None = None) -> HttpResponse:
    """List what her rules hid, or one of them."""
    scope = desk_queries.scope_in(request.desk, f"r:{pk or ''}")
    if scope is None:
        raise Http404
    return listed(request, scope)


def _paused(request: DeskRequest, found: Any) -> None:
    services.pause(rule=found, is_paused=True, now=now())
    messages.success(request, _("The rule rests. What it hid stays hidden."))


def _resumed(request: DeskRequest, found: Any) -> None:
    services.pause(rule=found, is_paused=False, now=now())
    messages.success(request, _("The rule is asked again of what comes in."))


def _shown_again(request: DeskRequest, found: Any) -> None:
    number = services.show_again(rule=found, now=now())
    messages.success(request, _shown(number) + " " + _("The rule rests."))


def _dropped(request: DeskRequest, found: Any) -> None:
    number = services.drop_rule(rule=found, now=now())
    messages.success(request, _("The rule is gone.") + " " + _shown(number))


def _shown(number: int) -> str:
    text = ngettext("%(n)s message waits again.", "%(n)s messages wait again.", number)
    return text % wording.number(number)


_ACTS = {"pause": _paused, "resume": _resumed, "back": _shown_again, "drop": _dropped}
