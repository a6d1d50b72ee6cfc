"""The facts that a guide rests on, as those see them who write it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.core.access import access
from fuerza.guides import queries, services
from fuerza.guides.forms import FactForm
from fuerza.guides.queries import ABOUT, ROOM, About, Work, writer
from fuerza.guides.views.deciding import worked_on
from fuerza.pages import queries as pages
from fuerza.pages.services import Written
from fuerza.people.queries import PersonRequest


@access(writer)
def facts(request: PersonRequest, pk: UUID) -> HttpResponse:
    """List the facts of a guide, with what she has changed herself, and add one."""
    return _page(request, worked_on(pk), "")


@access(writer)
def fact(request: PersonRequest, pk: UUID, code: str) -> HttpResponse:
    """Change one fact: its dates above all, when somebody has read the source again."""
    return _page(request, worked_on(pk), code)


@access(writer)
@require_POST
def take_away(request: PersonRequest, pk: UUID, code: str) -> HttpResponse:
    """Take a fact away on which no text rests."""
    work = worked_on(pk)
    about = _about(request, work)
    if code in queries.rested_on(work):
        messages.warning(request, _("A line still rests on it. Change the texts first."))
    else:
        left = tuple(each for each in about.facts if each.code != code)
        _keep(request, work, About(id=about.id, kind=about.kind, order=about.order, facts=left))
    return redirect("guides:facts", pk=pk)


def _page(request: PersonRequest, work: Work, code: str) -> HttpResponse:
    about = _about(request, work)
    known = {each.code: each for each in about.facts}
    if code and code not in known:
        raise Http404
    initial = FactForm.begun(known[code]) if code else None
    form = FactForm(request.POST or None, initial=initial, code=code, taken=set(known))
    if form.is_valid():
        known[form.cleaned_data["code"]] = form.fact()
        given = tuple(known.values())
        _keep(request, work, About(id=about.id, kind=about.kind, order=about.order, facts=given))
        return redirect("guides:facts", pk=work.id)
    today = now().date()
    context = {
        "work": work,
        "form": form,
        "code": code,
        "facts": [(each, each.is_expired(today)) for each in about.facts],
        "draft": pages.draft_of(ROOM, work.name, ABOUT, request.user),
    }
    return render(request, "guides/facts.html", context, status=422 if form.errors else 200)


def _about(request: PersonRequest, work: Work) -> About:
    draft = pages.draft_of(ROOM, work.name, ABOUT, request.user)
    return queries.about_in(draft.body) if draft else work.about


def _keep(request: PersonRequest, work: Work, about: About) -> None:
    draft = pages.draft_of(ROOM, work.name, ABOUT, request.user)
    seen = queries.stamp_of(queries.body_of(work, ABOUT))
    written = Written(body=queries.composed_about(about), over=draft.over if draft else seen)
    services.keep(work=work, part=ABOUT, written=written, by=request.user, now=now())
    messages.success(
        request, _("Kept in your draft. Readers see it once a second person has said yes.")
    )
