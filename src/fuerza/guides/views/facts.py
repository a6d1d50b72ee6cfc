"""The facts that a guide rests on, as those see them who write it."""

from collections.abc import Iterable
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerza.core.access import access
from fuerza.guides import queries, services
from fuerza.guides.forms import FactForm
from fuerza.guides.queries import ABOUT, ROOM, About, Fact, Work, writer
from fuerza.guides.views.deciding import worked_on
from fuerza.pages import queries as pages
from fuerza.pages.queries import Revision
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
    begun = _begun(request, worked_on(pk))
    if code in queries.rested_on(begun.work):
        messages.warning(request, _("A line still rests on it. Change the texts first."))
    else:
        _keep(request, begun, [each for each in begun.about.facts if each.code != code])
    return redirect("guides:facts", pk=pk)


class Begun(msgspec.Struct, frozen=True):
    """Where a writer stands with the facts of a guide: her draft if she has one, and what that says."""

    work: Work
    draft: Revision | None

    @property
    def about(self) -> About:
        return queries.about_in(self.draft.body) if self.draft else self.work.about


def _begun(request: PersonRequest, work: Work) -> Begun:
    return Begun(work, pages.draft_of(ROOM, work.name, ABOUT, request.user))


def _page(request: PersonRequest, work: Work, code: str) -> HttpResponse:
    begun = _begun(request, work)
    known = {each.code: each for each in begun.about.facts}
    if code and code not in known:
        raise Http404
    initial = FactForm.begun(known[code]) if code else None
    form = FactForm(request.POST or None, initial=initial, code=code, taken=set(known))
    if form.is_valid():
        _keep(request, begun, (known | {form.cleaned_data["code"]: form.fact()}).values())
        return redirect("guides:facts", pk=work.id)
    today = now().date()
    context = {
        "work": work,
        "form": form,
        "code": code,
        "facts": [(each, each.is_expired(today)) for each in known.values()],
        "draft": begun.draft,
    }
    return render(request, "guides/facts.html", context, status=422 if form.errors else 200)


def _keep(request: PersonRequest, begun: Begun, facts: Iterable[Fact]) -> None:
    about = msgspec.structs.replace(begun.about, facts=tuple(facts))
    seen = queries.stamp_of(queries.body_of(begun.work, ABOUT))
    over = begun.draft.over if begun.draft else seen
    written = Written(body=queries.composed_about(about), over=over)
    services.keep(work=begun.work, part=ABOUT, written=written, by=request.user, now=now())
    messages.success(
        request, _("Kept in your draft. Readers see it once a second person has said yes.")
    )
