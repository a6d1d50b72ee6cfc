"""A flood as one thing: how it went, where it seems to have spread from, how it differs, what to do about all of it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.http import Http404, HttpResponse
from django.utils.timezone import now
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from fuerza.core import audit, disclosure
from fuerza.core.access import access, signed_in
from fuerza.core.interruption import after_warning
from fuerza.core.panels import Card, Line, among
from fuerza.desk.queries import mention_in, read
from fuerza.desk.views import acts
from fuerza.desk.views.desks import (
    DeskRequest,
    at_desk,
    is_placeholder,
    note_watched,
    opened_at,
    show,
    told,
)
from fuerza.floods import queries

HEIGHT, TOP, WIDTH, GAP = 100, 96, 10, 2
LANGUAGES_SHOWN = 6


@access(signed_in)
@after_warning
@at_desk
@require_safe
def show_flood(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Show a pile-on or a copy-paste raid from what the job wrote down: as dear for a million mentions as for ten."""
    desk, opened = request.desk, opened_at(request)
    group = queries.group_with_course(desk, pk)
    if group is None or not disclosure.may_show(desk, group, "page"):
        raise Http404
    note_watched(request, str(pk))
    course = getattr(group, "course", None)
    context = {
        "group": group,
        "pile_on": getattr(group, "pile_on", None),
        "course": course,
        "chart": chart_of(course.steps) if course and course.steps else None,
        "languages": list(course.languages.items())[:LANGUAGES_SHOWN] if course else [],
        "decided": max(course.hurtful - group.waiting, 0) if course else 0,
        "lines": among(told(request, "desk"), Line),
        "cards": among(told(request, f"flood:{pk}"), Card) if desk.is_own else [],
        "acts": acts.for_flood(desk),
        "is_open": opened is not None,
    }
    return show(request, "floods/flood.html", context | _source(request, group, opened))


def _source(request: DeskRequest, group: Any, opened: Any) -> dict[str, Any]:
    """Find the earliest widely quoted post that is held; its text only on her own desk, and folded."""
    named = getattr(getattr(group, "pile_on", None), "first_widely_quoted", None)
    source = mention_in(request.desk, named) if named else None
    if source is None:
        return {}
    may_read = request.desk.is_own and not is_placeholder(request)
    body = read([source], opened).get(source.pk) if may_read else None
    if body is not None:
        owner = request.desk.owner
        audit.note(owner.pk, request.desk.actor.pk, "desk.opened", source.pk, at=now())
    return {"source": source, "source_body": body}


class Bar(msgspec.Struct, frozen=True):
    """One step of the chart: where it is drawn, and its numbers for the table."""

    at: datetime
    x: int
    y: int
    height: int
    hurtful_y: int
    hurtful_height: int
    mentions: int
    hurtful: int
    voices: int
    usual: float


class Chart(msgspec.Struct, frozen=True):
    """Bars from the first step to the last, in the direction in which the page is read; her usual as a line."""

    bars: list[Bar]
    width: int
    usual: str
    highest: int
    minutes: int


def chart_of(steps: list[list[Any]]) -> Chart:
    """Draw a course: its highest step fills the height, and her usual is drawn to the same measure."""
    highest = max(max(step[1], step[4]) for step in steps) or 1
    is_turned = get_language_bidi()

    def high(number: float) -> int:
        return round(TOP * number / highest)

    bars = []
    for number, (second, mentions, hurtful, voices, usual) in enumerate(steps):
        place = len(steps) - 1 - number if is_turned else number
        bars.append(
            Bar(
                at=datetime.fromtimestamp(second, UTC),
                x=place * WIDTH + GAP // 2,
                y=HEIGHT - high(mentions),
                height=high(mentions),
                hurtful_y=HEIGHT - high(hurtful),
                hurtful_height=high(hurtful),
                mentions=mentions,
                hurtful=hurtful,
                voices=voices,
                usual=usual,
            )
        )
    line = " ".join(
        f"{bar.x - GAP // 2},{HEIGHT - high(bar.usual)} {bar.x - GAP // 2 + WIDTH},{HEIGHT - high(bar.usual)}"
        for bar in sorted(bars, key=lambda each: each.x)
    )
    return Chart(
        bars=bars,
        width=len(steps) * WIDTH,
        usual=line if any(bar.usual for bar in bars) else "",
        highest=max(bar.mentions for bar in bars),
        minutes=(steps[1][0] - steps[0][0]) // 60 if len(steps) > 1 else 5,
    )
