"""The owner's side: what helpers asked her and prepared for her, one by one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fuerza.connections.queries import abilities_of
from fuerza.core.access import access, signed_in
from fuerza.core.keyrings import Opened
from fuerza.desk.forms import ReportForm
from fuerza.desk.views.desks import DeskRequest, at_own_desk, is_placeholder, opened_at, show
from fuerza.helping import queries, services
from fuerza.helping.forms import AnswerForm
from fuerza.people.queries import name_of


@access(signed_in)
@at_own_desk
@require_safe
def asked(request: DeskRequest) -> HttpResponse:
    """List what waits for her: questions, and reports that were prepared."""
    questions, drafts = queries.questions_for(request.user), queries.drafts_for(request.user)
    context = {
        "questions": [(each, name_of(each.actor)) for each in questions],
        "drafts": [(each, name_of(each.actor)) for each in drafts],
    }
    return show(request, "helping/asked.html", context)


@access(signed_in)
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Show one question and take her answer."""
    question = queries.question_for(request.user, pk)
    if question is None:
        raise Http404
    form, opened = (
        AnswerForm(request.POST if request.method == "POST" else None),
        opened_at(request),
    )
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            services.answer(question=question, text=text, opened=opened, now=now())
        except services.NotOpen:
            form.add_error(None, _("Open your desk first: what was asked can't be read now."))
        else:
            messages.success(request, _("Answered."))
            return redirect("helping:asked")
    return _show(request, question, "helping/answer.html", form)


@access(signed_in)
@at_own_desk
@require_safe
def draft(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Show a report that was prepared: she opens the message, says in her own judgement what it is, and sends it."""
    prepared = _draft(request, pk)
    told = queries.told([prepared], _opened(request))[0]
    can = abilities_of(prepared.mention.connection)
    form = ReportForm(initial={"note": told.note or ""}, has_services="report.service" in can)
    return _show(request, prepared, "helping/draft.html", form)


@access(signed_in)
@at_own_desk
@require_POST
def drop(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Put a prepared report away."""
    services.drop(draft=_draft(request, pk), now=now())
    messages.success(request, _("It was put away. Nothing was sent."))
    return redirect("helping:asked")


def _opened(request: DeskRequest) -> Opened | None:
    """Open nothing in workshop mode: what helpers write may quote."""
    return None if is_placeholder(request) else opened_at(request)


def _draft(request: DeskRequest, pk: UUID) -> Any:
    found = queries.draft_for(request.user, pk)
    if found is None:
        raise Http404
    return found


def _show(request: DeskRequest, row: Any, template: str, form: Any) -> HttpResponse:
    opened = _opened(request)
    context = {
        "told": queries.told([row], opened)[0],
        "actor_name": name_of(row.actor),
        "mention_url": reverse("desk:open", args=[row.mention_id]),
        "form": form,
        "is_open": opened is not None,
    }
    return show(request, template, context, status=422 if form.errors else 200)
