"""What somebody wrote, looked through by a second person: what changed, and a yes or a no."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from fuerza.core.access import access, reauthenticate
from fuerza.guides import queries, services
from fuerza.guides.forms import ReturnForm, ShowForm
from fuerza.guides.queries import ABOUT, ROOM, GuideWasBroken, Shown, Work, writer
from fuerza.pages import queries as pages
from fuerza.pages import services as writing
from fuerza.pages.choices import RevisionState
from fuerza.pages.queries import Revision
from fuerza.pages.services import Written
from fuerza.people.queries import PersonRequest

UNREADABLE = gettext_lazy(
    "Readers would not see it: something it rests on is not there. Look through the facts and links."
)
MEANWHILE = gettext_lazy(
    "Another text has been shown since this one was begun. Its writer has to look at that one first."
)


def worked_on(pk: UUID) -> Work:
    """Find the guide that is written on."""
    work = queries.work_of(pk)
    if work is None:
        raise Http404
    return work


def _looked_at(pk: UUID) -> tuple[Revision, Work]:
    revision = pages.revision_in(ROOM, pk)
    if revision is None:
        raise Http404
    return revision, worked_on(revision.page_id)


@access(writer)
@require_safe
def revision(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show what a revision changes, how readers would see it, and what can be done with it."""
    row, work = _looked_at(pk)
    return _page(request, row, work, ReturnForm())


def _page(request: PersonRequest, row: Revision, work: Work, form: ReturnForm) -> HttpResponse:
    is_hers = row.made_by_id == request.user.pk
    context = {
        "row": row,
        "work": work,
        "form": form,
        "changes": queries.changes_of(row),
        "source_changes": queries.changes_of_source(row),
        "shown": _seen(row, work),
        "can_propose": is_hers and row.state == RevisionState.DRAFT,
        "can_drop": is_hers and row.state in (RevisionState.DRAFT, RevisionState.PROPOSED),
        "can_decide": not is_hers and row.state == RevisionState.PROPOSED,
    }
    return render(request, "guides/revision.html", context, status=422 if form.errors else 200)


def _seen(row: Revision, work: Work) -> Shown | None:
    if row.part == ABOUT:
        return None
    try:
        return queries.seen_with(work, row.part, row.body, now().date())
    except GuideWasBroken:
        return None


@access(writer)
@require_POST
def propose(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Hand her draft to a second person."""
    row, work = _looked_at(pk)
    return propose_or_say(request, work, row)


def propose_or_say(request: PersonRequest, work: Work, row: Revision) -> HttpResponse:
    """Hand a draft to a second person, or say why that is not possible; the draft stays as it is."""
    try:
        services.propose(work=work, revision=row, by=request.user, now=now())
    except GuideWasBroken:
        messages.warning(request, UNREADABLE)
    except writing.ChangedMeanwhile:
        messages.warning(request, MEANWHILE)
    except (writing.NotHers, writing.NotThere):
        messages.warning(request, _("It is no draft of yours any more."))
    else:
        messages.success(
            request, _("A second person can now look through it. Readers don't see it yet.")
        )
    return redirect("guides:revision", pk=row.pk)


@access(writer)
@require_POST
def again(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Write on from a revision, whoever's it was: how an earlier text comes back."""
    row, work = _looked_at(pk)
    seen = queries.stamp_of(queries.body_of(work, row.part))
    written = Written(body=row.body, over=seen, source=row.source)
    services.keep(work=work, part=row.part, written=written, by=request.user, now=now())
    messages.success(request, _("Kept as your draft. Readers see nothing of it yet."))
    if row.part == ABOUT:
        return redirect("guides:facts", pk=work.id)
    return redirect("guides:write", pk=work.id, language=row.part)


@access(writer)
@require_POST
def drop(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Throw her own draft away; what readers see stays as it is."""
    row, work = _looked_at(pk)
    try:
        writing.drop(revision=row, by=request.user)
    except (writing.NotHers, writing.NotThere):
        messages.warning(request, _("It is no draft of yours any more."))
        return redirect("guides:revision", pk=pk)
    messages.success(request, _("Your draft is gone."))
    return redirect("guides:work", pk=work.id)


@access(writer)
@require_POST
def send_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say no to what somebody proposed, with what should change."""
    row, work = _looked_at(pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, row, work, form)
    words = form.cleaned_data["words"]
    try:
        writing.send_back(revision=row, words=words, by=request.user, now=now())
    except (writing.NotHers, writing.NotThere):
        messages.warning(request, _("It waits for nobody any more."))
    else:
        messages.success(request, _("Sent back, with your words."))
    return redirect("guides:revision", pk=pk)


@access(writer)
@reauthenticate
def show(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say yes to what somebody proposed: everybody reads it from then on."""
    row, work = _looked_at(pk)
    is_sent = request.method == "POST"
    form = ShowForm(request.POST if is_sent else None, revision=row)  # on facts it asks nothing
    if form.is_valid():
        try:
            services.show(
                work=work, revision=row, reviewed_by=form.name(), by=request.user, now=now()
            )
        except GuideWasBroken:
            messages.warning(request, UNREADABLE)
        except writing.ChangedMeanwhile:
            messages.warning(request, MEANWHILE)
        except writing.NotHers:
            messages.warning(request, _("It is your own: somebody else has to look through it."))
        except writing.NotThere:
            messages.warning(request, _("It waits for nobody any more."))
        else:
            messages.success(request, _("Readers see it now."))
        return redirect("guides:revision", pk=pk)
    context = {"row": row, "work": work, "form": form}
    return render(request, "guides/yes.html", context, status=422 if form.errors else 200)
