"""Her side of a safety adviser: asking for one, letting in whoever came, saying whom she does not want, ending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fuerza.core import keyrings, times
from fuerza.core.access import access, reauthenticate, signed_in
from fuerza.core.workshop import hides_words
from fuerza.helping import queries, services
from fuerza.helping.forms import CallForm
from fuerza.helping.views.advising import usual_wait
from fuerza.people.queries import PersonRequest, name_of

SHOWN = 5


@access(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: PersonRequest) -> HttpResponse:
    """Say how her asking stands, and take a new one."""
    form = CallForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            told = services.call(
                person=request.user, message=form.cleaned_data["message"], now=now()
            )
        except services.NobodyThere:
            messages.warning(request, _("There are no safety advisers here. Nothing was sent."))
        else:
            _say(request, is_told=told)
        return redirect("helping:call")
    return render(
        request, "helping/call.html", _page(request, form), status=422 if form.errors else 200
    )


def _say(request: PersonRequest, *, is_told: bool) -> None:
    if is_told:
        messages.success(request, _("Asked. Whoever is on duty is told now."))
    else:
        messages.warning(
            request, _("Kept, but nobody is on duty now. The next one who comes sees it.")
        )


def _page(request: PersonRequest, form: CallForm) -> dict[str, Any]:
    person, moment = request.user, now()
    asking = queries.asking_of(person)
    opened = None if hides_words(request) else keyrings.opened(request, now=moment)
    told = queries.debriefs_told(queries.debriefs_for(person)[:SHOWN], opened)
    return {
        "asking": asking,
        "adviser_name": name_of(asking.adviser) if asking and asking.adviser else "",
        "is_in": bool(asking and queries.is_in(asking, moment)),
        "waited": times.lasted(asking.seen_at - asking.asked_at)
        if asking and asking.seen_at
        else "",
        "message": queries.message_of(asking, opened) if asking else None,
        "on_duty": len(queries.fit_for(person, moment)),
        "advisers": queries.advisers_named(person, moment),
        "usual": usual_wait(moment),
        "debriefs": [(each, name_of(each.row.adviser)) for each in told],
        "form": form,
    }


@access(signed_in)
@reauthenticate
@require_POST
def let_adviser_in(request: PersonRequest) -> HttpResponse:
    """Let in the one who took it, with one tap: to read and document, for seven days."""
    asking = _asking(request)
    opened = keyrings.opened(request, now=now())
    try:
        services.let_adviser_in(asking=asking, opened=opened, now=now())
    except services.Taken:
        messages.info(request, _("Nothing was changed."))
    else:
        messages.success(request, _("Let in, for seven days. You can end it at any time."))
    return redirect("helping:call")


@access(signed_in)
@require_POST
def not_this_one(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say that one adviser is not to be asked, or may be asked again. Nobody is told."""
    named = {each.pk: each for each in queries.advisers_named(request.user, now())}
    if pk not in named:
        raise Http404
    change = services.lift if named[pk].is_apart else services.keep_apart
    change(person=request.user, adviser=queries.adviser_named(pk), now=now())
    messages.success(request, _("Saved. Nobody is told."))
    return redirect("helping:call")


@access(signed_in)
@require_POST
def end_call(request: PersonRequest) -> HttpResponse:
    """End it, with what it opened."""
    opened = keyrings.opened(request, now=now())
    services.close(asking=_asking(request), by=request.user, opened=opened, now=now())
    messages.success(request, _("Ended. What was read was read; nothing more can be seen."))
    return redirect("helping:call")


def _asking(request: PersonRequest) -> Any:
    asking = queries.asking_of(request.user)
    if asking is None:
        raise Http404
    return asking
