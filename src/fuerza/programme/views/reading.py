"""What everybody reads: the programme's front and an edition's page; and that page seen as somebody else."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fuerza.core import disclosure
from fuerza.core.access import access, public
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries

AS_VISITOR, AS_PARTICIPANT = 1, 2


def language() -> str:
    return get_language() or "en"


@access(public)
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Say what the programme is, and where and when it was and will be; the same page for organisers."""
    programme = queries.programme_here()
    viewer = queries.viewer_of(request.user)
    context: dict[str, Any] = {"programme": programme, "is_organiser": viewer.is_organiser}
    if programme is not None:
        guest = viewer.as_guest
        listed = queries.listed_editions_for(guest, language=language())
        shown = disclosure.shown(guest, listed, "page")
        context |= {
            "shelf": queries.shelved(shown, now().date()),
            "hashtags": queries.hashtag_totals(guest, programme),
            "campaigns": queries.campaigns_of(programme),
            "countries": queries.countries(language()),
        }
    return render(request, "programme/list.html", context)


@access(public)
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an edition, its partners and what each gets first; what she may not see is not there."""
    viewer = queries.viewer_of(request.user)
    page = _page_of(viewer, pk)
    if page is None:
        raise Http404
    page["is_organiser"] = queries.organises(viewer, page["edition"])
    return render(request, "programme/show.html", page)


@access(organiser)
@require_safe
def look_as(request: PersonRequest, pk: UUID, who: int) -> HttpResponse:
    """Show organisers an edition's page as a visitor or a participant sees it, or say that it is not there."""
    edition = queries.organised_edition(request.user, pk)
    if edition is None or who not in {AS_VISITOR, AS_PARTICIPANT}:
        raise Http404
    viewer = queries.participant_of(edition) if who == AS_PARTICIPANT else queries.VISITOR
    page = _page_of(viewer, pk) or {"edition": None}
    page |= {"looked_as": who, "pk": pk}
    return render(request, "programme/show.html", page)


def _page_of(viewer: queries.Viewer, pk: UUID) -> dict[str, Any] | None:
    page = queries.page_of(viewer, pk, language=language())
    if page is None or not disclosure.may_show(viewer, page.edition, "page"):
        return None
    return {
        "edition": page.edition,
        "is_ahead": queries.is_ahead(page.edition, now().date()),
        "is_from_before": queries.is_from_before(page.edition),
        "partnerships": disclosure.shown(viewer, page.partnerships, "page"),
        "days": page.days,
        "claims": disclosure.shown(viewer, page.claims, "page"),
        "words": page.words,
        "countries": page.countries,
    }
