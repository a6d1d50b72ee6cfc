"""Her side: taking a page to answer on, and answering on it without being known."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerza.core.access import access, public, signed_in
from fuerza.impact import queries, services
from fuerza.impact.forms import AnswerForm, RemindForm
from fuerza.people.queries import PersonRequest


@access(signed_in)
def draw(request: PersonRequest, pk: UUID, number: UUID) -> HttpResponse:
    """Say what is asked and why nobody can tell who said what; then hand her a page, once."""
    round_ = _open_to(request, pk, number)
    is_taken = queries.mark_of(round_, request.user) in round_.drawn
    if request.method == "POST" and not is_taken:
        token = services.draw(round_=round_, person=request.user, now=now())
        return redirect("impact:answer", token=token)
    page = {
        "round": round_,
        "edition": round_.edition,
        "is_taken": is_taken,
        "wants": queries.wants_notes(request.user, round_, now()),
    }
    return render(request, "impact/draw.html", page)


@access(signed_in)
@require_POST
def remind(request: PersonRequest, pk: UUID, number: UUID) -> HttpResponse:
    """Keep whether she wants a note when there are questions about this edition."""
    round_ = _open_to(request, pk, number)
    form = RemindForm(request.POST)
    form.is_valid()
    services.settle_notes(
        round_=round_, person=request.user, wants=form.cleaned_data["wants"], now=now()
    )
    messages.success(request, _("Kept."))
    return redirect("impact:draw", pk=pk, number=number)


@access(public)
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Take the answers of whoever holds a page. Who she is is not asked, and not looked at."""
    round_ = queries.round_with_page(token, now().date())
    if round_ is None:
        return render(request, "impact/answered.html", {"is_thanks": False})
    form = AnswerForm(request.POST or None, round_=round_)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(token=token, given=form.given(), now=now())
        except services.NotAsked:
            return render(request, "impact/answered.html", {"is_thanks": False})
        return render(request, "impact/answered.html", {"is_thanks": True})
    page = {"form": form, "edition": round_.edition, "round": round_}
    return render(request, "impact/answer.html", page, status=422 if form.errors else 200)


def _open_to(request: PersonRequest, pk: UUID, number: UUID) -> Any:
    round_ = queries.round_for(request.user, number, now().date())
    if round_ is None or round_.edition_id != pk:
        raise Http404
    return round_
