"""What the door's script asks: the sealed list, to take what it noted without a connection, whether it is open."""

from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from fuerza.attendance.views.answering import kept_nowhere
from fuerza.core.access import access, public
from fuerza.door import queries, services
from fuerza.door.services import Noted
from fuerza.door.views.standing import door_here, told

_AT_ONCE = 200


@access(public)
@require_POST
def take_list(request: HttpRequest) -> HttpResponse:
    """Hand over the list, where this door may take it along."""
    at = _here(request)
    if not at.may_take_list:
        raise Http404
    why = queries.shut_because(at, now())
    if why is not None:
        return kept_nowhere(JsonResponse({"why": why.value}, status=410))
    return kept_nowhere(JsonResponse(queries.list_for(at)))


@access(public)
@require_POST
def noted(request: HttpRequest) -> HttpResponse:
    """Take what the phone noted, one after the other, and say of each what came of it."""
    at = _here(request)
    try:
        sent = msgspec.json.decode(request.body, type=list[Noted])
    except msgspec.MsgspecError:
        return kept_nowhere(JsonResponse({}, status=400))
    results: dict[str, Any] = {
        str(one.id): told(services.take_noted(door=at, noted=one, now=now()))
        for one in sent[:_AT_ONCE]
    }
    return kept_nowhere(JsonResponse(results))


@access(public)
@require_safe
def is_open(request: HttpRequest) -> HttpResponse:
    """Say whether the phone's door is still open; if not, its script erases what it holds."""
    why = queries.shut_because(_here(request), now())
    return kept_nowhere(JsonResponse({"why": why or ""}, status=410 if why else 200))


def _here(request: HttpRequest) -> Any:
    at = door_here(request)
    if at is None:
        raise Http404
    return at
