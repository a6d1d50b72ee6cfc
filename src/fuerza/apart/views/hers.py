"""Her own pages: whom she would rather not meet, what was decided about her, and what she says to it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.apart import queries, services
from fuerza.apart.choices import EDGES_AT_MOST
from fuerza.apart.forms import AppealForm, EdgeForm, TalkForm
from fuerza.core.access import access, signed_in
from fuerza.people.queries import PersonRequest


@access(signed_in)
def mine(request: PersonRequest) -> HttpResponse:
    """Show her list, and what it can and can't do; keep one more."""
    form = EdgeForm(request.POST or None)
    if form.is_valid():
        try:
            services.keep_apart(person=request.user, now=now(), **form.cleaned_data)
        except services.TooMany:
            form.add_error(None, _("There are ten on your list already. Take one off first."))
        else:
            messages.success(
                request, _("Kept. It counts from the next time people are put together.")
            )
            return redirect("apart:mine")
    edges = queries.edges_of(request.user)
    page = {
        "edges": [
            (one, queries.text_of(one, "whom"), queries.text_of(one, "reason")) for one in edges
        ],
        "form": form,
        "is_full": queries.free_edges(request.user) <= 0,
        "at_most": EDGES_AT_MOST,
        "editions": queries.editions_to_talk_of(request.user),
        "asked": {one.edition_id for one in queries.talks_of(request.user)},
    }
    return render(request, "apart/mine.html", page, status=422 if form.errors else 200)


@access(signed_in)
@require_POST
def meet_again(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take one off her list."""
    edge = queries.edges_of(request.user).filter(pk=pk).first()
    if edge is None:
        raise Http404
    services.meet_again(edge=edge, now=now())
    messages.success(request, _("Taken off your list. Nobody is told."))
    return redirect("apart:mine")


@access(signed_in)
def talk(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask an edition's organisers for a talk beforehand, or take that back."""
    edition = queries.editions_to_talk_of(request.user).filter(pk=pk).first()
    if edition is None:
        raise Http404
    known = queries.talks_of(request.user).filter(edition=edition).first()
    if known is not None and "back" in request.POST:
        services.end_talk(talk=known, by=request.user, now=now())
        messages.success(request, _("Taken back. How to reach you is deleted."))
        return redirect("apart:mine")
    initial = {"how": queries.text_of(known, "how")} if known else None
    form = TalkForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.ask_to_talk(
            person=request.user, edition=edition, how=form.cleaned_data["how"], now=now()
        )
        messages.success(request, _("Asked. An organiser reads how to reach you, and no more."))
        return redirect("apart:mine")
    page = {"edition": edition, "form": form, "known": known}
    return render(request, "apart/talk.html", page, status=422 if form.errors else 200)


@access(signed_in)
@require_safe
def told(request: PersonRequest) -> HttpResponse:
    """Say what was decided about her: why, until when, and how to object."""
    rows = [
        {
            "row": one,
            "is_in_force": queries.is_in_force(one, now()),
            "told": queries.text_of(one, "told"),
            "appeal": queries.text_of(one, "appeal"),
            "answer": queries.text_of(one, "answer"),
            "form": AppealForm(auto_id=f"id_{one.pk}_%s"),
        }
        for one in queries.told_to(request.user)
    ]
    return render(request, "apart/told.html", {"rows": rows})


@access(signed_in)
@require_POST
def appeal(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take what she says against it."""
    exclusion = queries.told_to(request.user).filter(pk=pk).first()
    if exclusion is None:
        raise Http404
    form = AppealForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what you want to say, in 2,000 letters at most."))
        return redirect("apart:told")
    try:
        services.appeal(exclusion=exclusion, text=form.cleaned_data["text"], now=now())
    except services.Settled:
        messages.error(request, _("That can't be done now: it is over, or you did it already."))
    else:
        messages.success(request, _("Sent. Somebody who took no part in it reads it."))
    return redirect("apart:told")
