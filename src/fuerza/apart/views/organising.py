"""What organisers decide about who is not let in: one proposes, another confirms; an appeal is read by a third."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from fuerza.apart import queries, services
from fuerza.apart.forms import AnswerForm, ProposeForm
from fuerza.core.access import access, reauthenticate
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries as programme

_DO: dict[str, tuple[Callable[..., object], Any]] = {
    "confirm": (
        services.confirm,
        _lazy("Decided. She is told why, until when, and how to object."),
    ),
    "drop": (services.drop, _lazy("Not done. Nothing of it is kept.")),
    "lift": (services.lift, _lazy("Noted. It ends when a second organiser agrees.")),
}


@access(organiser)
@require_safe
def exclusions(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show whom an edition does not let in, what waits for a second organiser, and who wants to talk beforehand."""
    edition = _organised(request, pk)
    page = {
        "edition": edition,
        "organises_all": programme.viewer_of(request.user).organises_all,
        "rows": [_row(one) for one in queries.exclusions_at(request.user, edition)],
        "talks": [(one, queries.text_of(one, "how")) for one in queries.talks_at(edition)],
        "appeals": queries.appeals_for(request.user).count(),
    }
    return render(request, "apart/exclusions.html", page)


@access(organiser)
@reauthenticate
def propose(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Propose to keep somebody out: nothing holds before another organiser agrees."""
    edition = _organised(request, pk)
    form = ProposeForm(
        request.POST or None,
        zone=edition.zone,
        may_be_wide=programme.viewer_of(request.user).organises_all,
        now=now(),
    )
    if form.is_valid():
        person = queries.person_at(request.user, edition, form.cleaned_data["whom"])
        if person is not None:
            services.propose(
                person=person,
                edition=None if form.cleaned_data.get("is_wide") else edition,
                proposal=form.proposal(),
                by=request.user,
                now=now(),
            )
            messages.success(request, _("Proposed. It holds when a second organiser agrees."))
            return redirect("apart:exclusions", pk=pk)
        form.add_error(
            "whom", _("Nobody else who answered for this edition has this name or address.")
        )
    page = {"edition": edition, "form": form}
    return render(request, "apart/propose.html", page, status=422 if form.errors else 200)


@access(organiser)
@reauthenticate
def settle(request: PersonRequest, pk: UUID, exclusion: UUID) -> HttpResponse:
    """Show one with its reasons; confirm it, drop it, or have it lifted."""
    edition = _organised(request, pk)
    found = queries.exclusion_for(request.user, edition, exclusion)
    if found is None:
        raise Http404
    do, said = _DO.get(request.POST.get("do", ""), (None, ""))
    if do is None:
        return render(request, "apart/settle.html", _row(found) | _may(request, found, edition))
    try:
        do(exclusion=found, by=request.user, now=now())
    except services.TookPart:
        messages.error(request, _("You had a hand in it already: it takes another organiser."))
    except services.Settled:
        messages.error(request, _("It was settled otherwise meanwhile."))
    else:
        messages.success(request, said)
    return redirect("apart:exclusions", pk=pk)


@access(organiser)
@require_POST
def end_talk(request: PersonRequest, pk: UUID, talk: UUID) -> HttpResponse:
    """Take a wish to talk off the list, once somebody talked with her."""
    edition = _organised(request, pk)
    found = queries.talks_at(edition).filter(pk=talk).first()
    if found is None:
        raise Http404
    services.end_talk(talk=found, by=request.user, now=now())
    messages.success(request, _("Done. How to reach her is deleted."))
    return redirect("apart:exclusions", pk=pk)


@access(organiser)
@require_safe
def appeals(request: PersonRequest) -> HttpResponse:
    """List the appeals that she may read, having taken no part."""
    page = {"appeals": queries.appeals_for(request.user)}
    return render(request, "apart/appeals.html", page)


@access(organiser)
@reauthenticate
def read_appeal(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Read an appeal beside what was decided, and answer it."""
    found = queries.appeal_for(request.user, pk)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        services.read_appeal(
            exclusion=found,
            is_lifted=request.POST.get("do") == "lift",
            answer=form.cleaned_data["answer"],
            by=request.user,
            now=now(),
        )
        messages.success(request, _("Answered. She reads it on her page."))
        return redirect("apart:appeals")
    page = _row(found) | {"form": form, "appeal": queries.text_of(found, "appeal")}
    return render(request, "apart/read_appeal.html", page, status=422 if form.errors else 200)


def _organised(request: PersonRequest, pk: UUID) -> Any:
    edition = programme.organised_edition(request.user, pk, language=get_language() or "en")
    if edition is None:
        raise Http404
    return edition


def _row(one: Any) -> dict[str, Any]:
    return {
        "row": one,
        "whom": queries.text_of(one, "whom"),
        "reason": queries.text_of(one, "reason"),
        "told": queries.text_of(one, "told"),
        "is_in_force": queries.is_in_force(one, now()),
    }


def _may(request: PersonRequest, one: Any, edition: Any) -> dict[str, Any]:
    """Say which of the buttons would do something for her."""
    is_proposed = one.state == "proposed"
    return {
        "edition": edition,
        "may_confirm": is_proposed and not queries.took_part(request.user, one),
        "may_drop": is_proposed,
        "may_lift": queries.is_in_force(one, now()) and one.lift_asked_by_id != request.user.pk,
    }
