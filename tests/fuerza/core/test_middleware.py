"""Sessions end in time, an undeclared view is refused, and private answers are stored nowhere."""

import time
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from fuerza.core import access
from fuerza.core.middleware import SEEN_EVERY, DeclaredAccess, SessionAges, UndeclaredView
from fuerza.people.models import Person

MINUTE = 60


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def aged(**session: float) -> HttpRequest:
    """Send a signed-in request through, whose session says these ages in seconds (or plain limits)."""
    request = RequestFactory().get("/d/")
    request.user = Person.objects.create_user("berta")
    request.session = SessionStore()
    now = time.time()
    for name, value in session.items():
        request.session[name] = now - value if name in {"seen", "began"} else value
    SessionAges(answer)(request)
    return request


def is_in(request: HttpRequest) -> bool:
    return request.user.is_authenticated


def test_a_new_session_begins_now() -> None:
    request = aged()

    assert is_in(request)
    assert abs(request.session["began"] - time.time()) < MINUTE
    assert request.session["seen"] >= request.session["began"]


@pytest.mark.parametrize(
    ("ages", "stays"),
    [
        ({"began": 60, "seen": 29 * MINUTE}, True),
        ({"began": 60, "seen": 31 * MINUTE}, False),
        ({"began": 60, "seen": 16 * MINUTE, "idle_minutes": 15}, False),
        ({"began": 60, "seen": 59 * MINUTE, "idle_minutes": 60}, True),
        ({"began": 11.9 * 60 * MINUTE, "seen": 1}, True),
        ({"began": 12.1 * 60 * MINUTE, "seen": 1}, False),
        ({"began": 2.1 * 60 * MINUTE, "seen": 1, "hours": 2}, False),
    ],
)
def test_a_session_ends_when_idle_or_old(ages: dict[str, float], stays: bool) -> None:
    assert is_in(aged(**ages)) is stays


def test_an_ended_session_holds_nothing() -> None:
    request = aged(seen=31 * MINUTE, began=60)

    assert isinstance(request.user, AnonymousUser)
    assert list(request.session.keys()) == []


def test_being_seen_is_written_only_now_and_then() -> None:
    recent = aged(began=60, seen=SEEN_EVERY - 5)

    assert time.time() - recent.session["seen"] > SEEN_EVERY - 6


def test_a_visitor_has_no_session_to_end() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert SessionAges(answer)(request).content == b"ok"


def passed(rule: Any, user: Any) -> HttpResponse:
    request = RequestFactory().get("/")
    request.user = user
    guard = DeclaredAccess(answer)
    if rule is not None:
        guard.process_view(request, access.access(rule)(answer))
    return guard(request)


def test_a_view_that_does_not_say_who_may_call_it_is_refused() -> None:
    with pytest.raises(UndeclaredView, match="answer"):
        DeclaredAccess(answer).process_view(RequestFactory().get("/"), answer)


def test_only_a_public_page_seen_by_a_visitor_may_be_stored() -> None:
    berta = Person.objects.create_user("berta")

    assert "Cache-Control" not in passed(access.public, AnonymousUser())
    assert passed(access.public, berta)["Cache-Control"] == "no-store"
    assert passed(access.signed_in, berta)["Cache-Control"] == "no-store"
    assert passed(None, AnonymousUser())["Cache-Control"] == "no-store"  # no view was found at all
