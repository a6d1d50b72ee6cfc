"""Correcting a label in one action, and what followed from it: thresholds that moved, what they would change, undo."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fuerza.acts.views import wording
from fuerza.core import disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.returning import way_back
from fuerza.desk import queries as desk_queries
from fuerza.desk.views.acts import nothing_done
from fuerza.desk.views.desks import DONE, DeskRequest, at_own_desk, show
from fuerza.sorting import queries, services
from fuerza.sorting.forms import CorrectForm

SHOWN = 20


@access(signed_in)
@at_own_desk
@require_safe
def corrections(request: DeskRequest) -> HttpResponse:
    """Show what she corrected, what that moved, and how many that wait would be sorted otherwise now."""
    desk = request.desk
    kept = disclosure.shown(request.user, queries.corrections_of(desk)[:SHOWN], "page")
    context = {
        "calibrates": queries.wishes_kept(desk.owner).calibrates,
        "shifts": queries.shifts_of(desk.owner),
        "changes": len(queries.changes_in(desk)),
        "looked_at": queries.LOOKED_AT,
        "corrections": kept,
    }
    return show(request, "sorting/corrections.html", context)


@access(signed_in)
@at_own_desk
@require_POST
def correct(request: DeskRequest) -> HttpResponse:
    """Put one message, or all of a list, under another label."""
    form = CorrectForm(request.POST)
    rows, stay = _aimed_at(request)
    if rows is None or not form.is_valid():
        raise Http404
    owner = request.desk.owner
    before = queries.shifts_of(owner)
    try:
        made = services.correct(
            desk=request.desk,
            mentions=rows,
            label=form.cleaned_data["label"],
            severity=form.cleaned_data["severity"],
            now=now(),
        )
    except services.NothingToCorrect:
        messages.info(request, nothing_done(stay) if stay else _("It stands there already."))
    else:
        has_moved = queries.shifts_of(owner) != before
        done = _done(made.pk, _said(made.size), has_moved=has_moved)
        request.session[DONE] = done | {"stay": stay}
    return redirect(way_back(request, "desk:watch"))


@access(signed_in)
@at_own_desk
@require_POST
def sort_anew(request: DeskRequest) -> HttpResponse:
    """Sort what waits as her corrections would have it."""
    try:
        made = services.sort_anew(desk=request.desk, now=now())
    except services.NothingToCorrect:
        messages.info(request, _("Nothing that waits would be sorted otherwise."))
    else:
        text = ngettext(
            "%(n)s message that waits is sorted anew.",
            "%(n)s messages that wait are sorted anew.",
            made.size,
        )
        request.session[DONE] = _done(made.pk, text % wording.number(made.size))
    return redirect("sorting:corrections")


@access(signed_in)
@at_own_desk
@require_POST
def put_back(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Undo one correction."""
    correction = queries.correction_in(request.desk, pk)
    if correction is None:
        raise Http404
    try:
        number = services.put_back(desk=request.desk, correction=correction, now=now())
    except services.AlreadyPutBack:
        messages.info(request, _("That was undone before."))
    else:
        text = ngettext(
            "Undone: %(n)s message stands where it stood.",
            "Undone: %(n)s messages stand where they stood.",
            number,
        )
        messages.success(request, text % wording.number(number))
    return redirect(way_back(request, "sorting:corrections"))


@access(signed_in)
@at_own_desk
@require_POST
def calibrate(request: DeskRequest) -> HttpResponse:
    """Have her corrections move where things count, or not."""
    services.calibrate(
        person=request.desk.owner, is_on=request.POST.get("calibrates") == "yes", now=now()
    )
    return redirect("sorting:corrections")


def _aimed_at(request: DeskRequest) -> tuple[QuerySet[Any] | None, int]:
    """Find what is corrected, one message or all of a list; and how many of the list are left to be looked at alone."""
    scope = desk_queries.scope_in(request.desk, request.POST.get("of", ""))
    if scope is not None and scope.is_danger:
        return scope.mentions, 0
    if scope is not None:
        left = desk_queries.left_of(scope)
        return scope.mentions.exclude(pk__in=left.values("pk")), left.count()
    try:
        pk = UUID(request.POST.get("mention", ""))
    except ValueError:
        return None, 0
    found = desk_queries.mentions_in(request.desk).filter(pk=pk)
    return (found if found.exists() else None), 0


def _done(pk: UUID, text: str, *, has_moved: bool = False) -> dict[str, Any]:
    """Say what was done, for the next page, with the way back."""
    see = ""
    if has_moved:
        text = f"{text} {_('Together with your earlier corrections this changes how what comes in is sorted.')}"
        see = reverse("sorting:corrections")
    return {"text": text, "undo": reverse("sorting:put_back", args=[pk]), "see": see}


def _said(number: int) -> str:
    text = ngettext("Corrected: %(n)s message.", "Corrected: %(n)s messages, as one act.", number)
    return text % wording.number(number)
