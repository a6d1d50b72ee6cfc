"""What an edition did, for its organisers: rounds of questions, what may be shown of them, and what was written."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.attendance.views.organising import organised
from fuerza.core import disclosure
from fuerza.core.access import access, reauthenticate
from fuerza.impact import queries, services
from fuerza.impact.choices import Wave
from fuerza.impact.forms import RoundForm
from fuerza.people.queries import PersonRequest, organiser
from fuerza.programme import queries as programme


@access(organiser)
@require_safe
def did(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Show the rounds of one edition, and groups before and after side by side."""
    edition = organised(request, pk)
    rounds = disclosure.shown(request.user, queries.rounds_of(edition), "page")
    with_numbers = [one for one in rounds if one.shown]
    page = {
        "edition": edition,
        "rounds": rounds,
        "has_listened": any(one.wave == Wave.BEFORE for one in rounds),
        "is_closed": queries.is_closed_for_good(edition),
        "waves": with_numbers,
        "compared": queries.compared(with_numbers) if len(with_numbers) > 1 else [],
        "organises_all": programme.may_open(request.user),
        "today": now().date(),
    }
    return render(request, "impact/did.html", page)


@access(organiser)
def ask(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Open the listening round."""
    edition = organised(request, pk)
    form = RoundForm(request.POST or None, today=now().date())
    if form.is_valid():
        try:
            services.open_round(edition=edition, **form.cleaned_data, by=request.user, now=now())
        except services.NotAsked:
            messages.error(
                request, _("People were asked before, or the edition is closed for good.")
            )
        else:
            messages.success(
                request, _("Opened. Whoever has a place or waits for one finds it on Today.")
            )
        return redirect("impact:did", pk=pk)
    page = {"edition": edition, "form": form, "name": _("Ask before"), "verb": _("Open it")}
    return render(request, "impact/form.html", page, status=422 if form.errors else 200)


@access(organiser)
@require_safe
def heard(request: PersonRequest, pk: UUID, number: UUID) -> HttpResponse:
    """Show what may be shown of one round, and lead from wishes to the agenda."""
    edition = organised(request, pk)
    round_ = _round(edition, number)
    page = {
        "edition": edition,
        "round": round_,
        "results": queries.results_of(round_),
        "wishes": [_wish(pk, text, count) for text, count in queries.wished_for(round_)],
        "today": now().date(),
    }
    return render(request, "impact/heard.html", page)


@access(organiser)
@reauthenticate
@require_POST
def words(request: PersonRequest, pk: UUID, number: UUID) -> HttpResponse:
    """Show what was written in own words, in an order of its own each time, once the round has closed."""
    edition = organised(request, pk)
    round_ = _round(edition, number)
    lines = queries.lines_of(round_) if round_.closed_at else []
    page = {"edition": edition, "round": round_, "lines": lines}
    return render(request, "impact/words.html", page)


def _round(edition: Any, pk: UUID) -> Any:
    found = next((one for one in queries.rounds_of(edition) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _wish(pk: UUID, text: str, count: int) -> dict[str, Any]:
    """Fill the form of the agenda with one session on what is wished for; its hour is the organiser's to choose."""
    line = urlencode({"agenda": f"09:00-10:00 {text}"})
    url = f"{reverse('programme:write_agenda', args=[pk])}?{line}"
    return {"text": text, "count": count, "url": url}
