"""What waits at the desks she helps, taking the next group, and the second yes to what another helper proposed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fuerza.core import audit, keyrings
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.core.workshop import hides_words
from fuerza.desk import queries as desks
from fuerza.desk.views.desks import GRANT, DeskRequest, at_desk, note_watched, show
from fuerza.helping import queries, services
from fuerza.people.choices import Capability
from fuerza.people.queries import PersonRequest, name_of
from fuerza.people.views.agreeing import rules_first

LATELY, ANSWERS, SHOWN = 20, 10, 5
LISTED = {"g": "desk:group", "in": "desk:category"}


@access(signed_in)
@rules_first
@after_warning
@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """Show every desk she helps in numbers, what she was answered, and what she did lately."""
    helped = queries.desks_helped(request.user, now())
    for each in helped:
        audit.note(each.grant.owner_id, request.user.pk, "desk.watched", "numbers", at=now())
    opened = None if hides_words(request) else keyrings.opened(request, now=now())
    asked = queries.told(queries.questions_by(request.user, now())[:ANSWERS], opened)
    page = {
        "helped": helped,
        "asked": [(each, name_of(each.row.owner)) for each in asked],
        "is_open": opened is not None,
        "lately": queries.lines_of(request.user, queries.lately(request.user)[:LATELY]),
    }
    return render(request, "helping/queue.html", page)


@access(signed_in)
@rules_first
@require_POST
def take(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Go to a desk, to the group that comes next and that nobody else has taken."""
    desk = desks.desk_let_into(request.user, pk, now())
    if desk is None:
        raise Http404
    if request.session.get(GRANT) != str(pk):
        request.session[GRANT] = str(pk)
        audit.note(desk.owner.pk, desk.actor.pk, "desk.entered", pk, at=now())
    name = services.take(desk=desk, now=now())
    if name is None:
        messages.info(request, _("Nothing waits there that nobody has taken."))
        return redirect("helping:queue")
    kind, _colon, key = name.partition(":")
    return redirect(LISTED[kind], key)


@access(signed_in)
@at_desk
@require_safe
def proposals(request: DeskRequest) -> HttpResponse:
    """List the blocks that another helper proposed at this desk."""
    if request.desk.is_own or Capability.ACT not in request.desk.may:
        raise Http404
    note_watched(request, "proposals")
    waiting = []
    for each in queries.proposals_at(request.desk):
        rows = queries.proposed(request.desk, each)
        waiting.append((each, name_of(each.by), desks.how_many(rows), rows[:SHOWN]))
    return show(request, "helping/proposals.html", {"waiting": waiting})


@access(signed_in)
@at_desk
@require_POST
def confirm(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Say the second yes."""
    proposal = None if request.desk.is_own else queries.proposal_at(request.desk, pk)
    if proposal is None:
        raise Http404
    services.confirm(desk=request.desk, proposal=proposal, now=now())
    messages.success(request, _("It begins now. She sees that you said yes to it."))
    return redirect("helping:proposals")
