"""The helper's side of one message: handing it back to her with a note, and preparing a report for her."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fuerza.acts.choices import Category
from fuerza.core.access import access, signed_in
from fuerza.desk import queries as desks
from fuerza.desk.views.desks import DeskRequest, at_desk, note_watched, show
from fuerza.helping import services
from fuerza.helping.forms import AskForm, DraftForm
from fuerza.people.choices import Capability


@access(signed_in)
@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Hand a message back to her."""
    mention = _mention(request, pk)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.ask(desk=request.desk, mention=mention, note=form.cleaned_data["note"], now=now())
        messages.success(
            request, _("She is asked. Her answer will be where your desks are listed.")
        )
        return redirect("desk:open", pk=pk)
    return _form(request, mention, form, "helping/ask.html")


@access(signed_in)
@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Prepare a report of a message; it goes nowhere but to her."""
    mention = _mention(request, pk)
    if Capability.PREPARE not in request.desk.may:
        raise Http404
    form = DraftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.prepare(
                desk=request.desk,
                mention=mention,
                label=Category(form.cleaned_data["label"]),
                note=form.cleaned_data["note"],
                now=now(),
            )
        except services.NotAllowed:
            form.add_error(None, _("Open the text first: nobody prepares what they have not read."))
        else:
            messages.success(request, _("It waits for her. Nothing was sent."))
            return redirect("desk:open", pk=pk)
    return _form(request, mention, form, "helping/prepare.html")


def _mention(request: DeskRequest, pk: UUID) -> Any:
    mention = None if request.desk.is_own else desks.mention_in(request.desk, pk)
    if mention is None:
        raise Http404
    return mention


def _form(request: DeskRequest, mention: Any, form: Any, template: str) -> HttpResponse:
    if request.method != "POST":
        note_watched(request, str(mention.pk), "desk.saw")
    context = {"mention": mention, "form": form}
    return show(request, template, context, status=422 if form.errors else 200)
