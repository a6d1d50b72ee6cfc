"""What holds for every request: sessions end in time, undeclared views are refused, private pages aren't stored."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from fuerza.core.access import public

SEEN_EVERY = 20  # seconds: a write to the session row per click would cost more than it tells
Next = Callable[[HttpRequest], HttpResponse]


class UndeclaredView(RuntimeError):
    """A view was called that does not say who may call it."""


class SessionAges:
    """Ends a session after its idle minutes, and after twelve hours (staff: two) whatever happens (R13)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._age(request)
        return self.get_response(request)

    def _age(self, request: HttpRequest) -> None:
        now = time.time()
        began = request.session.setdefault("began", now)
        seen = request.session.get("seen", now)
        idle = request.session.get("idle_minutes", settings.SESSION_IDLE_MINUTES) * 60
        hours = request.session.get("hours", settings.SESSION_HOURS)
        if now - seen > idle or now - began > hours * 3600:
            request.session.flush()
            from django.contrib.auth.models import AnonymousUser

            request.user = AnonymousUser()
        elif now - seen > SEEN_EVERY or "seen" not in request.session:
            request.session["seen"] = now


class DeclaredAccess:
    """Refuses a view without `@access`, and marks every answer that is not public as not to be stored (R4)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_hers = request.user.is_authenticated  # asked before: afterwards she may be signed out
        response = self.get_response(request)
        is_hers = is_hers or request.user.is_authenticated
        if is_hers or getattr(request, "access", None) is not public:
            response["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_: Any
    ) -> None:
        rule = getattr(view, "access", None)
        if rule is None:
            raise UndeclaredView(getattr(view, "__qualname__", repr(view)))
        request.access = rule  # type: ignore[attr-defined]  # read above, once the answer is there
