"""One mention: its facts, its text folded, why it stands where it stands, what was decided; and reporting it."""

from typing import Any
from uuid import UUID

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from fuerza.connections import queries as connections
from fuerza.connections.services import may_act
from fuerza.core import audit, disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.desk import queries, services
from fuerza.desk.choices import Decision
from fuerza.desk.forms import ReportForm
from fuerza.desk.views import acts
from fuerza.desk.views.deciding import done_with, not_decided
from fuerza.desk.views.desks import (
    DONE,
    DeskRequest,
    at_desk,
    at_own_desk,
    cards,
    is_placeholder,
    opened_at,
    show,
)
from fuerza.people import queries as people
from fuerza.vault.services import KeepingFailed
from safeguard.classify.detector import Detector


@access(signed_in)
@after_warning
@at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def open_mention(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Show one mention; when its text is in the page, that is an opening, and stands in the owner's trail.

    Who posts asks which word weighed most; it changes nothing.
    """
    mention = _mention(request, pk)
    desk, opened = request.desk, opened_at(request)
    body = None if is_placeholder(request) else queries.read([mention], opened).get(mention.pk)
    if body is not None:
        audit.note(desk.owner.pk, desk.actor.pk, "desk.opened", mention.pk, at=now())
        if request.method == "POST":
            body = msgspec.structs.replace(body, why=Detector().pointed(body.post.text, body.why))
    context = {
        "mention": mention,
        "body": body,
        "score": queries.scores_of([mention]).get(mention.pk),
        "is_open": opened is not None,
        "pictures": queries.pictures_of(mention, opened) if body else (),
        "history": _history(request, mention),
        "one_acts": acts.for_one(desk, mention.decision),
        "cards": cards(request, f"mention:{pk}"),
        "may_report": desk.is_own and mention.decision != Decision.REPORTED,
    }
    return show(request, "desk/open.html", context)


@access(signed_in)
@at_own_desk
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Report one mention: opened before, in her own words, confirmed by her, once."""
    mention = _mention(request, pk)
    can = connections.abilities_of(mention.connection)
    form = ReportForm(request.POST or None, has_services="report.service" in can)
    refused = ""
    if form.is_valid():
        try:
            decided = services.decide(
                desk=request.desk,
                mentions=queries.mentions_in(request.desk).filter(pk=pk),
                choice=form.choice(),
                opened=opened_at(request),
                now=now(),
            )
        except services.ReportRefused as because:
            refused = because.code
        except services.AlreadyDecided:
            refused = "once"
        except (services.DeskLocked, KeepingFailed) as failed:
            again = {"address": request.path, "fields": form.again()}
            return not_decided(request, form.choice(), again, failed)
        else:
            request.session[DONE] = done_with(request, decided)
            return redirect("desk:open", pk=pk)
    context = {
        "mention": mention,
        "form": form,
        "refused": refused,
        "open_url": reverse("desk:open", args=[pk]),
        "is_open": opened_at(request) is not None,
        "waits_for": _waits_for(mention.connection, can),
    }
    return show(request, "desk/report.html", context, status=422 if refused or form.errors else 200)


def _waits_for(connection: Any, can: frozenset[str]) -> UUID | None:
    """Name the account on which a report could be sent from here, if she let this desk act there."""
    return connection.pk if "report" in can and not may_act(connection) else None


def _mention(request: DeskRequest, pk: UUID) -> Any:
    mention = queries.mention_in(request.desk, pk)
    if mention is None or not disclosure.may_show(request.desk, mention, "page"):
        raise Http404
    return mention


def _history(request: DeskRequest, mention: Any) -> list[tuple[Any, str]]:
    """Pair each entry with the name of whoever made it; "" for the one who asks."""
    entries = list(queries.history_of(mention))
    names = {entry.by_id: entry.by for entry in entries if entry.by_id != request.user.pk}
    said = {pk: people.name_of(person) for pk, person in names.items()}
    return [(entry, said.get(entry.by_id, "")) for entry in entries]
