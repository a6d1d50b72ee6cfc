"""The queue of a soapbox: her own turn, the whole of it for whoever runs it, and the names that a stage may show."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fuerza.core.access import access, signed_in
from fuerza.people.queries import PersonRequest
from fuerza.programme.choices import Format
from fuerza.slots import queries, services
from fuerza.slots.choices import TurnState
from fuerza.slots.forms import TurnForm
from fuerza.slots.views.frame import attempt, page_of, running, taking_part

GET_AND_POST = ("GET", "HEAD", "POST")


@access(signed_in)
@require_http_methods(GET_AND_POST)
def turn(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """Show the session's rule and her turn; take it, change it, let others go first, leave."""
    session, registration = taking_part(request, pk, part, Format.SOAPBOX)
    mine = queries.turn_of(registration, session)
    act = request.POST.get("act", "")
    if mine is not None and act in _ACTS:
        do, said = _ACTS[act]
        attempt(request, lambda: do(turn=mine), said())
        return redirect("slots:turn", pk=pk, part=part)
    is_posted = request.method == "POST"
    badge = queries.badge_of(registration)
    form = TurnForm(request.POST if is_posted else None, turn=mine, badge=badge)
    if is_posted and form.is_valid():
        _join(request, session, registration, form)
        return redirect("slots:turn", pk=pk, part=part)
    page = page_of(session) | {"form": form, **_standing(mine)}
    return render(request, "slots/turn.html", page, status=422 if form.errors else 200)


@access(signed_in)
@require_http_methods(GET_AND_POST)
def queue(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """Show whoever runs it the queue; call the next, say that one has spoken, change the order."""
    session = running(request, pk, part, Format.SOAPBOX)
    if request.method == "POST":
        _run(request, session)
        return redirect("slots:queue", pk=pk, part=part)
    rows = [(one, queries.words_of(one)) for one in queries.queue_of(session)]
    return render(request, "slots/queue.html", page_of(session) | {"rows": rows})


@access(signed_in)
@require_safe
def names(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """Give the stage its next speakers, named only where they agreed to that."""
    session = running(request, pk, part, Format.SOAPBOX)
    return JsonResponse({"queue": queries.names_for_stage(session)})


def _join(request: PersonRequest, session: Any, registration: Any, form: TurnForm) -> None:
    attempt(
        request,
        lambda: services.join(
            session=session,
            registration=registration,
            words=form.words(),
            is_named=form.cleaned_data["is_named"],
            now=now(),
        ),
        _("You are in the queue."),
    )


_ACTS: dict[str, tuple[Callable[..., None], Callable[[], str]]] = {
    "later": (services.later, lambda: _("Whoever was behind you goes before you.")),
    "end": (services.to_the_end, lambda: _("You are the last in the queue now.")),
    "leave": (services.leave, lambda: _("You are not in the queue. What you wrote is deleted.")),
}


def _standing(mine: Any) -> dict[str, Any]:
    if mine is None or mine.state == TurnState.DONE:
        return {"turn": None, "has_spoken": mine is not None}
    return {
        "turn": mine,
        "is_called": mine.state == TurnState.CALLED,
        "ahead": queries.ahead_of(mine),
    }


def _run(request: PersonRequest, session: Any) -> None:
    act = request.POST.get("act")
    if act == "next":
        services.call(session=session, by=request.user, now=now())
    elif act == "done":
        services.finish(session=session)
    else:
        way, _space, pk = str(act).partition(" ")
        services.reorder(turn=_turn_in(session, pk), is_up=way == "up")


def _turn_in(session: Any, pk: str) -> Any:
    try:
        found = queries.turn_in(session, UUID(pk))
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found
