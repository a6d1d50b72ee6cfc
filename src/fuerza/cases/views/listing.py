"""All cases; making one of what is on her desk; and the least of a flood in one tap."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fuerza.cases import queries, services
from fuerza.cases.forms import SinceForm, TitleForm
from fuerza.cases.views.frame import DONE, id_in, remember
from fuerza.core import audit, keyrings, times
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.core.returning import way_back
from fuerza.core.workshop import hides_words
from fuerza.desk import queries as desk_queries
from fuerza.desk.services import DeskLocked
from fuerza.desk.views.desks import DeskRequest, at_own_desk, opened_at, show
from fuerza.people import queries as people
from fuerza.people.queries import PersonRequest
from fuerza.vault.services import KeepingFailed

WEEK = timedelta(days=7)


@access(signed_in)
@after_warning
@require_safe
def show_all(request: PersonRequest) -> HttpResponse:
    """List her cases and those she was let into: numbers and times, and their names while her key is open."""
    opened = None if hides_words(request) else keyrings.opened(request, now=now())
    mine = list(queries.cases_of(request.user))
    theirs = queries.let_into(request.user, now())
    away = list(queries.put_away_by(request.user))
    for each in theirs:
        audit.note(each.person_id, request.user.pk, "cases.listed", each.pk, at=now())
    titles = queries.titles_of([*mine, *theirs, *away], opened)
    context = {
        "mine": [(each, titles.get(each.pk, "")) for each in mine],
        "theirs": [(each, titles.get(each.pk, ""), people.name_of(each.person)) for each in theirs],
        "away": [(each, titles.get(each.pk, "")) for each in away],
        "is_open": opened is not None,
        "must_agree": people.must_agree(request.user, now()),
        "form": TitleForm(),
        "since": SinceForm(initial={"since": times.local(now(), request.user.zone) - WEEK}),
        "done": request.session.pop(DONE, None) if DONE in request.session else None,
    }
    return render(request, "cases/all.html", context)


@access(signed_in)
@at_own_desk
@require_POST
def gather(request: DeskRequest) -> HttpResponse:
    """Open a case with what was chosen on a page of hers, or add it to one; what isn't kept is kept first."""
    chosen = _chosen(request)
    try:
        done = services.gather(
            desk=request.desk, chosen=chosen, opened=opened_at(request), now=now()
        )
    except (DeskLocked, KeepingFailed) as failed:
        return _not_gathered(request, failed)
    added = ngettext(
        "%(number)s thing was added. It is kept as evidence.",
        "%(number)s things were added. They are kept as evidence.",
        done.added,
    ) % _number(done.added)
    text = added if done.added or chosen.case else _("The case is open.")
    remember(request, " ".join([text, *_rest(done)]))
    return redirect("cases:case", pk=done.case.pk)


@access(signed_in)
@at_own_desk
@require_POST
def least(request: DeskRequest) -> HttpResponse:
    """Keep the first, the three latest and the three worst, and begin a case and its incident log with them."""
    mentions = _of(request)
    form = SinceForm(request.POST)
    if mentions is None:
        if not form.is_valid():
            messages.info(request, _("Say since which day."))
            return redirect(way_back(request, "cases:all"))
        mentions = queries.waiting_since(request.desk, form.moment(request.user.zone))
    found = queries.least_of(mentions)
    if found is None:
        messages.info(request, _("Nothing is there to be kept."))
        return redirect(way_back(request, "cases:all"))
    try:
        done = services.log_least(
            desk=request.desk,
            least=found,
            what=_what(found, request.user.zone),
            opened=opened_at(request),
            now=now(),
        )
    except (DeskLocked, KeepingFailed) as failed:
        return _not_gathered(request, failed)
    text = ngettext(
        "Kept: %(kept)s of %(number)s message: the first, the three latest, the three worst. "
        "The incident log has begun.",
        "Kept: %(kept)s of %(number)s messages: the first, the three latest, the three worst. "
        "The incident log has begun.",
        found.of,
    ) % (_number(found.of) | {"kept": number_format(done.added)})
    undo = reverse("cases:do", args=[done.case.pk])
    entry = str(done.entry) if done.entry else ""
    remember(request, " ".join([text, *_rest(done)]), undo, act="undo_least", entry=entry)
    return redirect("cases:case", pk=done.case.pk)


@access(signed_in)
@require_POST
def take_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take a case back that was put away."""
    case = queries.put_away_by(request.user).filter(pk=pk).first()
    if case is None:
        raise Http404
    services.take_back(case=case, now=now())
    return redirect("cases:case", pk=pk)


def _chosen(request: DeskRequest) -> services.Chosen:
    """Read what was chosen; what is not hers is as if it weren't there."""
    into = request.POST.get("case", "")
    case = queries.cases_of(request.user).filter(pk=id_in(into)).first() if into else None
    if into and case is None:
        raise Http404
    mentions = _of(request)
    if mentions is None and "mention" in request.POST:
        ids = [id_in(each) for each in request.POST.getlist("mention")]
        mentions = desk_queries.mentions_in(request.desk).filter(pk__in=ids).order_by("pk")
    return services.Chosen(
        mentions=mentions,
        exhibits=tuple(id_in(each) for each in request.POST.getlist("exhibits")),
        case=case,
        title=request.POST.get("title", "")[:200],
    )


def _of(request: DeskRequest) -> Any:
    """Find the list of the desk that the form was for; None where it names none."""
    name = request.POST.get("of", "")
    if not name:
        return None
    scope = desk_queries.scope_in(request.desk, name)
    if scope is None:
        raise Http404
    return scope.mentions


def _not_gathered(request: DeskRequest, failed: Exception) -> HttpResponse:
    """Say that nothing was changed, and why."""
    context = {
        "is_locked": isinstance(failed, DeskLocked),
        "is_open": opened_at(request) is not None,
        "why": str(failed.code) if isinstance(failed, KeepingFailed) else "",
        "back": way_back(request, "cases:all"),
    }
    return show(request, "cases/not_gathered.html", context, status=422)


def _rest(done: services.Gathered) -> list[str]:
    """Say what did not come along."""
    rest = []
    if done.not_kept:
        rest.append(
            ngettext(
                "%(number)s can't be kept here: its platform forbids it. Add what you saw instead.",
                "%(number)s can't be kept here: their platform forbids it. Add what you saw instead.",
                done.not_kept,
            )
            % _number(done.not_kept)
        )
    if done.left:
        rest.append(
            ngettext(
                "%(number)s more is left: add them to this case to go on.",
                "%(number)s more are left: add them to this case to go on.",
                done.left,
            )
            % _number(done.left)
        )
    return rest


def _what(found: queries.Least, zone: str) -> str:
    """Begin the incident log with numbers alone."""
    said = {"first": _said(found.first_at, zone), "last": _said(found.last_at, zone)}
    return ngettext(
        "%(number)s message from %(accounts)s accounts, from %(first)s to %(last)s.",
        "%(number)s messages from %(accounts)s accounts, from %(first)s to %(last)s.",
        found.of,
    ) % (_number(found.of) | said | {"accounts": number_format(found.accounts)})


def _said(moment: Any, zone: str) -> str:
    return times.said(moment, now=now(), zone=zone)


def _number(number: int) -> dict[str, str]:
    return {"number": number_format(number, force_grouping=True)}
