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
from fuerza.programme.choices import Visibility

AS_VISITOR, AS_PARTICIPANT = 1, 2
DIGITS = 4  # of the number of a page


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
        today, number = now().date(), _number(request)
        listed, is_more = queries.page_of_list(guest, today, number, language=language())
        shown = disclosure.shown(guest, listed, "page")
        context |= {
            "shelf": queries.shelved(shown, today),
            "number": number,
            "next_number": number + 1 if is_more else None,
            "hashtags": queries.hashtag_totals(guest, programme),
            "campaigns": [] if number else queries.campaigns_of(programme),
            "countries": queries.countries(language()),
        }
    return render(request, "programme/list.html", context)


def _number(request: HttpRequest) -> int:
    """Read which page of the list is asked for; what is no number, or an absurd one, is the first."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= DIGITS else 0


@access(public)
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an edition, its partners and what each gets first; what she may not see is not there."""
    viewer = queries.viewer_of(request.user)
    page = _page_of(viewer, pk)
    if page is None:
        raise Http404
    page["is_organiser"] = queries.organises(viewer, page["edition"])
    page["public"] = _told_to_everybody(request, page["page"])
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
        "page": page,
        "edition": page.edition,
        "is_ahead": queries.is_ahead(page.edition, now().date()),
        "is_from_before": queries.is_from_before(page.edition),
        "partnerships": disclosure.shown(viewer, page.partnerships, "page"),
        "days": page.days,
        "claims": disclosure.shown(viewer, page.claims, "page"),
        "words": page.words,
        "countries": page.countries,
    }


def _told_to_everybody(request: HttpRequest, page: queries.EditionPage) -> dict[str, Any] | None:
    """What other sites and search engines may take from the page; None where they may take nothing."""
    edition = page.edition
    if not disclosure.may_show(queries.VISITOR, edition, "json"):
        return None
    address = request.build_absolute_uri(request.path)
    return {
        "title": queries.title_of(page, language()),
        "area": queries.area_of(page, language()),
        "is_listed": edition.visibility == Visibility.PUBLIC,
        "structured": queries.structured(page, language(), lambda _pk: address),
        "address": address,
    }
