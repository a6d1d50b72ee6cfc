"""Writing guides: what there is, one guide, and a text of it in one language."""

from uuid import UUID

import msgspec
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fuerza.core.access import access
from fuerza.guides import queries, services
from fuerza.guides.choices import Kind
from fuerza.guides.forms import GuideForm, TextForm
from fuerza.guides.queries import ABOUT, ROOM, SOURCE, GuideWasBroken, Shown, Work, writer
from fuerza.guides.views.deciding import UNREADABLE, propose_or_say, worked_on
from fuerza.pages import queries as pages
from fuerza.pages.queries import Revision
from fuerza.pages.services import Written
from fuerza.people.queries import PersonRequest


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """Where a writer stands: her draft if she has one, what readers see, and the English text of a translation."""

    work: Work
    language: str
    draft: Revision | None
    seen: str
    source: str

    @property
    def body(self) -> str:
        return self.draft.body if self.draft else self.seen

    @property
    def note(self) -> str:
        return self.draft.note if self.draft else ""

    @property
    def stamp(self) -> str:
        """Tell the text that readers see from any other."""
        return queries.stamp_of(self.seen)

    @property
    def is_behind(self) -> bool:
        """Say whether readers see another text than the one she began from."""
        return self.draft is not None and self.draft.over != self.stamp

    def over(self, *, is_hers_to_replace: bool) -> str:
        """Say which text hers is to replace."""
        is_kept = self.draft is not None and not is_hers_to_replace
        return self.draft.over if self.draft and is_kept else self.stamp


@access(writer)
@require_safe
def board(request: PersonRequest) -> HttpResponse:
    """List all guides with how they stand in each language, and what waits for a second person."""
    under_way = list(pages.under_way(ROOM))
    works = queries.works()
    names = {work.name: work for work in works}
    context = {
        "rows": [(work, queries.standings(work, under_way)) for work in works],
        "waiting": [(row, names[row.page.name]) for row in under_way if row.page.name in names],
    }
    return render(request, "guides/board.html", context)


@access(writer)
def begin(request: PersonRequest) -> HttpResponse:
    """Begin a guide of this installation's own, and go on to its text."""
    form = GuideForm(request.POST or None)
    if form.is_valid():
        found = form.cleaned_data
        work = services.begin_guide(
            title=found["title"],
            lead=found["lead"],
            kind=Kind(found["kind"]),
            by=request.user,
            now=now(),
        )
        return redirect("guides:write", pk=work.id, language=SOURCE)
    status = 422 if form.errors else 200
    return render(request, "guides/begin.html", {"form": form}, status=status)


@access(writer)
@require_safe
def work(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show one guide as its writers see it: languages, facts, and what each text has been through."""
    found = worked_on(pk)
    parts = [ABOUT, *settings.AUTONYMS]
    context = {
        "work": found,
        "standings": queries.standings(found, list(pages.under_way(ROOM))),
        "overtaken": queries.overtaken(found),
        "history": [row for part in parts for row in pages.revisions_of(ROOM, found.name, part)],
    }
    return render(request, "guides/work.html", context)


@access(writer)
def write(request: PersonRequest, pk: UUID, language: str) -> HttpResponse:
    """Write a guide in one language: look at it as readers would, keep it, or hand it to a second person."""
    begun = _begun(request, worked_on(pk), language)
    form = TextForm(
        request.POST or None,
        initial=TextForm.begun(queries.fields_of(begun.body), begun.note),
        work=begun.work,
        language=language,
        is_behind=begun.is_behind,
    )
    shown = None
    if form.is_valid():
        if "look" not in request.POST:
            return _kept(request, form, begun)
        shown = _looked_at(form, begun)
    context = {
        "work": begun.work,
        "form": form,
        "language": language,
        "autonym": settings.AUTONYMS[language],
        "begun": begun,
        "fields": form.beside(queries.fields_of(begun.source)),
        "shown": shown,
    }
    return render(request, "guides/write.html", context, status=422 if form.errors else 200)


def _begun(request: PersonRequest, work: Work, language: str) -> Begun:
    is_source = language == SOURCE
    if language not in settings.AUTONYMS or not (is_source or work.guide):
        raise Http404
    return Begun(
        work=work,
        language=language,
        draft=pages.draft_of(ROOM, work.name, language, request.user),
        seen=queries.body_of(work, language),
        source="" if is_source else queries.body_of(work, SOURCE),
    )


def _body(form: TextForm, begun: Begun) -> str:
    made_from = queries.source_digest(begun.work) if begun.source else ""
    return queries.composed(form.written(), made_from=made_from)


def _looked_at(form: TextForm, begun: Begun) -> Shown | None:
    try:
        return queries.seen_with(begun.work, begun.language, _body(form, begun), now().date())
    except GuideWasBroken:
        form.add_error(None, UNREADABLE)
        return None


def _kept(request: PersonRequest, form: TextForm, begun: Begun) -> HttpResponse:
    written = Written(
        body=_body(form, begun),
        over=begun.over(is_hers_to_replace=form.cleaned_data.get("instead", False)),
        source=begun.source,
        note=form.cleaned_data["note"],
    )
    row = services.keep(
        work=begun.work, part=begun.language, written=written, by=request.user, now=now()
    )
    if "propose" in request.POST:
        return propose_or_say(request, begun.work, row)
    messages.success(request, _("Kept. Only those who write guides can see it."))
    return redirect("guides:write", pk=begun.work.id, language=begun.language)
