"""The switch by page: what it will change and can't, before it is on; what it changed and how that stands, after."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.acts.choices import ActionState
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.workshop import hides_words
from fuerza.crisis import queries, services
from fuerza.crisis.choices import TRY_AGAIN
from fuerza.crisis.forms import SwitchForm
from fuerza.crisis.views import wording
from fuerza.desk.views.desks import DeskRequest, at_own_desk, opened_at
from fuerza.desk.views.desks import show as show_page
from fuerza.people import queries as people


@access(signed_in)
@at_own_desk
@require_safe
def show(request: DeskRequest) -> HttpResponse:
    """Show the switch: off with what it would do, or on with what it did."""
    crisis = queries.crisis_on(request.user)
    if crisis is None:
        return _before(request, _form(request))
    return _while_on(request, crisis)


@access(signed_in)
@at_own_desk
@require_POST
def turn_on(request: DeskRequest) -> HttpResponse:
    """Switch it on: hers alone, at once, and the same when pressed twice."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _before(request, form, status=422)
    services.turn_on(person=request.user, wish=form.wish(), opened=opened_at(request), now=now())
    return redirect("crisis:switch")


@access(signed_in)
@at_own_desk
@require_POST
def go_on(request: DeskRequest) -> HttpResponse:
    """Have all that waited for her open desk done now, and keep what could not be kept when it came."""
    crisis, opened = queries.last_of(request.user), opened_at(request)
    if crisis is None:
        return redirect("crisis:switch")
    if opened is None:
        messages.warning(request, _("It waits for you: open the desk, then go on here."))
        return redirect("crisis:switch")
    services.catch_up(crisis=crisis, opened=opened, now=now())
    services.go_on(crisis=crisis, opened=opened, now=now())
    return redirect("crisis:switch")


@access(signed_in)
@reauthenticate
@at_own_desk
@require_POST
def turn_off(request: DeskRequest) -> HttpResponse:
    """Switch it off by her word, and put back what stood before; not while a flood goes on."""
    crisis = queries.crisis_on(request.user)
    if crisis is not None:
        try:
            services.turn_off(crisis=crisis, opened=opened_at(request), now=now())
        except services.FloodGoesOn:
            messages.warning(
                request,
                _(
                    "A flood goes on, so nothing was put back. You can undo each thing by itself below."
                ),
            )
    return redirect("crisis:switch")


def _form(request: DeskRequest, posted: Any = None) -> SwitchForm:
    grants = [
        grant
        for grant in people.grants_given(request.user, now())
        if grant.scope_id is None and grant.starts_at <= now()
    ]
    written = _written(request)
    return SwitchForm(
        posted,
        grants=grants,
        has_advisers=people.advisers(now()).exists(),
        words=written.words if written else (),
    )


def _written(request: DeskRequest) -> queries.Written | None:
    """Open what she wrote beforehand for this day."""
    return queries.written_in(queries.prepared_of(request.user), opened_at(request))


def _before(request: DeskRequest, form: SwitchForm, *, status: int = 200) -> HttpResponse:
    last = queries.last_of(request.user)
    measures = queries.measures_of(last) if last else []
    context = {
        "form": form,
        "reaches": wording.reaches(
            queries.reaches_of(request.user), with_handles=not hides_words(request)
        ),
        "not_connected": wording.not_connected(request.user),
        "is_open": opened_at(request) is not None,
        "last": last,
        "measures": wording.measures(measures),
        "is_undoing": any(ActionState.PLANNED in each.undoing for each in measures),
    }
    return show_page(request, "crisis/off.html", context, status=status)


def _while_on(request: DeskRequest, crisis: Any) -> HttpResponse:
    unkept = queries.unkept_of(crisis)
    context = {
        "crisis": crisis,
        "flood": queries.flood_of(request.user),
        "measures": wording.measures(queries.measures_of(crisis)),
        "out_of_reach": [
            each
            for each in wording.reaches(
                queries.reaches_of(request.user), with_handles=not hides_words(request)
            )
            if each.is_out_of_reach
        ],
        "unkept": unkept,
        "to_keep": sum(number for why, number in unkept if why in TRY_AGAIN),
        "written": _written(request),
        "called": [people.name_of(grant.actor) for grant in crisis.called.select_related("actor")],
        "has_advisers": people.advisers(now()).exists(),
        "is_open": opened_at(request) is not None,
    }
    return show_page(request, "crisis/on.html", context)
