"""The safety adviser's side: her card, who asks, and the one whom she helps; and the pool without people."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuerza.core import audit, keyrings, times
from fuerza.core.access import access
from fuerza.core.interruption import after_warning
from fuerza.core.workshop import hides_words
from fuerza.helping import queries, services
from fuerza.helping.choices import DAYS
from fuerza.helping.forms import DebriefForm, DutyForm
from fuerza.helping.views.agreeing import agreed
from fuerza.people.queries import PersonRequest, adviser, inviter, name_of

STATES = {"on": True, "off": False, "hours": None}
FIELDS = ("languages", "days", "from_hour", "to_hour", "at_once")
SHOWN = 10


@access(adviser)
@agreed
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: PersonRequest) -> HttpResponse:
    """Show her card and take a new one."""
    stands = queries.duty_of(request.user)
    initial = {name: getattr(stands, name) for name in FIELDS} if stands else {}
    form = DutyForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        services.set_card(adviser=request.user, card=form.card, now=now())
        messages.success(request, _("Saved."))
        return redirect("helping:duty")
    page = {
        "form": form,
        "zone": request.user.zone,
        "card": stands,
        "is_on_duty": stands is not None and queries.is_on_duty(stands, now()),
        "is_by_hand": stands is not None and queries.is_by_hand(stands, now()),
    }
    return render(request, "helping/duty.html", page, status=422 if form.errors else 200)


@access(adviser)
@agreed
@require_POST
def switch(request: PersonRequest) -> HttpResponse:
    """Go on duty or off it by hand, or back to the hours."""
    stands, state = queries.duty_of(request.user), request.POST.get("state", "")
    if stands is None or state not in STATES:
        raise Http404
    services.switch(duty=stands, is_on=STATES[state], now=now())
    return redirect("helping:duty")


@access(adviser)
@agreed
@require_safe
def waiting(request: PersonRequest) -> HttpResponse:
    """List who asks, in numbers, and whom she helps; with her own notes."""
    moment, card = now(), queries.duty_of(request.user)
    opened = None if hides_words(request) else keyrings.opened(request, now=moment)
    page = {
        "waiting": _in_numbers(queries.waiting_for(request.user, moment)),
        "given_up": _in_numbers(queries.given_up_by(request.user, moment)),
        "taken": [(each, name_of(each.person)) for each in queries.taken_by(request.user)],
        "is_on_duty": card is not None and queries.is_on_duty(card, moment),
        "usual": usual_wait(moment),
        "debriefs": queries.debriefs_told(queries.debriefs_by(request.user)[:SHOWN], opened),
        "is_open": opened is not None,
    }
    return render(request, "helping/waiting.html", page)


def _in_numbers(askings: list[Any]) -> list[tuple[Any, str]]:
    return [(each, get_language_info(each.person.language)["name_local"]) for each in askings]


@access(adviser)
@agreed
@require_POST
def take_up(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take one who asks."""
    try:
        services.take_up(adviser=request.user, pk=pk, now=now())
    except services.Taken:
        raise Http404 from None
    return redirect("helping:taken", pk)


@access(adviser)
@agreed
@after_warning
@require_http_methods(["GET", "HEAD", "POST"])
def taken(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show the one whom she helps, and do what she chose: hand over, write down how it went, step back, end it."""
    asking = queries.taken(request.user, pk)
    if asking is None:
        raise Http404
    if request.method == "POST":
        return _do(request, asking)
    return _page(request, asking, DebriefForm())


def _do(request: PersonRequest, asking: Any) -> HttpResponse:
    act, opened = request.POST.get("act"), keyrings.opened(request, now=now())
    if act == "note":
        return _note(request, asking)
    if act == "hand_over":
        return _hand_over(request, asking, opened)
    if act == "cannot":
        services.step_back(asking=asking, adviser=request.user, now=now())
        messages.success(request, _("The others are asked. No reason was kept, and none is shown."))
    elif act == "close":
        services.close(asking=asking, by=request.user, opened=opened, now=now())
        messages.success(request, _("Ended, with your being let in."))
    else:
        raise Http404
    return redirect("helping:waiting")


def _note(request: PersonRequest, asking: Any) -> HttpResponse:
    form = DebriefForm(request.POST)
    if not form.is_valid():
        return _page(request, asking, form, status=422)
    services.debrief(asking=asking, now=now(), **form.cleaned_data)
    messages.success(request, _("Written down."))
    return redirect("helping:taken", asking.pk)


def _hand_over(request: PersonRequest, asking: Any, opened: Any) -> HttpResponse:
    others = {str(each.person_id): each.person for each in _others(request, asking)}
    to = others.get(request.POST.get("to", ""))
    if to is None:
        messages.warning(request, _("That one can't take it now. Nothing was changed."))
        return redirect("helping:taken", asking.pk)
    services.hand_over(asking=asking, to=to, opened=opened, now=now())
    messages.success(request, _("Handed over. She decides anew whom she lets in."))
    return redirect("helping:waiting")


def _others(request: PersonRequest, asking: Any) -> list[Any]:
    able = queries.able_for(asking.person, now())
    return [each for each in able if each.person_id != request.user.pk]


def _page(
    request: PersonRequest, asking: Any, form: DebriefForm, *, status: int = 200
) -> HttpResponse:
    opened = None if hides_words(request) else keyrings.opened(request, now=now())
    message = queries.message_of(asking, opened)
    if message is not None:
        audit.note(asking.person_id, request.user.pk, "helping.read_asking", asking.pk, at=now())
    page = {
        "asking": asking,
        "name": name_of(asking.person),
        "is_in": queries.is_in(asking, now()),
        "message": message,
        "is_open": opened is not None,
        "others": [(each.person_id, name_of(each.person)) for each in _others(request, asking)],
        "form": form,
    }
    return render(request, "helping/taken.html", page, status=status)


@access(inviter)
@require_safe
def pool(request: PersonRequest) -> HttpResponse:
    """Show whoever organises that there is a pool and when it is there: nobody who asks, and not whom they help."""
    days = dict(DAYS)
    cards = [
        (
            each,
            name_of(each.person),
            [get_language_info(code)["name_local"] for code in each.languages],
            [days[day] for day in sorted(each.days)],
            queries.is_on_duty(each, now()),
        )
        for each in queries.pool(now())
    ]
    return render(request, "helping/pool.html", {"cards": cards, "usual": usual_wait(now())})


def usual_wait(moment: datetime) -> str:
    """Say how long people usually wait; nothing where too few have asked."""
    wait = queries.usual_wait(moment)
    return times.lasted(wait) if wait is not None else ""
