"""Which session a page is about, and for whom it is there; for anybody else there is no such page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.utils.timezone import now

from fuerza.people.queries import PersonRequest
from fuerza.programme import queries as programme
from fuerza.programme.queries.agenda import hours_of
from fuerza.slots import queries, services


def taking_part(request: PersonRequest, pk: UUID, part: UUID, kind: str) -> tuple[Any, Any]:
    """Return the session and her registration, where she has a place."""
    registration = queries.place_of(request.user, pk)
    session = queries.session_of(pk, part, kind)
    if registration is None or session is None:
        raise Http404
    return session, registration


def running(request: PersonRequest, pk: UUID, part: UUID, kind: str) -> Any:
    """Return the session, where she organises or facilitates its edition."""
    session = queries.session_of(pk, part, kind)
    if session is None or not queries.runs(request.user, session.edition):
        raise Http404
    return session


def organising(request: PersonRequest, pk: UUID, part: UUID, kind: str) -> Any:
    """Return the session, where she organises its edition."""
    session = queries.session_of(pk, part, kind)
    viewer = programme.viewer_of(request.user)
    if session is None or not programme.organises(viewer, session.edition):
        raise Http404
    return session


def page_of(session: Any) -> dict[str, Any]:
    return {
        "session": session,
        "edition": session.edition,
        "hours": hours_of(session),
        "is_open": queries.is_open(session, now()),
    }


def attempt(request: PersonRequest, do: Callable[[], object], done: str) -> bool:
    """Do it and say so, or say why it could not be done."""
    try:
        do()
    except services.Refused as refused:
        messages.error(request, refused.why.label)
        return False
    messages.success(request, done)
    return True
