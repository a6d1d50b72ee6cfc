"""The first page of the desk, and being at somebody else's."""

from uuid import UUID

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from fuerza.core import audit
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.core.panels import FIRST, Card, Line, among
from fuerza.core.returning import way_back
from fuerza.core.workshop import SHOWS_REAL
from fuerza.desk import queries, services
from fuerza.desk.views import acts
from fuerza.desk.views.desks import (
    GRANT,
    DeskRequest,
    at_desk,
    note_watched,
    opened_at,
    show,
    told,
)
from fuerza.people.queries import PersonRequest
from fuerza.people.views.agreeing import rules_first

FIRST_FLOODS, FLOODS_SHOWN = 4, 24
BOX, HEIGHT = 100, 96
ALL = "all"  # asks for the whole desk, whatever stands in its place


@access(signed_in)
@after_warning
@at_desk
@require_safe
def watch(request: DeskRequest) -> HttpResponse:
    """Show the desk in numbers; no text of anybody's is on this page."""
    desk, opened = request.desk, opened_at(request)
    if desk.is_own and opened:
        services.let_read(owner=desk.owner, opened=opened, now=now())
    note_watched(request, "numbers")
    floods = list(queries.floods_in(desk)[: FLOODS_SHOWN + 1])
    stands = queries.standing(desk, now())
    pieces = told(request, "desk")
    cards = among(pieces, Card)
    whole = next((card for card in cards if card.is_whole), None)
    context = {
        "lines": among(pieces, Line),
        "instead": whole if desk.is_own and ALL not in request.GET else None,
        "stands": stands,
        "week": _week(stands),
        "floods": floods[:FIRST_FLOODS],
        "more_floods": floods[FIRST_FLOODS:FLOODS_SHOWN],
        "has_more_floods": len(floods) > FLOODS_SHOWN,
        "flood_acts": acts.for_flood(desk),
        "is_open": opened is not None,
        "first": [card for card in cards if card.weight >= FIRST],
        "cards": [
            card for card in cards if desk.is_own and card.weight < FIRST and not card.is_whole
        ],
    }
    return show(request, "desk/watch.html", context)


class Bar(msgspec.Struct, frozen=True):
    """One day of the strip, drawn from the bottom of a box that is a hundred high."""

    day: queries.Day
    top: int
    height: int
    hurtful_top: int
    hurtful_height: int


class Week(msgspec.Struct, frozen=True):
    bars: list[Bar]
    usual: float | None
    usual_top: int | None


def _week(stands: queries.Standing) -> Week:
    usual = stands.usual_per_day
    highest = max([1.0, usual or 0.0, *(float(day.total) for day in stands.days)])

    def high(number: float) -> int:
        return round(HEIGHT * number / highest)

    bars = [
        Bar(
            day=day,
            top=BOX - high(day.total),
            height=high(day.total),
            hurtful_top=BOX - high(day.hurtful),
            hurtful_height=high(day.hurtful),
        )
        for day in stands.days
    ]
    return Week(bars, usual, None if usual is None else BOX - high(usual))


@access(signed_in)
@at_desk
@require_POST
def show_real(request: DeskRequest) -> HttpResponse:
    """Show real examples in workshop mode, or go back to placeholders."""
    request.session[SHOWS_REAL] = request.POST.get("real") == "yes"
    return redirect(way_back(request, "desk:watch"))


@access(signed_in)
@rules_first
@require_safe
def enter(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Go to the desk of somebody who let her in."""
    desk = queries.desk_let_into(request.user, pk, now())
    if desk is None:
        raise Http404
    request.session[GRANT] = str(pk)
    audit.note(desk.owner.pk, desk.actor.pk, "desk.entered", pk, at=now())
    return redirect("desk:watch")


@access(signed_in)
@require_POST
def leave_desk(request: PersonRequest) -> HttpResponse:
    """Go back to her own desk."""
    request.session.pop(GRANT, None)
    return redirect("people:helpers")
